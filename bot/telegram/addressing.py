"""In groups: was this said to the bot, and what is the question in it?"""

from collections.abc import Iterable

from telegram import Message, MessageEntity, User
from telegram.constants import MessageEntityType

_FRAYED = " \t\n,;:–—-"
_CLOSING = (",", ";", ":", ".", "!", "?", ")")


def is_from_person(message: Message) -> bool:
    """Neither another bot's nor the bot's own, nor a channel's automatic forward.

    An administrator who posts as the group comes under a bot's name, but in the group's own.
    """
    if message.via_bot is not None or message.is_automatic_forward:
        return False
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat.id
    return message.from_user is not None and not message.from_user.is_bot


def question_to(message: Message, bot: User) -> str | None:
    """What a group's message asks the bot, "" for a bare mention; None when not addressed."""
    if not is_from_person(message) or message.forward_origin is not None:
        return None
    mentions = _mentions(message)
    ours = [mention for mention, name in mentions if _is_us(mention, name, bot)]
    if ours:
        return _without(message.text or message.caption or "", ours) or _quoted(message)
    if not mentions and _answers_us(message, bot):
        return (message.text or "").strip() or None
    return None


def _mentions(message: Message) -> list[tuple[MessageEntity, str]]:
    kinds: list[str | None] = [MessageEntityType.MENTION, MessageEntityType.TEXT_MENTION]
    parse = message.parse_entities if message.text else message.parse_caption_entities
    return list(parse(kinds).items())


def _is_us(mention: MessageEntity, name: str, bot: User) -> bool:
    if mention.user is not None:
        return mention.user.id == bot.id
    return name.casefold() == f"@{bot.username}".casefold()


def _without(text: str, mentions: Iterable[MessageEntity]) -> str:
    """`text` with the mentions, and the punctuation that set them off, taken out."""
    raw = text.encode("utf-16-le")
    for mention in sorted(mentions, key=lambda each: -each.offset):
        before = raw[: 2 * mention.offset].decode("utf-16-le").rstrip()
        after = raw[2 * (mention.offset + mention.length) :].decode("utf-16-le").lstrip()
        glue = "" if after.startswith(_CLOSING) else " "
        raw = f"{before}{glue}{after}".encode("utf-16-le")
    return raw.decode("utf-16-le").strip(_FRAYED)


def _quoted(message: Message) -> str:
    """What a bare mention points at: the part quoted, or the message replied to."""
    if message.quote is not None:
        return message.quote.text
    replied = message.reply_to_message
    if replied is not None and is_from_person(replied):
        return replied.text or ""
    return ""


def _answers_us(message: Message, bot: User) -> bool:
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created is not None:
        return False
    return replied.from_user is not None and replied.from_user.id == bot.id
