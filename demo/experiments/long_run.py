"""Logistic regression by SGD with every single step logged: 200,000 points."""

import math

import numpy as np
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split

from clock import Clock

STEPS, PARTS = 200_000, 4
SPIKE = 123_460
RATE, SMOOTHING, NOISE, CLIP = 0.02, 0.1, 0.25, 5.0
MS_PER_STEP = 5


def run(source):
    """Writes the experiment into `source`."""
    experiment = source.experiment(
        "long-run",
        "Breast cancer, every step",
        Clock("2026-02-09T06:00:00+00:00"),
        description="One run with a metric of 200,000 points, to see what a chart keeps.",
        tags={"dataset": "breast cancer", "model": "logistic regression"},
    )
    record = experiment.run(
        "long-run-1",
        name="every step",
        user="linus",
        compute_target="lab-server",
        description="The loss of **every sample** of 200,000 steps of SGD.\n\n"
        f"At step {SPIKE} one sample reaches the model *unscaled*, as happens when a "
        "loader skips its preprocessing once: a single point far above all others.",
        params={
            "lr": RATE,
            "label_smoothing": SMOOTHING,
            "input_noise": NOISE,
            "clip_norm": CLIP,
            "steps": STEPS,
            "batch_size": 1,
            "seed": 0,
        },
        tags={"model": "logistic regression", "dataset": "breast cancer"},
        properties={"ms.per.step": str(MS_PER_STEP)},
    )
    train(record)
    record.finish(parts=PARTS)


def train(record):
    """SGD, one sample at a time."""
    raw, target = load_breast_cancer(return_X_y=True)
    raw, raw_val, y, y_val = train_test_split(
        raw, target, test_size=169, random_state=0, stratify=target
    )
    mean, scale = raw.mean(axis=0), raw.std(axis=0)
    x, x_val = (raw - mean) / scale, (raw_val - mean) / scale
    rng = np.random.default_rng(0)
    weights, bias = np.zeros(x.shape[1]), 0.0
    for block in range(0, STEPS, 2000):
        rows = rng.integers(0, len(y), 2000)
        noisy = x[rows] + NOISE * rng.standard_normal((2000, x.shape[1]))
        for n, row in enumerate(rows):
            sample = noisy[n] if block + n != SPIKE else raw[row]
            goal = SMOOTHING / 2 + (1 - SMOOTHING) * int(y[row])
            logit = float(sample @ weights) + bias
            record.log("train/loss", softplus(logit) - goal * logit, digits=5)
            record.clock.advance(MS_PER_STEP / 1000)
            error = sigmoid(logit) - goal
            norm = abs(error) * math.sqrt(float(sample @ sample) + 1)
            rate = RATE * min(1.0, CLIP / norm)
            weights -= rate * error * sample
            bias -= rate * error
        accuracy = float(((x_val @ weights + bias > 0) == y_val).mean())
        record.log("val/accuracy", accuracy, step=block + 1999)
        if (block + 2000) % 20_000 == 0:
            record.log_file.line(f"step {block + 2000}: val/accuracy {accuracy:.4f}")


def softplus(v):
    """log(1 + e^v) without overflow."""
    return max(v, 0.0) + math.log1p(math.exp(-abs(v)))


def sigmoid(v):
    """1 / (1 + e^-v) without overflow."""
    return 1 / (1 + math.exp(-v)) if v >= 0 else math.exp(v) / (1 + math.exp(v))
