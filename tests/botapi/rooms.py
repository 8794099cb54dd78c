"""Chats seen from outside: what stands in them, and who is in them."""

from typing import TYPE_CHECKING, Any

from tests.botapi.server import BotApi
from tests.botapi.world import BOT_ID, Chat

if TYPE_CHECKING:
    from tests.botapi.people import Person

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
        bot_is_admin: bool = False,
    ) -> None:
        with api.lock:
            kind = "supergroup" if supergroup else "group"
            chat = Chat(-1_000_000_000_000 - api.world.number(), kind, title)
            chat.members = {BOT_ID, *(each.user["id"] for each in people)}
            chat.topics, chat.forum = set(topics), bool(topics)
            chat.bot_is_admin = bot_is_admin
            api.world.add_chat(chat)
        super().__init__(api, chat)

    def removes_bot(self, by: "Person") -> None:
        """Take the bot out of the group: it is told, and can write there no longer."""
        with self.api.lock:
            self.api.world.bot_standing(self.chat, by.user, "member", "left")
            self.chat.members.discard(BOT_ID)
            self.api.lock.notify_all()

    def adds_bot(self, by: "Person") -> None:
        """Bring the bot back."""
        with self.api.lock:
            self.chat.members.add(BOT_ID)
            self.api.world.bot_standing(self.chat, by.user, "left", "member")
            self.api.lock.notify_all()


class Channel(Room):
    """A channel with the bot in it; its posts have no person as their author."""

    def __init__(self, api: BotApi, title: str = "Annonces") -> None:
        with api.lock:
            chat = Chat(-1_000_000_000_000 - api.world.number(), "channel", title)
            chat.members, chat.bot_is_admin = {BOT_ID}, True
            api.world.add_chat(chat)
        super().__init__(api, chat)

    def posts(self, text: str) -> Json:
        """A new post: an update of a kind of its own."""
        with self.api.lock:
            content = {"text": text, "sender_chat": self.chat.as_json()}
            message = self.api.world.post(self.chat, None, content, None)
            self.api.world.emit("channel_post", message)
            self.api.lock.notify_all()
        return message
