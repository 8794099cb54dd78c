"""`/bilan`: what people asked lately, as a message and as a file."""

from collections.abc import Sequence
from datetime import date, timedelta

from telegram import InputFile, Update

from bot.answering.answer import Status
from bot.phrases import FALLBACK, Wording, moderators_wording
from bot.report.gaps import Gap, gaps
from bot.report.summary import Summary, as_csv
from bot.store.counts import TIMES, Count
from bot.telegram.context import Context, Services, send
from bot.telegram.formatted import Formatted, bold, clip, join, plain
from bot.telegram.moderation.work import in_turn
from bot.telegram.screens import Screen

DAYS, MOST_DAYS = 30, 366
_CLAIMS = 10  # shown at most
_LABEL_LIMIT = 90  # units
_GAP = "\n\n"


async def show(update: Update, context: Context) -> None:
    """`/bilan`, over 30 days or as many as are named."""
    message, services, words = update.effective_message, context.bot_data, moderators_wording()
    if message is None:
        return
    days = _days(context.args[0]) if context.args else DAYS
    last = date.today()
    first = last - timedelta(days - 1)

    def counted() -> tuple[Count, ...]:
        services.memory.counts.flush()
        return services.memory.counts.between(first, last)

    counts = await services.blocking(counted)
    summary = Summary.of(counts)
    parts = [bold(words.text("report_title", days=days)), *_summed(summary, services, words)]
    if services.memory.questions.days:
        found = await in_turn(services, lambda: _gaps(services))
        parts.append(_shown(found, services.memory.questions.days, words))
    await send(message, Screen(join(_GAP, parts)))
    if counts:
        file = InputFile(as_csv(counts).encode("utf-8-sig"), filename=f"bilan-{last}.csv")
        await message.reply_document(file, do_quote=False)


def _days(said: str) -> int:
    return min(MOST_DAYS, max(1, int(said))) if said.isascii() and said.isdecimal() else DAYS


def _summed(summary: Summary, services: Services, words: Wording) -> list[Formatted]:
    if not summary.questions:
        return [plain(words.text("report_empty"))]
    ended = sorted(summary.statuses.items(), key=lambda each: -each[1])
    lines = [words.text("report_questions", number=summary.questions)]
    lines += [f"• {words.text(f'ended_{name}')} : {number}" for name, number in ended]
    parts = [plain("\n".join(lines)), plain(_claims(summary, services, words))]
    times = [summary.within(share) for share in (0.5, 0.95)]
    half, most = (_bound(each, words) for each in times)
    parts.append(plain(words.text("report_times", half=half, most=most)))
    if summary.strangers:
        parts.append(plain(words.text("report_strangers", number=summary.strangers)))
    return parts


def _bound(milliseconds: int | None, words: Wording) -> str:
    if milliseconds is None:
        return words.text("report_beyond", bound=TIMES[-1])
    return words.text("report_within", bound=milliseconds)


def _claims(summary: Summary, services: Services, words: Wording) -> str:
    """The claims that answered most, and what people thought of those answers."""
    ids = {*summary.claims, *summary.liked, *summary.disliked}
    ranked = sorted(ids, key=lambda id_: (-summary.claims.get(id_, 0), id_))[:_CLAIMS]
    lines = [words.text("report_claims")]
    for id_ in ranked:
        claim = services.answerer.claims.by_id.get(id_)
        label = claim.label.get(FALLBACK, id_) if claim else id_ or words.text("report_no_claim")
        thumbs = f"👍 {summary.liked.get(id_, 0)} 👎 {summary.disliked.get(id_, 0)}"
        lines.append(f"• {clip(label, _LABEL_LIMIT)} : {summary.claims.get(id_, 0)} ({thumbs})")
    return "\n".join(lines)


def _gaps(services: Services) -> list[Gap]:
    def answered(question: str) -> bool:
        given = services.answerer.answer(question, session=None, today=date.today(), language=None)
        return given.status is Status.ANSWERED

    encode = services.desk.library.encoder().encode_queries
    return gaps(services.memory.questions.all(), encode, answered)


def _shown(found: Sequence[Gap], days: int, words: Wording) -> Formatted:
    if not found:
        return plain(words.text("gaps_none", days=days))
    lines = [words.text("gaps", days=days)]
    for gap in found:
        key = "gap_closed" if gap.closed else "gap_open"
        question = clip(gap.question, _LABEL_LIMIT)
        lines.append(words.text(key, question=question, people=gap.people))
    return plain("\n".join(lines))
