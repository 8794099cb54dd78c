"""Sending the files of the sources."""

from pathlib import PurePosixPath

from telegram import InputFile, Message
from telegram.constants import FileSizeLimit
from telegram.error import BadRequest

from bot.phrases import Wording
from bot.telegram import screens
from bot.telegram.context import Services
from corpus.document import Document

_BAD_FILE_ID = "wrong file identifier"


async def send_file(
    to: Message, document: Document, services: Services, words: Wording
) -> str | None:
    """Send a source's file, uploaded once only; returns a sentence when it cannot be sent."""
    path = services.answerer.source_file(document.id)
    try:
        size = path.stat().st_size
    except OSError:
        return words.text("file_missing")
    if size > FileSizeLimit.FILESIZE_UPLOAD:
        return words.text("file_too_large")
    known = services.file_ids.get(document.source.sha256)
    if known is not None:
        try:
            await _send(to, document, known, words)
            return None
        except BadRequest as error:
            if _BAD_FILE_ID not in error.message.lower():
                raise
    name = PurePosixPath(document.source.file).name
    file = InputFile(await services.blocking(path.read_bytes), filename=name)
    sent = await _send(to, document, file, words)
    if sent.document is not None and document.source.sha256:
        services.file_ids[document.source.sha256] = sent.document.file_id
    return None


async def _send(to: Message, document: Document, file: InputFile | str, words: Wording) -> Message:
    screen = screens.caption(document, words)
    return await to.reply_document(
        file,
        caption=screen.message.text,
        caption_entities=screen.message.entities,
        reply_markup=screen.keyboard,
        do_quote=to.chat.type != "private",
        allow_sending_without_reply=True,
    )
