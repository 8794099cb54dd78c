"""Whether `confidence` means what it says: of answers given 0.8, eight in ten should be right."""

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Observation:
    """One answer's confidence that its best quote answers, and whether it does."""

    confidence: float  # 0 to 1
    answers: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """The observations whose confidence lies from `low` to `high` (1 included in the last)."""

    low: float
    high: float
    count: int
    confidence: float  # mean; 0 where there are none
    right: float  # share; 0 where there are none


@dataclass(frozen=True, slots=True)
class Calibration:
    """The reliability curve, and the mean gap between confidence and truth, by count."""

    bins: tuple[Bin, ...]
    expected_error: float
    count: int


def calibration(observations: Sequence[Observation]) -> Calibration:
    """Reliability in ten bins of equal width (Guo et al. 2017)."""
    held: list[list[Observation]] = [[] for _ in range(BINS)]
    for each in observations:
        held[min(int(each.confidence * BINS), BINS - 1)].append(each)
    bins = tuple(_bin(number, inside) for number, inside in enumerate(held))
    total = len(observations)
    error = sum(b.count * abs(b.confidence - b.right) for b in bins) / total if total else 0.0
    return Calibration(bins, error, total)


def _bin(number: int, inside: Sequence[Observation]) -> Bin:
    low, high = number / BINS, (number + 1) / BINS
    if not inside:
        return Bin(low, high, 0, 0.0, 0.0)
    confidence = sum(each.confidence for each in inside) / len(inside)
    right = sum(each.answers for each in inside) / len(inside)
    return Bin(low, high, len(inside), confidence, right)
