"""Texts as Telegram itself reads them: TDLib, offline, through `tdjson`.

The real server hands `parse_mode` texts to TDLib's `parseTextEntities`, and explicit entities
to the check that every outgoing text goes through. TDLib offers that check offline inside
`parseMarkdown`; the characters it would read as markup are hidden from it meanwhile.
"""

import json
from typing import Any

import tdjson

from tests.botapi.refusal import bad_request

Json = dict[str, Any]

TEXT_LIMIT = 4096  # UTF-16 code units
CAPTION_LIMIT = 1024
BYTE_LIMIT = 1 << 15

_PLAIN_TYPES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "blockquote": "BlockQuote",
    "expandable_blockquote": "ExpandableBlockQuote",
    "code": "Code",
    "pre": "Pre",
    "mention": "Mention",
    "hashtag": "Hashtag",
    "cashtag": "Cashtag",
    "bot_command": "BotCommand",
    "url": "Url",
    "email": "EmailAddress",
    "phone_number": "PhoneNumber",
}
_NAMES = {f"textEntityType{td}": name for name, td in _PLAIN_TYPES.items()}
_FOUND_BY_TELEGRAM = {
    *("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"),
}
_MARKUP = "*_~|`["
_HIDE = {ord(mark): 0xE000 + place for place, mark in enumerate(_MARKUP)}
_SHOW = {hidden: mark for mark, hidden in _HIDE.items()}


def units(text: str) -> int:
    """Length of `text` in UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, offset: int, length: int) -> str:
    """The stretch of `text` that an entity covers."""
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def _ask(request: Json) -> Json:
    answer = tdjson.td_execute(json.dumps(request).encode())
    assert answer is not None, request
    reply: Json = json.loads(answer)
    if reply["@type"] == "error":
        message = reply["message"]
        raise bad_request(message[:1].lower() + message[1:] if message[1:2].islower() else message)
    return reply


_ask({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})


def _to_tdlib(entity: Json) -> Json | None:
    for field in ("offset", "length", "type"):
        if field not in entity:
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{field}\"")
    name = entity["type"]
    if name == "text_link":
        kind: Json = {"@type": "textEntityTypeTextUrl", "url": entity.get("url", "")}
    elif name == "pre" and entity.get("language"):
        kind = {"@type": "textEntityTypePreCode", "language": entity["language"]}
    elif name in _PLAIN_TYPES:
        kind = {"@type": f"textEntityType{_PLAIN_TYPES[name]}"}
    else:
        return None
    return {
        "@type": "textEntity",
        "offset": entity["offset"],
        "length": entity["length"],
        "type": kind,
    }


def _from_tdlib(entity: Json) -> Json:
    kind = entity["type"]["@type"]
    plain: Json = {"offset": entity["offset"], "length": entity["length"]}
    if kind == "textEntityTypeTextUrl":
        return {**plain, "type": "text_link", "url": entity["type"]["url"]}
    if kind == "textEntityTypePreCode":
        return {**plain, "type": "pre", "language": entity["type"]["language"]}
    return {**plain, "type": _NAMES[kind]}


def _checked(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """`text` cleaned of control characters, and `entities` sorted and merged, by TDLib."""
    kept = [converted for entity in entities if (converted := _to_tdlib(entity)) is not None]
    reply = _ask(
        {
            "@type": "parseMarkdown",
            "text": {
                "@type": "formattedText",
                "text": text.translate(_HIDE),
                "entities": kept,
            },
        }
    )
    shown = reply["text"].translate(_SHOW)
    return shown, [_from_tdlib(entity) for entity in reply["entities"]]


def _trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Blank ends go, as TDLib lets them: the front only up to the first entity."""
    text = text.rstrip(" \n")
    size = units(text)
    first = min((entity["offset"] for entity in entities), default=size)
    front = len(text) - len(text.lstrip(" \n"))
    front = min(front, first)
    text = text[front:]
    moved = []
    for entity in entities:
        start, end = entity["offset"], min(entity["offset"] + entity["length"], size)
        if end > start:
            moved.append({**entity, "offset": start - front, "length": end - start})
    return text, moved


def _found(text: str) -> list[Json]:
    reply = _ask({"@type": "getTextEntities", "text": text})
    return [
        _from_tdlib(entity)
        for entity in reply["entities"]
        if entity["type"]["@type"] in _NAMES
        and _NAMES[entity["type"]["@type"]] in _FOUND_BY_TELEGRAM
    ]


def _apart(one: Json, other: Json) -> bool:
    return bool(
        one["offset"] + one["length"] <= other["offset"]
        or other["offset"] + other["length"] <= one["offset"]
    )


def typed(text: str) -> list[Json]:
    """The entities that Telegram finds by itself in what a person typed."""
    return _found(text)


def read(text: str, parse_mode: str | None, entities: list[Json] | None) -> tuple[str, list[Json]]:
    """What Telegram makes of an outgoing text: its final form and its entities.

    Raises RefusedError with TDLib's own words where the real server would.
    """
    if len(text.encode("utf-8", "surrogatepass")) > BYTE_LIMIT:
        raise bad_request("text is too long")
    mode = (parse_mode or "").lower()
    if mode and mode != "none":
        modes: dict[str, Json] = {
            "html": {"@type": "textParseModeHTML"},
            "markdown": {"@type": "textParseModeMarkdown", "version": 1},
            "markdownv2": {"@type": "textParseModeMarkdown", "version": 2},
        }
        if mode not in modes:
            raise bad_request("unsupported parse_mode")
        parsed = _ask({"@type": "parseTextEntities", "text": text, "parse_mode": modes[mode]})
        text, entities = parsed["text"], [_from_tdlib(each) for each in parsed["entities"]]
    text, kept = _trimmed(*_checked(text, entities or []))
    fixed = [entity for entity in kept if entity["type"] in ("code", "pre", "text_link")]
    extra = [each for each in _found(text) if all(_apart(each, other) for other in fixed)]
    ranges = {(each["offset"], each["length"], each["type"]) for each in kept}
    kept += [each for each in extra if (each["offset"], each["length"], each["type"]) not in ranges]
    return text, sorted(kept, key=lambda each: (each["offset"], -each["length"]))


def message_text(
    text: str | None, parse_mode: str | None, entities: list[Json] | None
) -> tuple[str, list[Json]]:
    """A message's text, or RefusedError: entities come first, then its length."""
    final, found = read(text or "", parse_mode, entities)
    if not final.strip():
        raise bad_request("message text is empty")
    if units(final) > TEXT_LIMIT:
        raise bad_request("message is too long")
    return final, found


def caption_text(
    text: str | None, parse_mode: str | None, entities: list[Json] | None
) -> tuple[str, list[Json]]:
    """A caption, which may be empty."""
    final, found = read(text or "", parse_mode, entities)
    if units(final) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")
    return final, found
