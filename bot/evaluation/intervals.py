"""A mean with its 95 % interval, by the percentile bootstrap (Efron 1979)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2_000
SEED = 20260211  # any; fixed, so that the same answers give the same interval


@dataclass(frozen=True, slots=True)
class Measured:
    """A mean over `count` questions, and between what 95 % of resampled means lie."""

    mean: float
    low: float
    high: float
    count: int


def measured(values: Sequence[float]) -> Measured:
    """The mean of `values`, resampled with replacement; all zero where there are none."""
    if not values:
        return Measured(0.0, 0.0, 0.0, 0)
    sample = np.asarray(values, dtype=np.float64)
    chosen = np.random.default_rng(SEED).integers(0, len(sample), (RESAMPLES, len(sample)))
    low, high = np.quantile(sample[chosen].mean(axis=1), (0.025, 0.975))
    return Measured(float(sample.mean()), float(low), float(high), len(sample))
