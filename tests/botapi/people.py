"""People and groups who use the bot, for tests to speak through."""

import secrets
import time
from typing import Any

from tests.botapi import keyboards, richtext
from tests.botapi.media import new_file, shown
from tests.botapi.rooms import Group, Room
from tests.botapi.sending import forwarded
from tests.botapi.server import BotApi
from tests.botapi.world import Chat, Query

Json = dict[str, Any]


class Person(Room):
    """A person, and their private chat with the bot."""

    def __init__(self, api: BotApi, name: str = "Ana", language: str | None = "fr") -> None:
        with api.lock:
            number = api.world.number()
            self.user: Json = {"id": number, "is_bot": False, "first_name": name}
            if language:
                self.user["language_code"] = language
            api.world.people[number] = self.user
            chat = api.world.add_chat(Chat(number, "private", person=self.user))
        super().__init__(api, chat)

    def says(
        self,
        text: str,
        room: Room | None = None,
        *,
        thread: int | None = None,
        reply_to: Json | None = None,
    ) -> Json:
        """Send a text message, as a person's app does: entities are Telegram's to find."""
        content: Json = {"text": text}
        entities = richtext.typed(text)
        if entities:
            content["entities"] = entities
        return self.sends(content, room, thread=thread, reply_to=reply_to)

    def sends(
        self,
        content: Json,
        room: Room | None = None,
        *,
        thread: int | None = None,
        reply_to: Json | None = None,
        sender: Json | None = None,
    ) -> Json:
        """Send any content: {"location": …}, {"voice": …} and so on."""
        chat = (room or self).chat
        if reply_to is not None:
            shown = {key: value for key, value in reply_to.items() if key != "reply_to_message"}
            content = {**content, "reply_to_message": shown}
        with self.api.lock:
            message = self.api.world.post(chat, sender or self.user, content, thread)
            self.api.world.emit("message", message)
            self.api.lock.notify_all()
        return message

    def sends_file(
        self,
        name: str,
        data: bytes,
        size: int | None = None,
        kind: str = "document",
        room: Room | None = None,
        caption: str = "",
        album: str = "",
    ) -> Json:
        """Send a document, photo, video, audio, voice or sticker; `size` may be declared larger."""
        stored = new_file(name, data, kind, size)
        with self.api.lock:
            self.api.world.files[stored.id] = stored
        told = {"caption": caption, "media_group_id": album}
        content = {key: value for key, value in told.items() if value}
        return self.sends({kind: shown(stored, kind), **content}, room)

    def sends_album(self, count: int, room: Room | None = None, caption: str = "") -> list[Json]:
        """Photos that belong together; a caption stands under the first."""
        album = str(self.api.world.number())
        captions = [caption] + [""] * (count - 1)
        return [
            self.sends_file("a.jpg", b"photo", kind="photo", room=room, caption=each, album=album)
            for each in captions
        ]

    def forwards(self, message: Json, room: Room | None = None) -> Json:
        return self.sends(forwarded(message), room)

    def edits(self, message: Json, text: str) -> Json:
        """Edit one's own message: its text, or the caption of its file."""
        entities = richtext.typed(text)
        with self.api.lock:
            change: Json = {"text": text, "entities": entities or None}
            if "text" not in message:
                change = {"caption": text, "caption_entities": entities or None}
            changed = self.api.world.change(message, change)
            self.api.world.emit("edited_message", changed)
            self.api.lock.notify_all()
        return changed

    def clicks(self, message: Json, label: str) -> Query:
        """Click the live callback button whose label holds `label`."""
        with self.api.lock:
            current = self.api.world.messages[message["chat"]["id"], message["message_id"]]
            live = [each for each in keyboards.buttons(current) if label in each["text"]]
            assert live, f"no button «{label}» among {keyboards.buttons(current)}"
            return self._click(current, live[0]["callback_data"])

    def clicks_data(self, message: Json, data: str) -> Query:
        """Click what an old or forged app would send: any data at all."""
        with self.api.lock:
            return self._click(message, data)

    def clicks_forgotten(self, message: Json, data: str) -> Query:
        """Click under a message that Telegram shows the bot no longer, only its number."""
        number = {"message_id": message["message_id"], "date": 0}
        with self.api.lock:
            return self._click({"chat": message["chat"], **number}, data)

    def _click(self, message: Json, data: str) -> Query:
        query = Query(str(self.api.world.number()), time.monotonic())
        self.api.world.callbacks[query.id] = query
        update: Json = {
            "id": query.id,
            "from": self.user,
            "chat_instance": str(message["chat"]["id"]),
            "data": data,
            "message": message,
        }
        self.api.world.emit("callback_query", update)
        self.api.lock.notify_all()
        return query

    def asks_inline(self, text: str, offset: str = "") -> Query:
        """Type `@bot text` in some chat, without sending."""
        assert len(text) <= 256, "Telegram sends no longer inline query"
        with self.api.lock:
            query = Query(str(self.api.world.number()), time.monotonic())
            self.api.world.inline_queries[query.id] = query
            asked = {"id": query.id, "from": self.user, "query": text, "offset": offset}
            self.api.world.emit("inline_query", asked)
            self.api.lock.notify_all()
        return query

    def answer_to(self, query: Query, timeout: float = 10.0) -> Json:
        """The bot's answer to a click or an inline query."""
        answer: Json = self.api.wait(lambda: query.answer, "the query was not answered", timeout)
        return answer

    def chooses(self, result: Json, room: Room) -> Json:
        """Post an inline result into `room`."""
        made = result["input_message_content"]
        content: Json = {"text": made["message_text"], "via_bot": self.api.world.bot}
        if made.get("entities"):
            content["entities"] = made["entities"]
        if result.get("reply_markup"):
            content["reply_markup"] = result["reply_markup"]
        message = self.sends(content, room)
        with self.api.lock:
            inline_id = secrets.token_urlsafe(16)
            self.api.world.inline_messages[inline_id] = (room.id, message["message_id"])
        return message

    def blocks_bot(self) -> None:
        """Block the bot: it is told, and can write to this person no longer."""
        with self.api.lock:
            self.chat.open_to_bot = False
            self.api.world.bot_standing(self.chat, self.user, "member", "kicked")
            self.api.lock.notify_all()

    def unblocks_bot(self) -> None:
        with self.api.lock:
            self.chat.open_to_bot = True
            self.api.world.bot_standing(self.chat, self.user, "kicked", "member")
            self.api.lock.notify_all()

    def joins(self, group: Group) -> None:
        """Join a group: a service message there, and an update of its own to administrators."""
        with self.api.lock:
            group.chat.members.add(self.user["id"])
            self.api.world.standing(group.chat, self.user, "member")
        self.sends({"new_chat_members": [self.user]}, group)

    def leaves(self, group: Group) -> None:
        with self.api.lock:
            self.api.world.standing(group.chat, self.user, "left")
            group.chat.members.discard(self.user["id"])
        self.sends({"left_chat_member": self.user}, group)

    def reacts(self, message: Json, emoji: str | None) -> None:
        """React with an emoji, or take one's reaction back; in groups, administrators are told."""
        with self.api.lock:
            chat = self.api.world.chats[message["chat"]["id"]]
            key = (chat.id, message["message_id"], self.user["id"])
            new = [{"type": "emoji", "emoji": emoji}] if emoji else []
            old, self.api.world.reactions[key] = self.api.world.reactions.get(key, []), new
            reaction = {
                "chat": message["chat"],
                "message_id": message["message_id"],
                "date": int(time.time()),
                "user": self.user,
                "old_reaction": old,
                "new_reaction": new,
            }
            if not chat.is_group or chat.bot_is_admin:
                self.api.world.emit("message_reaction", reaction)
                self.api.lock.notify_all()
