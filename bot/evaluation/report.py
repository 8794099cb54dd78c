"""The figures in words: lines for a terminal, Markdown for the documents, JSON for programs."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields

from bot.evaluation.calibration import Calibration
from bot.evaluation.dates import DateCheck
from bot.evaluation.intervals import Measured
from bot.evaluation.measure import FileReport, Share
from bot.evaluation.stamp import Stamp

# What is written by hand stands above this line, in a document that is measured again.
MARKER = "<!-- Everything below is written by `make eval`. -->"

_RETRIEVAL = {
    "recall_1": "recall@1",
    "recall_3": "recall@3",
    "recall_10": "recall@10",
    "mrr_10": "MRR@10",
    "ndcg_10": "nDCG@10",
}


@dataclass(frozen=True, slots=True)
class Results:
    """All files measured at once, and what they were measured at."""

    stamp: Stamp
    snapshot: str
    files: tuple[FileReport, ...]


def terminal_lines(report: FileReport) -> Iterator[str]:
    """One line a kind, the totals, then retrieval, dates and confidence."""
    for kind in report.kinds:
        first, third = _rates(kind)
        yield f"{kind.kind:18s} n={kind.count:3d}  @1 {first:.3f}  @3 {third:.3f}"
    first, third = _rates(report.answerable)
    yield (
        f"answerable n={report.answerable.count} @1 {first:.3f} @3 {third:.3f} | "
        f"others n={report.others.count} right {_rates(report.others)[0]:.3f} | "
        f"all @1 {report.right.mean:.3f} | "
        f"quotes {report.quotes}, not in any source {report.astray} | "
        f"median first quote {report.median_quote} characters"
    )
    if report.answerable.count:
        yield "ranking  " + "  ".join(f"{name} {_ranged(m)}" for name, m in _retrieval(report))
    if report.dates:
        yield f"dates  {_dates(report.dates)}"
        yield from (f"  {line}" for line in _wrong_dates(report.dates))
    if report.calibration.count:
        yield f"confidence  {_expected_error(report.calibration)}"
        for low, high, count, confidence, right in _curve(report.calibration):
            yield f"  {low}-{high}  n={count:3d}  confidence {confidence}  right {right}"
    if report.elsewhere:
        yield f"source unknown here, taken from any: {', '.join(report.elsewhere)}"


def markdown(results: Results) -> str:
    """The report of all files, ending in a line feed."""
    head = f"Measured at {results.stamp}, index {results.snapshot}."
    return "\n".join([head, *(line for file in results.files for line in _section(file))]) + "\n"


def as_json(results: Results) -> str:
    """Everything measured, ending in a line feed."""
    return json.dumps(asdict(results), ensure_ascii=False, indent=1, default=str) + "\n"


def placed(before: str, text: str) -> str:
    """A document with its measured part replaced; all of it where it has no marker."""
    above, marker, _ = before.partition(MARKER)
    return f"{above}{marker}\n\n{text}" if marker else text


def _section(report: FileReport) -> Iterator[str]:
    yield from ("", f"## {report.name}", "")
    yield from _table(
        ("", "questions", "right @1", "right @3"),
        [
            _summary("answerable", report.answerable, report.first, report.third),
            (
                "others, refused or recognised",
                str(report.others.count),
                f"{_rates(report.others)[0]:.3f}" if report.others.count else "–",
                "",
            ),
            ("all", str(report.right.count), _ranged(report.right), ""),
        ],
    )
    yield ""
    yield (
        f"Quotes: {report.quotes}, of which {report.astray} stand in no source. "
        f"Median first quote: {report.median_quote} characters."
    )
    if report.dates:
        yield f"Dates: {_dates(report.dates)}."
        yield from (f"- {line}" for line in _wrong_dates(report.dates))
    yield ""
    rows = [(k.kind, str(k.count), *(f"{rate:.3f}" for rate in _rates(k))) for k in report.kinds]
    yield from _table(("kind", "questions", "@1", "@3"), rows)
    if report.answerable.count:
        yield ""
        ranked = [(name, _ranged(value)) for name, value in _retrieval(report)]
        yield from _table(("ranking of the quotes", "mean, 95 % interval"), ranked)
    if report.calibration.count:
        yield from ("", f"Confidence: {_expected_error(report.calibration)}.", "")
        curve = [
            (f"{low}–{high}", str(count), confidence, right)
            for low, high, count, confidence, right in _curve(report.calibration)
        ]
        yield from _table(("confidence", "answers", "mean confidence", "share right"), curve)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"| {' | '.join('---' for _ in head)} |"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _summary(name: str, share: Share, first: Measured, third: Measured) -> tuple[str, ...]:
    return (name, str(share.count), _ranged(first), _ranged(third))


def _rates(share: Share) -> tuple[float, float]:
    count = max(1, share.count)
    return share.first / count, share.third / count


def _ranged(value: Measured) -> str:
    return f"{value.mean:.3f} [{value.low:.3f}, {value.high:.3f}]"


def _retrieval(report: FileReport) -> list[tuple[str, Measured]]:
    measures = report.retrieval
    return [(_RETRIEVAL[f.name], getattr(measures, f.name)) for f in fields(measures)]


def _dates(check: DateCheck) -> str:
    return f"{check.questions} questions asked on {check.days} days, {len(check.wrong)} wrong"


def _wrong_dates(check: DateCheck) -> Iterator[str]:
    for each in check.wrong:
        yield f"{each.id}: {each.date} shown as {each.shown}, must be {each.must_be}"


def _expected_error(curve: Calibration) -> str:
    return f"expected calibration error {curve.expected_error:.3f} over {curve.count} answers"


def _curve(curve: Calibration) -> Iterator[tuple[str, str, int, str, str]]:
    for b in curve.bins:
        if b.count:
            yield f"{b.low:.1f}", f"{b.high:.1f}", b.count, f"{b.confidence:.3f}", f"{b.right:.3f}"
