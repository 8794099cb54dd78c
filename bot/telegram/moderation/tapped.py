"""One tap of a moderator, as those that act on it are given it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from telegram import Message, User

from bot.phrases import Wording, moderators_wording
from bot.telegram.context import Context, Services, replace
from bot.telegram.formatted import plain
from bot.telegram.moderation.keyboards import DRAFT_LENGTH
from bot.telegram.references import document_key
from bot.telegram.screens import Screen
from corpus.document import Document


@dataclass(frozen=True, slots=True)
class Tapped:
    """Who tapped, under which of the bot's messages, and what the button's data says."""

    person: User
    message: Message
    rest: str
    context: Context
    words: Wording = field(default_factory=moderators_wording)

    @property
    def services(self) -> Services:
        return self.context.bot_data

    @property
    def draft(self) -> str:
        """The draft that the data begins with."""
        return self.rest[:DRAFT_LENGTH]

    @property
    def after_draft(self) -> str:
        return self.rest[DRAFT_LENGTH:]

    async def say(self, screen: Screen) -> None:
        """Put a screen in the place of the one tapped under."""
        await replace(self.message, screen)

    async def document(self, key: str) -> Document | None:
        """The source in use that a key stands for; says so where there is none any more."""
        corpus = await self.services.blocking(self.services.desk.library.corpus)
        found = next((each for each in corpus.documents if document_key(each.id) == key), None)
        if found is None:
            await self.say(Screen(plain(self.words.text("source_gone"))))
        return found


Act = Callable[[Tapped], Awaitable[None]]
