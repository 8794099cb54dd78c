"""A conversation as an HTML page that looks like a chat on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import Any

from tests.botapi.richtext import cut, units

Json = dict[str, Any]

_TAGS = {
    "bold": ("<b>", "</b>"),
    "italic": ("<i>", "</i>"),
    "underline": ("<u>", "</u>"),
    "blockquote": ("<blockquote>", "</blockquote>"),
    "expandable_blockquote": ('<blockquote class="long">', "</blockquote>"),
    "code": ("<code>", "</code>"),
}
_LINK = ('<span class="link">', "</span>")
_BLOCKS = ("blockquote", "expandable_blockquote")


@dataclass(frozen=True, slots=True)
class Line:
    """A message as the picture shows it; `name` is shown in groups."""

    message: Json
    by_bot: bool
    name: str = ""


def page(title: str, lines: Sequence[Line], *, direction: str = "ltr") -> str:
    """The whole page; `direction` is that of the app, each paragraph's is its own."""
    style = (files("benchmarks.pictures") / "style.css").read_text("utf-8")
    shown = "\n".join(_bubble(line) for line in lines)
    return (
        f'<!doctype html><html dir="{direction}"><meta charset="utf-8"><style>{style}</style>'
        f"<header><b>{escape(title)}</b></header><main>{shown}</main></html>"
    )


def _bubble(line: Line) -> str:
    message, side = line.message, "bot" if line.by_bot else "person"
    parts = [f'<div class="name">{escape(line.name)}</div>'] if line.name else []
    replied = message.get("reply_to_message")
    if replied:
        parts.append(f'<div class="reply">{escape(replied.get("text", ""))}</div>')
    if "document" in message:
        parts.append(f'<div class="file">{escape(message["document"]["file_name"])}</div>')
    text = message.get("text") or message.get("caption") or ""
    entities = message.get("entities") or message.get("caption_entities") or []
    parts.append(f'<div class="text">{rich(text, entities)}</div>')
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    keys = "".join(f'<div class="row">{"".join(map(_button, row))}</div>' for row in rows)
    return f'<div class="{side}"><div class="bubble">{"".join(parts)}</div>{keys}</div>'


def _button(button: Json) -> str:
    return f'<span class="button">{escape(button["text"])}</span>'


def rich(text: str, entities: Sequence[Json]) -> str:
    """`text` as HTML, its entities as tags; they are nested or apart, never crossed."""
    inside = sorted(entities, key=lambda each: (each["offset"], -each["length"]))
    return _nested(text, 0, units(text), inside)


def _nested(text: str, start: int, end: int, inside: Sequence[Json]) -> str:
    made, at = "", start
    rest = list(inside)
    while rest:
        outer = rest.pop(0)
        first, last = outer["offset"], outer["offset"] + outer["length"]
        within = [each for each in rest if each["offset"] < last]
        rest = rest[len(within) :]
        before = cut(text, at, first - at)
        is_block = outer["type"] in _BLOCKS
        opening, closing = _TAGS.get(outer["type"], _LINK)
        made += escape(before) + opening + _nested(text, first, last, within) + closing
        at = last
        if is_block and cut(text, at, 1) == "\n":  # a block ends its line by itself
            at += 1
    return made + escape(cut(text, at, end - at))
