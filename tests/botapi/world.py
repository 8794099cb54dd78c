"""The world of the stand-in: one bot, people, chats, messages, and what happens in them.

Everything is plain Bot API JSON, checked by `shapes`. Callers hold the server's lock.
"""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.botapi import shapes
from tests.botapi.refusal import RefusedError, bad_request

Json = dict[str, Any]

BOT_ID = 7_000_000_001


@dataclass
class Chat:
    """A private chat, a group, a supergroup (with topics or not), or a channel."""

    id: int
    type: str
    title: str = ""
    members: set[int] = field(default_factory=set)
    topics: set[int] = field(default_factory=set)
    forum: bool = False
    person: Json | None = None
    open_to_bot: bool = True
    bot_is_admin: bool = False
    ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    @property
    def is_group(self) -> bool:
        return self.type in ("group", "supergroup")

    def as_json(self) -> Json:
        if self.person is not None:
            name = {"first_name": self.person["first_name"]}
            return {"id": self.id, "type": "private", **name}
        shown: Json = {"id": self.id, "type": self.type, "title": self.title}
        if self.forum:
            shown["is_forum"] = True
        return shown


@dataclass
class Query:
    """A callback or inline query that waits for its answer."""

    id: str
    born: float
    answer: Json | None = None


@dataclass
class StoredFile:
    """A file that Telegram holds; `size` may be declared larger than `data` is."""

    id: str
    name: str
    data: bytes
    size: int
    kind: str


class World:
    """What exists, and how new messages, edits and updates come about."""

    def __init__(self, username: str, deliver: Callable[[Json], None]) -> None:
        self.bot: Json = {
            "id": BOT_ID,
            "is_bot": True,
            "first_name": "SEC-Pa",
            "username": username,
        }
        self.chats: dict[int, Chat] = {}
        self.people: dict[int, Json] = {}
        self.messages: dict[tuple[int, int], Json] = {}
        self.reactions: dict[tuple[int, int, int], list[Json]] = {}  # by chat, message, person
        self.inline_messages: dict[str, tuple[int, int]] = {}
        self.callbacks: dict[str, Query] = {}
        self.inline_queries: dict[str, Query] = {}
        self.files: dict[str, StoredFile] = {}
        self.profile: dict[str, Any] = {}
        self._deliver = deliver
        self._account_ids = itertools.count(1)
        self._numbers = itertools.count(1001)
        self._update_ids = itertools.count(500_001)

    def number(self) -> int:
        return next(self._numbers)

    def add_chat(self, chat: Chat) -> Chat:
        if chat.type not in ("supergroup", "channel"):
            chat.ids = self._account_ids  # private chats and small groups share one count
        self.chats[chat.id] = chat
        return chat

    def chat(self, chat_id: Any) -> Chat:
        """The chat the bot wants to write to, or RefusedError."""
        if chat_id in (None, ""):
            raise bad_request("chat_id is empty")
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.type == "private":
            if not chat.open_to_bot:
                raise RefusedError(403, "Forbidden: bot was blocked by the user")
            if not any(key[0] == chat.id for key in self.messages):
                raise RefusedError(403, "Forbidden: bot can't initiate conversation with a user")
        elif BOT_ID not in chat.members:
            raise RefusedError(403, f"Forbidden: bot is not a member of the {chat.type} chat")
        return chat

    def emit(self, kind: str, payload: Json) -> Json:
        """Queue an update for the bot."""
        update = shapes.check("Update", {"update_id": next(self._update_ids), kind: payload})
        self._deliver(update)
        return update

    def bot_standing(self, chat: Chat, by: Json, before: str, after: str) -> None:
        """Tell the bot that it was brought into a chat, or put out of it."""
        self._changed("my_chat_member", chat, by, self.bot, before, after)

    def standing(self, chat: Chat, person: Json, after: str) -> None:
        """Tell the bot, where it is an administrator, that a person came or went."""
        if chat.bot_is_admin:
            before = "left" if after == "member" else "member"
            self._changed("chat_member", chat, person, person, before, after)

    def _changed(
        self, kind: str, chat: Chat, by: Json, whom: Json, before: str, after: str
    ) -> None:
        def member(status: str) -> Json:
            ended = {"until_date": 0} if status == "kicked" else {}
            return {"user": whom, "status": status, **ended}

        change = {"chat": chat.as_json(), "from": by, "date": int(time.time())}
        old, new = member(before), member(after)
        self.emit(kind, {**change, "old_chat_member": old, "new_chat_member": new})

    def post(self, chat: Chat, sender: Json | None, content: Json, thread: int | None) -> Json:
        """A new message in `chat`; `content` holds all but the envelope."""
        message: Json = {
            "message_id": next(chat.ids),
            "date": int(time.time()),
            "chat": chat.as_json(),
        }
        if sender is not None:
            message["from"] = sender
        if thread is not None:
            message["message_thread_id"] = thread
            message["is_topic_message"] = True
        message.update(content)
        shapes.check("Message", message)
        self.messages[chat.id, message["message_id"]] = message
        return message

    def thread_of(self, chat: Chat, thread: Any) -> int | None:
        """The topic that a message goes to, or RefusedError."""
        if thread is None:
            return None
        if not chat.forum or thread not in chat.topics:
            raise bad_request("message thread not found")
        return int(thread)

    def change(self, message: Json, content: Json) -> Json:
        """Edit a message: «not modified» unless something shown differs."""
        shown = ("text", "entities", "caption", "caption_entities", "reply_markup")
        after = {**message, **content}
        after = {key: value for key, value in after.items() if value is not None and value != []}
        if all(message.get(key) == after.get(key) for key in shown):
            raise bad_request(
                "message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message"
            )
        after["edit_date"] = int(time.time())
        shapes.check("Message", after)
        self.messages[message["chat"]["id"], message["message_id"]] = after
        return after

    def take_query(self, queries: dict[str, Query], query_id: Any, life: float) -> Query:
        """A query that may be answered now: once, and not too late."""
        query = queries.get(str(query_id))
        if query is None or query.answer is not None or time.monotonic() - query.born > life:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        return query
