"""What a moderator sends becomes a draft: a file, photographs of a letter, a forwarded message."""

import asyncio
import logging
import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from telegram import (
    Document,
    InputFile,
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    PhotoSize,
    Update,
)
from telegram.constants import FileSizeLimit
from telegram.error import BadRequest, NetworkError

from bot.library.drafts import Draft, Stated
from bot.library.review import Review
from bot.phrases import moderators_wording
from bot.telegram.context import Context, replace, send
from bot.telegram.formatted import plain
from bot.telegram.moderation.cards import draft_card
from bot.telegram.moderation.work import who, worked
from bot.telegram.screens import Screen
from corpus.errors import SecpaError

MEGABYTES = int(FileSizeLimit.FILESIZE_DOWNLOAD) // 10**6
PAUSES = (1.0, 3.0)  # seconds before another attempt to fetch a file
_log = logging.getLogger(__name__)
_NAME_LIMIT = 80  # characters
_TOO_BIG = "file is too big"
Sent = Document | PhotoSize


async def on_document(update: Update, context: Context) -> None:
    """A file."""
    message = update.effective_message
    if message is not None and message.document is not None:
        name = _name(message.document.file_name)
        await _read(message, [(name, message.document)], Stated(), context)


async def on_photo(update: Update, context: Context) -> None:
    """A photograph: one letter with the others of its album."""
    message = update.effective_message
    if message is None or not message.photo:
        return
    group = message.media_group_id
    if group is None:
        await _read_photos([message], context)
    elif context.bot_data.desk.albums.add(group, message):
        # Apart, for the rest of the album waits its turn behind this one.
        context.application.create_task(_album(group, context), update)


async def _album(group: str, context: Context) -> None:
    photos = await context.bot_data.desk.albums.whole(group)
    try:
        await _read_photos(photos, context)
    except NetworkError as error:  # its updates are handled already: nothing takes it up again
        _log.warning("An album could not be fetched (%s).", type(error).__name__)
        await send(photos[0], Screen(plain(moderators_wording().text("not_fetched"))))


async def _read_photos(messages: Sequence[Message], context: Context) -> None:
    pages: list[tuple[str, Sent]] = [
        (f"photo-{number}.jpg", message.photo[-1]) for number, message in enumerate(messages, 1)
    ]
    await _read(messages[0], pages, Stated(), context)


async def on_forward(update: Update, context: Context) -> None:
    """A forwarded message: its text, with the channel's or group's name for an author."""
    message = update.effective_message
    if message is None or message.forward_origin is None or not message.text:
        return
    origin = message.forward_origin
    author = None
    if isinstance(origin, MessageOriginChannel):
        author = origin.chat.title
    elif isinstance(origin, MessageOriginChat):
        author = origin.sender_chat.title
    stated = Stated(author=author, date=origin.date.astimezone().date())
    await _read(message, [("message.txt", message.text)], stated, context)


async def _read(
    message: Message, sent: Sequence[tuple[str, Sent | str]], stated: Stated, context: Context
) -> None:
    """Read what was sent, each part with its file name, and answer with the draft."""
    services, words = context.bot_data, moderators_wording()
    library, person = services.desk.library, message.from_user
    if person is None:
        return
    if any(not isinstance(each, str) and _too_big(each) for _, each in sent):
        await send(message, Screen(plain(words.text("too_big", most=MEGABYTES))))
        return
    heading = words.text("reading", file=sent[0][0])
    told = await send(message, Screen(plain(heading)))

    def drafted(paths: Sequence[Path]) -> tuple[Draft, Review]:
        draft = library.draft(paths[0], who(person), stated, also=paths[1:])
        return draft, library.review(draft.id)

    try:
        with tempfile.TemporaryDirectory() as folder:
            paths = [await _stored(Path(folder, name), each) for name, each in sent]
            draft, review = await worked(
                services, told, heading, words, lambda progress: drafted(paths)
            )
    except SecpaError as error:
        await replace(told, Screen(plain(str(error))))
        return
    except BadRequest as error:
        if _TOO_BIG not in error.message.lower():
            raise
        await replace(told, Screen(plain(words.text("too_big", most=MEGABYTES))))
        return
    text = InputFile(review.text.encode(), filename=f"{draft.source.id}.txt")
    await message.reply_document(text, caption=words.text("text_read"), do_quote=False)
    await replace(told, draft_card(review, words))


def _too_big(sent: Sent) -> bool:
    return (sent.file_size or 0) > FileSizeLimit.FILESIZE_DOWNLOAD


async def _stored(path: Path, sent: Sent | str) -> Path:
    """Write what was sent to `path`."""
    if isinstance(sent, str):
        path.write_text(sent, "utf-8")
    else:
        await _downloaded(path, sent)
    return path


async def _downloaded(path: Path, sent: Sent) -> None:
    """Fetch a file. Raises NetworkError where several attempts failed."""
    file = await sent.get_file()
    for pause in PAUSES:
        try:
            await file.download_to_drive(path)
            return
        except NetworkError as error:
            if isinstance(error, BadRequest):
                raise
            await asyncio.sleep(pause)
    await file.download_to_drive(path)


def _name(given: str | None) -> str:
    """A file name as it came, but one that can lie in no other folder, nor be hidden."""
    last = PurePosixPath((given or "").replace("\\", "/")).name
    kept = "".join(character for character in last if character.isprintable()).strip(" .")
    stem, dot, suffix = kept.rpartition(".")
    return f"{stem[:_NAME_LIMIT]}{dot}{suffix[:_NAME_LIMIT]}" or "document"
