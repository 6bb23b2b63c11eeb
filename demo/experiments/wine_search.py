"""A search over model families on the wine data, as a tree of runs."""

import itertools
import json

import numpy as np
from sklearn.datasets import load_wine
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import StratifiedKFold, cross_val_predict, cross_val_score
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from clock import Clock

PARENT = "wine-search"
MARGIN = 0.03
FAMILIES = [
    # id, class, fixed arguments, grid
    ("bayes", GaussianNB, {}, {"var_smoothing": [1e-9, 1e-3, 1e-1]}),
    ("tree", DecisionTreeClassifier, {"random_state": 0}, {"max_depth": [1, 2, 3, 4, 6, 8]}),
    ("forest", RandomForestClassifier, {"random_state": 0}, {"n_estimators": [5, 20, 60]}),
    ("neighbours", KNeighborsClassifier, {}, {"n_neighbors": [1, 3, 5, 9, 15, 25]}),
    ("svm", SVC, {}, {"C": [0.1, 1.0, 10.0], "gamma": [0.003, 0.03, 0.3]}),
    ("logistic", LogisticRegression, {"max_iter": 500}, {"C": [0.001, 0.01, 0.1, 1.0, 10.0]}),
]
REFINED = [
    ("coarse", [3.0, 10.0, 30.0, 100.0], [0.001, 0.003, 0.01]),
    ("fine", [8.0, 12.0, 20.0], [0.002, 0.004]),
]


def run(source):
    """Writes the experiment into `source`."""
    experiment = source.experiment(
        "wine-search",
        "Wine, model search",
        Clock("2026-02-06T12:00:00+00:00"),
        description="One parent run, a child for every model family, and two "
        "grandchildren that look closer at the support vector machine.",
        tags={"dataset": "wine", "model": "several"},
    )
    search = Search(experiment)
    children = {}
    for family, model, fixed, grid in FAMILIES:
        children[family] = search.child(
            f"{PARENT}-{family}", family, model, fixed, grid, search.parent
        )
    for name, cs, gammas in REFINED:
        grid = {"C": cs, "gamma": gammas}
        search.child(f"{PARENT}-svm-{name}", f"svm, {name}", SVC, {}, grid, children["svm"])
    search.finish()


class Search:
    """The parent run and what its children share."""

    def __init__(self, experiment):
        self.experiment, self.clock = experiment, experiment.clock
        self.data = load_wine()
        self.folds = StratifiedKFold(5, shuffle=True, random_state=0)
        self.best, self.leaders = 0.0, []
        self.parent = self.start(
            PARENT, "wine search", None, {"folds": 5, "families": 6, "margin": MARGIN}
        )
        self.parent.log_file.line(f"search over {len(FAMILIES)} families")

    def start(self, id, name, parent, params):
        """Starts a run of the search."""
        return self.experiment.run(
            id,
            name=name,
            user="grace",
            parent=parent,
            compute_target="local",
            description="Accuracy in 5-fold cross-validation on 178 wines.",
            params=params,
            tags={"dataset": "wine", "role": "parent" if parent is None else "trial"},
            properties={"folds": "5, stratified, shuffled with seed 0"},
        )

    def child(self, id, name, model, fixed, grid, parent):
        """Tries every point of a grid; gives up when the best so far stays more
        than `MARGIN` behind the search after three points."""
        params = {"family": model.__name__, "points": int(np.prod([len(v) for v in grid.values()]))}
        record = self.start(id, name, parent, {**params, **fixed})
        x, y = self.data.data, self.data.target
        best, winner, status = -1.0, None, "finished"
        for n, point in enumerate(itertools.product(*grid.values())):
            point = dict(zip(grid, point))
            pipeline = make_pipeline(StandardScaler(), model(**fixed, **point))
            scores = cross_val_score(pipeline, x, y, cv=self.folds)
            accuracy = float(scores.mean())
            self.clock.advance(4 + point.get("n_estimators", 5) / 5)
            record.log("cv/accuracy", accuracy)
            record.log_row("grid", **{k: float(v) for k, v in point.items()}, accuracy=accuracy)
            record.log_file.line(f"{point} -> {accuracy:.4f}")
            if accuracy > best:
                best, winner, folds = accuracy, pipeline, scores
            if n == 2 and best < self.best - MARGIN:
                status = "canceled"
                record.log_file.line(
                    f"{self.best - best:.3f} behind the search, stopped", "WARNING"
                )
                break
        record.log("best_score", best)
        record.log_list("fold/accuracy", folds.tolist())
        predicted = cross_val_predict(winner, x, y, cv=self.folds)
        names = self.data.target_names.tolist()
        record.log_confusion_matrix("confusion", names, confusion_matrix(y, predicted))
        record.artifact(
            "best.json",
            json.dumps({"model": repr(winner[-1]), "accuracy": round(best, 6)}, indent=2) + "\n",
        )
        record.finish(status)
        self.best = max(self.best, best)
        self.leaders.append((best, name, len(record.series["cv/accuracy"]["value"])))
        self.parent.log("best_score", self.best)
        self.parent.log_file.bar("trials", len(self.leaders), len(FAMILIES) + len(REFINED))
        self.clock.advance(5)
        return record

    def finish(self):
        """Ends the parent with a leaderboard."""
        ranking = sorted(self.leaders, key=lambda leader: -leader[0])
        self.parent.log_table(
            "leaderboard",
            {
                "trial": [name for _, name, _ in ranking],
                "accuracy": [score for score, _, _ in ranking],
                "points tried": [points for _, _, points in ranking],
            },
        )
        self.parent.log_text("winner", f"{ranking[0][1]} with {ranking[0][0]:.4f}")
        self.parent.log_file.raw("\n")
        self.parent.finish()
