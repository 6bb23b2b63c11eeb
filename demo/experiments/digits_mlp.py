"""Handwritten digits, a small MLP: a grid of runs, and three that went otherwise."""

import csv
import io
import json
from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import train_test_split

from clock import Clock
from images import tiles
from log import plain_traceback
from mlp import MLP

RATES, WIDTHS, SEEDS = (0.01, 0.03, 0.1), (16, 64), (0, 1, 2)
EPOCHS, BATCH = 40, 32
SPEED = 2e6  # parameters x samples that the simulated clock does in a second
HERE = Path(__file__).resolve().parent


def run(source):
    """Writes the experiment into `source`."""
    experiment = source.experiment(
        "digits-mlp",
        "Digits, MLP grid",
        Clock("2026-02-03T07:30:00+00:00"),
        description="Learning rate x hidden width x seed on 8 x 8 handwritten digits, "
        "a learning-rate test that diverges, a run that failed and one still running.",
        tags={"dataset": "digits", "model": "MLP"},
        page_size=12,
    )
    data = load_digits()
    sets = train_test_split(
        data.data / 16, data.target, test_size=360, random_state=0, stratify=data.target
    )
    snapshot = experiment.snapshot(
        {
            "experiments/digits_mlp.py": Path(__file__).read_text(encoding="utf-8"),
            "mlp.py": (HERE.parent / "mlp.py").read_text(encoding="utf-8"),
            "requirements.txt": (HERE.parent / "requirements.txt").read_text(encoding="utf-8"),
        }
    )
    for lr in RATES:
        for hidden in WIDTHS:
            for seed in SEEDS:
                train(
                    Job(experiment, snapshot, sets, f"lr{lr}-h{hidden}-s{seed}", lr, hidden, seed)
                )
    train(
        Job(
            experiment,
            snapshot,
            sets,
            "range-test",
            0.05,
            32,
            0,
            epochs=30,
            batch=256,  # few steps, so that rounding stays harmless on the way to infinity
            growth=1.5,
            description="**Learning-rate range test.** The rate grows by half every epoch "
            "until training breaks: the loss falls, rises, becomes infinite and then `NaN`.",
        )
    )
    train(
        Job(
            experiment,
            snapshot,
            sets,
            "schedule",
            0.1,
            32,
            3,
            schedule=[0.1] * 5 + [0.03] * 5 + [0.01] * 5,
            description="A stepped learning rate; the schedule is shorter than the training.",
        )
    )
    train(
        Job(
            experiment,
            snapshot,
            sets,
            "wide",
            0.05,
            128,
            0,
            stop_after=EPOCHS // 2,
            description="The widest model, caught in the middle of its training.",
        )
    )


class Job:
    """What one training needs: data, hyperparameters and its record."""

    def __init__(
        self,
        experiment,
        snapshot,
        sets,
        id,
        lr,
        hidden,
        seed,
        epochs=EPOCHS,
        batch=BATCH,
        growth=1.0,
        schedule=None,
        stop_after=None,
        description="",
    ):
        self.lr, self.hidden, self.seed, self.epochs = lr, hidden, seed, epochs
        self.schedule = schedule or [lr * growth**epoch for epoch in range(epochs)]
        self.batch, self.stop_after = batch, stop_after
        self.x, self.x_val, self.y, self.y_val = sets
        self.clock = experiment.clock
        params = {
            "lr": lr,
            "hidden": hidden,
            "seed": seed,
            "epochs": epochs,
            "batch_size": batch,
            "momentum": 0.9,
            "lr_growth": growth,
            "shuffle": True,
        }
        self.record = experiment.run(
            f"digits-mlp-{id}",
            name=f"mlp {id.replace('-', ' ')}",
            user=("ada", "grace", "linus")[seed % 3],
            compute_target="cpu-cluster",
            description=description or f"{hidden} hidden units, learning rate {lr}, seed {seed}.",
            params=params,
            tags={"model": "MLP", "dataset": "digits", "sweep": "grid" if not description else id},
            properties={"rows.train": str(len(self.y)), "rows.val": str(len(self.y_val))},
            snapshot=snapshot,
            colour=seed == 1 or bool(description),
        )


def train(job):
    """Trains one MLP and records it, whatever becomes of it."""
    record, log = job.record, job.record.log_file
    net = MLP(64, job.hidden, 10, job.seed)
    log.line(
        f"{net.size()} parameters, {len(job.y)} training rows, {len(job.y_val)} validation rows"
    )
    try:
        with np.errstate(all="ignore"):
            epochs(job, net)
    except Exception as error:  # a failed run is a result too
        trace = plain_traceback(error)
        log.line("training stopped", "ERROR")
        log.raw(trace)
        record.artifact("config.json", json.dumps(record.fields["params"], indent=2) + "\n")
        record.finish("failed", {"message": f"{type(error).__name__}: {error}", "detail": trace})
    else:
        if job.stop_after:
            record.finish("running")
        else:
            with np.errstate(all="ignore"):
                results(job, net)
            record.finish()
    job.clock.advance(20)


def epochs(job, net):
    """The training itself, epoch by epoch."""
    record, log = job.record, job.record.log_file
    order = np.random.default_rng(1000 + job.seed)
    batches = -(-len(job.y) // job.batch)
    for epoch in range(job.stop_after or job.epochs):
        lr = job.schedule[epoch]
        losses = []
        shuffled = order.permutation(len(job.y))
        for n in range(batches):
            batch = shuffled[n * job.batch : (n + 1) * job.batch]
            losses.append(net.step(job.x[batch], job.y[batch], lr))
            if n % 9 == 8 or n + 1 == batches:
                log.bar(f"epoch {epoch + 1:2d}", n + 1, batches, f" loss={losses[-1]:.4f}")
        log.raw("\n")
        job.clock.advance(net.size() * len(job.y) / SPEED * 3)
        loss, accuracy = net.loss(job.x_val, job.y_val), net.accuracy(job.x_val, job.y_val)
        record.log("train/loss", np.mean(losses))
        record.log("val/loss", loss)
        record.log("val/accuracy", accuracy)
        record.log("lr", lr)
        level = "INFO" if np.isfinite(loss) else "WARNING"
        log.line(f"epoch {epoch + 1}: val/loss {loss:.4f}, val/accuracy {accuracy:.4f}", level)
        if job.seed == 0 and epoch % 10 in (0, 9):
            picture = tiles(net.w1.T, across=16 if job.hidden > 16 else 8, zoom=3)
            record.log_image("weights", picture, step=epoch, caption=f"epoch {epoch + 1}")
            job.clock.advance(2.5)  # drawing takes time as well
    if job.stop_after:
        log.bar(f"epoch {job.stop_after + 1:2d}", batches // 3, batches)


def results(job, net):
    """What is left when training ends: matrix, predictions, model card."""
    record = job.record
    predicted = net.forward(job.x_val)[1].argmax(axis=1)
    record.log_confusion_matrix(
        "confusion", [str(n) for n in range(10)], confusion_matrix(job.y_val, predicted)
    )
    accuracy = net.accuracy(job.x_val, job.y_val)
    right = [float((predicted[job.y_val == n] == n).mean()) for n in range(10)]
    record.log_table(
        "per digit",
        {
            "digit": [f"digit {n}" for n in range(10)],
            "recall": right,
            "support": [int((job.y_val == n).sum()) for n in range(10)],
        },
    )
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["row", "true", "predicted", "probability"])
    for n, p in enumerate(net.probabilities(job.x_val)):
        writer.writerow([n, job.y_val[n], predicted[n], f"{p[predicted[n]]:.4f}"])
    wrong = job.x_val[predicted != job.y_val][:32]
    record.artifact("README.md", model_card(record, accuracy))
    record.artifact("config.json", json.dumps(record.fields["params"], indent=2) + "\n")
    record.artifact("predictions.csv", table.getvalue())
    record.artifact("images/misread.png", tiles(wrong, zoom=4))
    if job.seed == 0:
        weights = io.BytesIO()
        np.save(weights, net.w2.astype("<f4"))
        record.artifact("model/output_weights.npy", weights.getvalue())


def model_card(record, accuracy):
    """A short description of the model, in markdown."""
    params = "\n".join(f"| `{key}` | {value} |" for key, value in record.fields["params"].items())
    return (
        f"# {record.name}\n\n"
        "A multi-layer perceptron with one hidden layer, for 8 x 8 grey images of "
        "handwritten digits.\n\n"
        f"**Validation accuracy: {accuracy:.4f}** on 360 held-out images.\n\n"
        f"| parameter | value |\n|---|---|\n{params}\n\n"
        "## Limits\n\n"
        "- Images must be centred and scaled as in the training data.\n"
        "- Not meant for anything but this demo.\n"
    )
