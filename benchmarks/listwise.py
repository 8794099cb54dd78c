"""Fits a linear ranker: the weights under which right candidates get most of the probability."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

RIDGE = 1e-3
Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """One question: its candidates' features (n, f) and which of them are right (n,)."""

    features: Matrix
    right: NDArray[np.bool_]


def fit(examples: Sequence[Example]) -> Matrix:
    """Weights (f,) of a softmax over each question's candidates, ridge on standardised features.

    Questions none of whose candidates is right teach nothing and are left out.
    """
    known = [example for example in examples if example.right.any()]
    scale = np.concatenate([example.features for example in known]).std(axis=0) + 1e-6
    scaled = [(example.features / scale, example.right) for example in known]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, gradient = 0.0, np.zeros_like(weights)
        for features, right in scaled:
            scores = features @ weights
            every = np.exp(scores - scores.max())
            chosen = every * right
            total += np.log(every.sum()) - np.log(chosen.sum())
            gradient += features.T @ (every / every.sum() - chosen / chosen.sum())
        count = len(scaled)
        ridge = float(RIDGE * weights @ weights)
        return float(total) / count + ridge, gradient / count + 2 * RIDGE * weights

    found = minimize(loss, np.zeros(len(scale)), jac=True, method="L-BFGS-B")
    weights: Matrix = (found.x / scale).astype(np.float32)
    return weights


def cross_validated(examples: Sequence[Example], folds: NDArray[np.int64]) -> list[Matrix]:
    """Scores of every example's candidates by weights fitted on the other folds."""
    scores: list[Matrix] = [np.empty(0, dtype=np.float32)] * len(examples)
    for fold in np.unique(folds):
        weights = fit([e for e, f in zip(examples, folds, strict=True) if f != fold])
        for i in np.flatnonzero(folds == fold).tolist():
            scores[i] = examples[i].features @ weights
    return scores


def listed(weights: NDArray[np.floating]) -> str:
    """Weights as a TOML list."""
    return "[" + ", ".join(f"{weight:.3f}" for weight in weights) + "]"
