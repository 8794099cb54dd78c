"""Text with message entities, counted in UTF-16 code units as Telegram does."""

from dataclasses import dataclass

from telegram import MessageEntity
from telegram.constants import MessageEntityType

TEXT_LIMIT = 4096  # telegram.constants.MessageLimit.MAX_TEXT_LENGTH, in UTF-16 units
_BLANK = " \n"


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def clip(text: str, limit: int) -> str:
    """At most `limit` units of `text`, ending in «…» when something was left out."""
    if units(text) <= limit:
        return text
    kept = text[: limit - 1]
    while units(kept) > limit - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and the entities on it; pieces are put together with `+` and `join`."""

    text: str = ""
    entities: tuple[MessageEntity, ...] = ()

    @property
    def size(self) -> int:
        return units(self.text)

    def __add__(self, other: "Formatted") -> "Formatted":
        shift = self.size
        moved = tuple(
            MessageEntity(each.type, each.offset + shift, each.length, url=each.url)
            for each in other.entities
        )
        return Formatted(self.text + other.text, self.entities + moved)


def plain(text: str) -> Formatted:
    """Text without markup; what cannot be sent at all (lone surrogates) is replaced."""
    return Formatted(text.encode("utf-8", "replace").decode())


def styled(text: str, *styles: MessageEntityType, url: str | None = None) -> Formatted:
    """`text` under every style; blank ends stay outside, for Telegram cuts them off."""
    piece = plain(text)
    inner = piece.text.strip(_BLANK)
    if not inner:
        return piece
    before = units(piece.text[: piece.text.index(inner)])
    return Formatted(
        piece.text,
        tuple(
            MessageEntity(
                style,
                before,
                units(inner),
                url=url if style == MessageEntityType.TEXT_LINK else None,
            )
            for style in styles
        ),
    )


def bold(text: str) -> Formatted:
    return styled(text, MessageEntityType.BOLD)


def italic(text: str) -> Formatted:
    return styled(text, MessageEntityType.ITALIC)


def linked(text: str, url: str | None) -> Formatted:
    """`text` as a link to `url`, or as it is where there is none."""
    return styled(text, MessageEntityType.TEXT_LINK, url=url) if url else plain(text)


def quoted(text: str, *, folded: bool) -> Formatted:
    """A blockquote; `folded` ones show three lines until they are tapped."""
    kind = MessageEntityType.EXPANDABLE_BLOCKQUOTE if folded else MessageEntityType.BLOCKQUOTE
    return styled(text, kind)


def join(separator: str, pieces: list[Formatted]) -> Formatted:
    """The pieces that are not empty, one after another."""
    whole = Formatted()
    for piece in pieces:
        if piece.text:
            whole = whole + plain(separator) + piece if whole.text else piece
    return whole
