"""Methods that send files, albums and places."""

import secrets
from typing import Any

from tests.botapi import richtext
from tests.botapi.refusal import bad_request
from tests.botapi.sending import CAPTIONED, MEDIA, Sending
from tests.botapi.world import StoredFile, World

Json = dict[str, Any]

PHOTO_LIMIT = 10 << 20
ALBUM_LIMIT = 10
_ALBUM_KINDS = ("photo", "video", "audio", "document")
_ALONE_WITH_THEIR_LIKE = ("audio", "document")


class Media:
    """`sendDocument` and its kin, `sendMediaGroup`, `sendLocation`."""

    def __init__(self, world: World, sending: Sending) -> None:
        self.world = world
        self._sending = sending
        self.table = {f"send{kind}": self._sender(kind) for kind in MEDIA}

    def _sender(self, kind: str) -> Any:
        def send(args: Json) -> Json:
            chat = self.world.chat(args["chat_id"])
            return self._sending.post(chat, args, self._content(kind, args.get(kind), args))

        return send

    def send_media_group(self, args: Json) -> list[Json]:
        """An album: all of it is checked before any of it is sent."""
        chat = self.world.chat(args["chat_id"])
        media = args.get("media") or []
        if not media:
            raise bad_request("there are no messages to send")
        if len(media) > ALBUM_LIMIT:
            raise bad_request("too many messages to send as an album")
        kinds = [str(each.get("type")) for each in media]
        for kind in kinds:
            if kind not in _ALBUM_KINDS:
                raise bad_request("can't use the media of the specified type in the album")
            if kind in _ALONE_WITH_THEIR_LIKE and len(set(kinds)) > 1:
                raise bad_request(f"{kind.title()} can't be mixed with other media types")
        contents = [
            self._content(kind, each.get("media"), each)
            for kind, each in zip(kinds, media, strict=True)
        ]
        self._sending.limits.room_for(chat.id, len(contents))
        group = {"media_group_id": str(self.world.number())} if len(contents) > 1 else {}
        return [self._sending.post(chat, args, {**each, **group}) for each in contents]

    def send_location(self, args: Json) -> Json:
        chat = self.world.chat(args["chat_id"])
        latitude, longitude = float(args["latitude"]), float(args["longitude"])
        if abs(latitude) > 90 or abs(longitude) > 180:
            raise bad_request("wrong parameter location in request")
        place = {"latitude": latitude, "longitude": longitude}
        return self._sending.post(chat, args, {"location": place})

    def _content(self, kind: str, file: Any, given: Json) -> Json:
        """The file and its caption, as they stand in a message."""
        content: Json = {}
        if kind in CAPTIONED:
            mode, entities = given.get("parse_mode"), given.get("caption_entities")
            caption, found = richtext.caption_text(given.get("caption"), mode, entities)
            content = {"caption": caption} if caption else {}
            content |= {"caption_entities": found} if found else {}
        return {**content, kind: shown(self._stored(file, kind), kind)}

    def _stored(self, given: Any, kind: str) -> StoredFile:
        if isinstance(given, StoredFile):
            given.kind = kind
            if kind == "photo" and given.size > PHOTO_LIMIT:
                raise bad_request("file of size too big for a photo")
            if given.size == 0:
                raise bad_request("file must be non-empty")
            self.world.files[given.id] = given
            return given
        stored = self.world.files.get(given) if isinstance(given, str) else None
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if stored.kind != kind:
            raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
        return stored


def shown(stored: StoredFile, kind: str) -> Any:
    """What a message says of a file that it carries."""
    plain = {"file_id": stored.id, "file_unique_id": stored.id[-12:], "file_size": stored.size}
    size, seconds = {"width": 800, "height": 600}, {"duration": 3}
    match kind:
        case "photo":
            return [{**plain, **size}]
        case "video":
            return {**plain, **size, **seconds}
        case "audio" | "voice":
            return {**plain, **seconds}
        case "sticker":
            looks = {"type": "regular", "is_animated": False, "is_video": False}
            return {**plain, **size, **looks}
    return {**plain, "file_name": stored.name}


def new_file(name: str, data: bytes, kind: str, size: int | None = None) -> StoredFile:
    return StoredFile(
        secrets.token_urlsafe(24), name, data, len(data) if size is None else size, kind
    )
