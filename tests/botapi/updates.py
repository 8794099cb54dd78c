"""The way updates reach a bot: `getUpdates` and webhooks, with their rules."""

import asyncio
import threading
import time
from typing import Any

import aiohttp

from tests.botapi.refusal import RefusedError, bad_request

Json = dict[str, Any]

POLL_LIMIT = 50  # seconds
_NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
_WEBHOOK_LIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
_OTHER_POLLER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


class UpdateQueue:
    """Updates that wait for the bot, oldest first."""

    def __init__(self, lock: threading.Condition) -> None:
        self.pending: list[Json] = []
        self.delivered: list[int] = []  # ids in the order given out, repeats included
        self.allowed: set[str] | None = None
        self.webhook: Json | None = None
        self._lock = lock
        self._loop: asyncio.AbstractEventLoop | None = None
        self._news = asyncio.Event()
        self._poll = 0

    def attach(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def put(self, update: Json) -> None:
        """Queue `update` if the bot asked for its kind. Called from any thread, lock held."""
        kind = next(key for key in update if key != "update_id")
        wanted = kind in self.allowed if self.allowed else kind not in _NOT_BY_DEFAULT
        if wanted:
            self.pending.append(update)
            self.wake()

    def wake(self) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._news.set)

    def _allow(self, kinds: list[str] | None) -> None:
        if kinds is not None:
            self.allowed = set(kinds) or None

    async def get(
        self, offset: int = 0, limit: int = 100, timeout: int = 0, kinds: list[str] | None = None
    ) -> list[Json]:
        """`getUpdates`: an offset acknowledges all before it; an older poll ends with 409."""
        if self.webhook is not None:
            raise RefusedError(409, _WEBHOOK_LIVE)
        self._poll += 1
        mine = self._poll
        self._news.set()
        with self._lock:
            self._allow(kinds)
            if offset > 0:
                self.pending = [each for each in self.pending if each["update_id"] >= offset]
            elif offset < 0:
                self.pending = self.pending[offset:]
            self._lock.notify_all()
        end = time.monotonic() + min(max(timeout, 0), POLL_LIMIT)
        while True:
            if mine != self._poll:
                raise RefusedError(409, _OTHER_POLLER)
            if self.webhook is not None:
                raise RefusedError(409, "Conflict: terminated by setWebhook request")
            with self._lock:
                batch = self.pending[: min(max(limit, 1), 100)]
                self.delivered += [each["update_id"] for each in batch]
            left = end - time.monotonic()
            if batch or left <= 0:
                return batch
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), left)
            except TimeoutError:
                continue

    def set_webhook(self, given: Json) -> None:
        url = given.get("url") or ""
        if url and not url.startswith(("https://", "http://127.0.0.1:")):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        secret = given.get("secret_token") or ""
        if len(secret) > 256 or not all(c.isascii() and (c.isalnum() or c in "_-") for c in secret):
            raise bad_request("secret token contains unallowed characters")
        if given.get("drop_pending_updates"):
            self.pending.clear()
        self._allow(given.get("allowed_updates"))
        self.webhook = {"url": url, "secret": secret, "errors": []} if url else None
        self.wake()

    def webhook_info(self) -> Json:
        info: Json = {
            "url": self.webhook["url"] if self.webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self.pending),
        }
        if self.webhook and self.webhook["errors"]:
            info["last_error_date"] = int(time.time())
            info["last_error_message"] = self.webhook["errors"][-1]
        return info

    async def courier(self) -> None:
        """Carry updates to the webhook, in order, each until a 2xx comes back."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
            pause = 0.05
            while True:
                hook = self.webhook
                if hook is None or not self.pending:
                    self._news.clear()
                    if self.webhook is None or not self.pending:
                        await self._news.wait()
                    continue
                update = self.pending[0]
                error = await self._carry(session, hook, update)
                if error is None:
                    pause = 0.05
                    with self._lock:
                        if self.pending and self.pending[0] is update:
                            del self.pending[0]
                        self._lock.notify_all()
                else:
                    hook["errors"].append(error)
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, 1.0)

    async def _carry(self, session: aiohttp.ClientSession, hook: Json, update: Json) -> str | None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook["secret"]} if hook["secret"] else {}
        self.delivered.append(update["update_id"])
        try:
            async with session.post(hook["url"], json=update, headers=headers) as reply:
                if 200 <= reply.status < 300:
                    return None
                return f"Wrong response from the webhook: {reply.status} {reply.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            return f"Connection failed: {type(error).__name__}"
