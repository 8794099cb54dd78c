"""Puts the bot together and runs it, by long polling or behind a webhook."""

import asyncio
import contextlib
import logging
import time
from typing import cast

from telegram import LinkPreviewOptions
from telegram.error import InvalidToken
from telegram.error import TelegramError as ApiError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    Defaults,
    ExtBot,
    InlineQueryHandler,
    MessageHandler,
    filters,
)
from tornado.httpserver import HTTPServer

from bot.answering.commands import ALSO
from bot.library.apart import LongWork
from bot.library.library import Library
from bot.privacy.screening import Screening
from bot.telegram import (
    buttons,
    commands,
    following,
    health,
    inline,
    person,
    profile,
    questions,
    thumbs,
)
from bot.telegram.answerer import Answerer
from bot.telegram.context import App, Context, Nothing, Services
from bot.telegram.errors import on_error, quiet_logs
from bot.telegram.heap import give_back
from bot.telegram.inbox import Inbox
from bot.telegram.memory import Memory
from bot.telegram.moderation import handlers as moderation
from bot.telegram.moderation.desk import Desk
from bot.telegram.moderation.reminding import remind
from bot.telegram.notifying import Notifier
from bot.telegram.options import Options, TelegramError
from bot.telegram.outage import Outage
from bot.telegram.pace import Pace
from bot.telegram.polling import PatientBot, ReadableUpdates
from bot.telegram.transport import TelegramRequest
from bot.telegram.turns import AT_ONCE, InOrder, Turns
from bot.telegram.waiting import Waiting

POLL = 25  # seconds a poll waits for news
LARGEST_UPDATE = 1_000_000  # bytes: many times a message of 4,096 characters with its entities
PATIENCE = 20.0  # seconds for a reply: given up sooner, what was done would be done twice
KEEP_UP_EVERY = 5.0  # seconds
JUMP = 60.0  # seconds by which a clock is set right without a word
INBOX = "telegram.sqlite3"  # under the data directory
UPDATES = ["message", "edited_message", "callback_query", "inline_query"]
_log = logging.getLogger(__name__)


class _Application(Application[ExtBot[int], Context, Nothing, Nothing, Services, None]):
    """The library's, which would keep the ids of all who ever wrote, for a store there is not."""

    def _mark_for_persistence_update(self, *, update: object = None, job: object = None) -> None:
        """Nothing is kept by chat or by person."""


class Runner:
    """One bot, from start to a clean stop."""

    def __init__(
        self, answerer: Answerer, library: Library, long: LongWork, options: Options
    ) -> None:
        self.options = options
        self.memory = Memory.open(options.data, options.keep_questions_days)
        self.inbox = Inbox(options.data / INBOX)
        self.turns = Turns(self.inbox)
        screening = Screening(lambda: answerer.documents)
        moderators = self.memory.moderators
        desk = Desk(library, long, options.moderators, moderators, options.moderators_chat)
        self.services = Services(
            answerer, self.inbox, self.memory, screening, desk, options.controller
        )
        self.app = self._build()
        self._tasks: set[asyncio.Task[None]] = set()
        self._health: HTTPServer | None = None

    def _build(self) -> App:
        held = cast("type[Services]", lambda: self.services)  # only ever called
        types = ContextTypes(context=Context, user_data=Nothing, chat_data=Nothing, bot_data=held)
        builder = (
            ApplicationBuilder()
            .application_class(_Application)
            .bot(self._bot())
            .context_types(types)
            .job_queue(None)
            .concurrent_updates(InOrder(self.turns, self.inbox))
            .update_queue(self.turns)
            .post_init(self._started)
            .post_stop(self._stopping)
            .post_shutdown(self._stopped)
        )
        app = builder.build()
        add_handlers(app, self.services.desk)
        return app

    def _bot(self) -> ExtBot[int]:
        given = {}
        if self.options.api_url:
            base = self.options.api_url.rstrip("/")
            given = {"base_url": f"{base}/bot", "base_file_url": f"{base}/file/bot"}
        return PatientBot(
            self.services.outage,
            token=self.options.token,
            defaults=Defaults(link_preview_options=LinkPreviewOptions(is_disabled=True)),
            rate_limiter=Pace(self.services.outage, self.turns.stopping),
            request=TelegramRequest(connection_pool_size=AT_ONCE, read_timeout=PATIENCE),
            get_updates_request=ReadableUpdates(connection_pool_size=1),
            **given,
        )

    async def _started(self, app: App) -> None:
        self.turns.bot = app.bot
        waiting = self.turns.put_waiting()
        if waiting:
            _log.warning("%d updates are left from the last run.", waiting)
        if self.options.health is not None:
            host, port = self.options.health
            self._health = health.serve(host, port, lambda: app.running)
        notifier = Notifier(self.services, app.bot)
        face = profile.publish(app.bot, self.services.answerer)
        reminding = remind(self.services, app.bot)
        told = Waiting(self.turns, self.services, app.bot)
        for work in (face, notifier.run(), told.run(), reminding, self._keep_up()):
            task = asyncio.create_task(work)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _keep_up(self) -> None:
        """Take up newer snapshots, and erase what was answered or kept long enough."""
        newer = Outage(
            "The newer snapshot cannot be loaded",
            "the one in hand goes on answering",
            "The newest snapshot is in use",
        )
        state = Outage(
            "The state file cannot be used",
            "what is counted is kept for later",
            "The state file can be used again",
        )
        clock = time.time() - time.monotonic()
        while True:
            await asyncio.sleep(KEEP_UP_EVERY)
            jumped = time.time() - time.monotonic() - clock
            if abs(jumped) > JUMP:
                _log.warning("The clock jumped by %+.0f s; dates are told by what it says.", jumped)
                clock += jumped
            self.inbox.tidy()
            if not self.services.outage.lasts:
                self.turns.put_left()
            for work, outage in (
                (self.services.answerer.refresh, newer),
                (self._remember, state),
            ):
                try:
                    await self.services.blocking(work)
                except Exception as error:  # tried again next time
                    outage.met(error)
                else:
                    outage.over()
            await self.services.blocking(give_back)

    def _remember(self) -> None:
        """Write down what was counted, erase what is too old, and read who moderates."""
        if self.memory.tidy():
            self.services.desk.library.drop_old()
        self.services.desk.reload()

    async def _stopping(self, app: App) -> None:
        _log.warning("The bot stops; what it did not begin waits for the next start.")
        for task in self._tasks:
            task.cancel()
        for task in list(self._tasks):
            with contextlib.suppress(asyncio.CancelledError):
                await task
        if self._health is not None:
            self._health.stop()

    async def _stopped(self, app: App) -> None:
        self.services.shutdown()
        self.inbox.close()
        self.memory.close()
        self.services.desk.library.database.close()

    def run(self) -> None:
        """Run until SIGINT or SIGTERM.

        Raises TelegramError when Telegram refuses the token, SettingsError for a port in use.
        """
        webhook, addresses = self.options.webhook, {}
        if self.options.health is not None:
            addresses["SECPA_HEALTH_LISTEN"] = self.options.health
        if webhook is not None:
            addresses["SECPA_LISTEN"] = webhook.host, webhook.port
        health.check_free(addresses)
        try:
            if webhook is None:
                self.app.run_polling(
                    timeout=POLL,
                    allowed_updates=UPDATES,
                    bootstrap_retries=-1,
                )
            else:
                # python-telegram-bot makes its server without options; tornado allows 100 MB.
                HTTPServer.configure(None, max_body_size=LARGEST_UPDATE)
                self.app.run_webhook(
                    listen=webhook.host,
                    port=webhook.port,
                    url_path=webhook.path,
                    webhook_url=webhook.url,
                    secret_token=webhook.secret or None,
                    allowed_updates=UPDATES,
                    bootstrap_retries=-1,
                )
        except InvalidToken:
            raise TelegramError(
                "Telegram refuse ce jeton : vérifiez SECPA_TELEGRAM_TOKEN auprès de @BotFather."
            ) from None
        except ApiError as error:
            raise TelegramError(
                f"Telegram ne laisse pas démarrer le robot : {error.message}."
            ) from None


def add_handlers(app: App, desk: Desk) -> None:
    """Who handles what; the first that fits takes the update."""
    moderation.add_handlers(app, desk)
    new = filters.UpdateType.MESSAGE
    private = filters.ChatType.PRIVATE
    app.add_handler(CommandHandler("start", commands.start, filters=new))
    for name in profile.ASKED_FOR:
        names = (name, *ALSO.get(name, ()))
        app.add_handler(CommandHandler(names, commands.shows(name), filters=new))
    app.add_handler(MessageHandler(new & private & filters.COMMAND, commands.unknown))
    said = new & filters.TEXT & ~filters.COMMAND
    app.add_handler(MessageHandler(said & filters.REPLY, person.on_reply))
    app.add_handler(MessageHandler(said, questions.on_text))
    app.add_handler(
        MessageHandler(filters.UpdateType.EDITED_MESSAGE & filters.TEXT, questions.on_edit)
    )
    others = new & private & ~filters.TEXT & ~filters.StatusUpdate.ALL
    app.add_handler(MessageHandler(others, commands.not_text))
    app.add_handler(CallbackQueryHandler(thumbs.on_thumb, pattern=thumbs.PATTERN))
    app.add_handler(CallbackQueryHandler(person.on_offer, pattern=person.PATTERN))
    app.add_handler(CallbackQueryHandler(following.on_follow, pattern=following.PATTERN))
    app.add_handler(CallbackQueryHandler(buttons.on_tap))
    app.add_handler(InlineQueryHandler(inline.on_inline))
    app.add_error_handler(on_error)


def run(answerer: Answerer, library: Library, long: LongWork, options: Options) -> None:
    """Run the bot until it is told to stop; `long` does what takes long of `library`."""
    quiet_logs(options.token)
    Runner(answerer, library, long, options).run()
