"""People and groups who use the bot, for tests to speak through."""

import secrets
import time
from typing import Any

from tests.botapi import keyboards, richtext, shapes
from tests.botapi.sending import forwarded, new_file
from tests.botapi.server import BotApi
from tests.botapi.world import BOT_ID, Chat, Query

Json = dict[str, Any]


class Room:
    """A chat seen from outside: what stands in it, and waiting for the bot's next message."""

    def __init__(self, api: BotApi, chat: Chat) -> None:
        self.api = api
        self.chat = chat

    @property
    def id(self) -> int:
        return self.chat.id

    def messages(self) -> list[Json]:
        with self.api.lock:
            every = self.api.world.messages.items()
            return [each for key, each in every if key[0] == self.chat.id]

    def from_bot(self, after: Json | None = None) -> list[Json]:
        """The bot's messages, oldest first, those newer than `after` only."""
        number = after["message_id"] if after else 0
        return [
            each
            for each in self.messages()
            if each.get("from", {}).get("id") == BOT_ID and each["message_id"] > number
        ]

    def next_from_bot(self, after: Json, timeout: float = 10.0) -> Json:
        """The bot's first message after `after`."""
        found = self.api.wait(
            lambda: self.from_bot(after), f"no message from the bot in {self.chat.id}", timeout
        )
        message: Json = found[0]
        return message

    def now(self, message: Json) -> Json:
        """`message` as it stands now."""
        return self.api.world.messages[self.chat.id, message["message_id"]]

    def edited(self, message: Json, timeout: float = 10.0) -> Json:
        """`message` once it differs from what is in hand."""
        self.api.wait(lambda: self.now(message) != message, "the message was not edited", timeout)
        return self.now(message)


class Group(Room):
    """A group or supergroup with the bot in it."""

    def __init__(
        self,
        api: BotApi,
        *people: "Person",
        title: str = "Soignants",
        supergroup: bool = True,
        topics: tuple[int, ...] = (),
    ) -> None:
        with api.lock:
            kind = "supergroup" if supergroup else "group"
            chat = Chat(-1_000_000_000_000 - api.world.number(), kind, title)
            chat.members = {BOT_ID, *(each.user["id"] for each in people)}
            chat.topics, chat.forum = set(topics), bool(topics)
            api.world.add_chat(chat)
        super().__init__(api, chat)


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

    def sends_file(self, name: str, data: bytes, size: int | None = None, **content: Any) -> Json:
        stored = new_file(name, data, "document", size)
        with self.api.lock:
            self.api.world.files[stored.id] = stored
        shown = {"file_id": stored.id, "file_unique_id": stored.id[-12:], "file_name": name}
        return self.sends({"document": {**shown, "file_size": stored.size}, **content})

    def forwards(self, message: Json, room: Room | None = None) -> Json:
        return self.sends(forwarded(message), room)

    def edits(self, message: Json, text: str) -> Json:
        """Edit one's own message."""
        entities = richtext.typed(text)
        with self.api.lock:
            change = {"text": text, "entities": entities or None}
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
        with self.api.lock:
            self.chat.open_to_bot = False

    def joins(self, group: Group) -> None:
        """Join a group: a service message there."""
        with self.api.lock:
            group.chat.members.add(self.user["id"])
        self.sends({"new_chat_members": [self.user]}, group)

    def reacts(self, message: Json, emoji: str) -> None:
        with self.api.lock:
            reaction = {
                "chat": message["chat"],
                "message_id": message["message_id"],
                "date": int(time.time()),
                "user": self.user,
                "old_reaction": [],
                "new_reaction": [{"type": "emoji", "emoji": emoji}],
            }
            self.api.world.emit("message_reaction", reaction)


def checked(message: Json) -> Json:
    """A message known to have the Bot API's shape."""
    return shapes.check("Message", message)
