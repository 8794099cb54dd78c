"""Who says it, when and where: the lines that go with a quote or stand for a source."""

from bot.phrases import Wording
from bot.telegram.formatted import Formatted, bold, clip, join, linked, plain
from bot.telegram.references import document_key
from corpus.document import Document, Source

_LINE_LIMIT = 300  # units; names and titles come from moderators and may be of any length
_SIGN = "— "


def link_to(username: str, start: str) -> str:
    """A link that opens the bot at one passage or source."""
    return f"https://t.me/{username}?start={start}"


def source_link(username: str, document: Document) -> str:
    return link_to(username, "d" + document_key(document.id))


def said_on(source: Source, words: Wording) -> str:
    """The source's date in words, or what is known of it."""
    return words.day(source.date) if source.date else words.text("undated")


def signature(source: Source, words: Wording) -> str | None:
    """Author and role, as far as they are known."""
    if source.author and source.role:
        return words.text("signature", author=source.author, role=source.role)
    return source.author or source.role


def short_line(source: Source, words: Wording) -> str:
    """Author (or title) and date on one short line."""
    return words.mark + _comma(words).join((source.author or source.title, said_on(source, words)))


def signed_line(source: Source, words: Wording) -> str:
    """Who, in what role, and when."""
    who = [part for part in (signature(source, words), said_on(source, words)) if part]
    return words.mark + _comma(words).join(who)


def _comma(words: Wording) -> str:
    """What parts two things named on one line, and their directions."""
    return words.text("comma") + " "


def source_line(
    document: Document, locator: str | None, words: Wording, username: str
) -> Formatted:
    """Under a quote: who, in what role, when, in which text and where in it."""
    source = document.source
    head = plain(words.mark + _SIGN + clip(signed_line(source, words), _LINE_LIMIT))
    return join("\n", [head, plain(words.mark) + _linked(document, username) + _at(locator, words)])


def same_source_line(
    document: Document, locator: str | None, words: Wording, username: str
) -> Formatted:
    """Under a quote that follows another from the same text."""
    url = source_address(document, username)
    title = linked(words.text("same_text"), url)
    return plain(words.mark + _SIGN) + title + _at(locator, words)


def source_address(document: Document, username: str) -> str:
    """Where the text can be read."""
    return document.source.url or source_link(username, document)


def _linked(document: Document, username: str) -> Formatted:
    title = clip(document.source.title, _LINE_LIMIT)
    return linked(title, source_address(document, username))


def _at(locator: str | None, words: Wording) -> Formatted:
    if not locator:
        return plain("")
    kept_together = locator.replace("§ ", "§\u00a0")
    return plain(_comma(words) + clip(kept_together, _LINE_LIMIT))


def source_card(document: Document, words: Wording) -> Formatted:
    """All that is known of a source, for a message of its own or a file's caption."""
    source = document.source
    lines = [bold(clip(source.title, _LINE_LIMIT))]
    if source.author and source.role:
        line = words.text("source_author_role", author=source.author, role=source.role)
        lines.append(plain(clip(line, _LINE_LIMIT)))
    elif source.author:
        author = words.text("source_author", author=source.author)
        lines.append(plain(clip(author, _LINE_LIMIT)))
    dated = said_on(source, words)
    lines.append(plain(clip(words.text("source_date", date=dated), _LINE_LIMIT)))
    return join("\n", lines)


def source_details(document: Document, words: Wording, username: str) -> Formatted:
    """The card, with addressees, references and links."""
    source = document.source
    lines = [source_card(document, words)]
    if source.date is None and source.date_note:
        lines.append(plain(clip(source.date_note, _LINE_LIMIT)))
    for key, known in (("addressees", source.addressees), ("references", source.references)):
        if known:
            line = words.text(f"source_{key}", **{key: " ; ".join(known)})
            lines.append(plain(clip(line, _LINE_LIMIT)))
    if source.url:
        lines.append(plain(words.text("source_address", url=clip(source.url, _LINE_LIMIT))))
    link = source_link(username, document)
    lines.append(plain(words.text("source_link", link=link)))
    return join("\n", lines)
