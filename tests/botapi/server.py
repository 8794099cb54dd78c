"""The stand-in over HTTP, on a free port of 127.0.0.1, in a thread of its own."""

import asyncio
import contextlib
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

from tests.botapi import shapes
from tests.botapi.faults import Fault, Limits, Trouble, status_refusal
from tests.botapi.media import Media, new_file
from tests.botapi.methods import DOWNLOAD_LIMIT, Methods
from tests.botapi.queries import Queries
from tests.botapi.refusal import RefusedError
from tests.botapi.sending import MEDIA, Sending
from tests.botapi.updates import UpdateQueue
from tests.botapi.world import World

Json = dict[str, Any]

UPLOAD_LIMIT = 50 << 20
TOKEN = "7000000001:AAF-only-for-tests-0123456789abcdefgh"


@dataclass
class Call:
    """One request that the bot made, as the stand-in took it."""

    method: str
    args: Json = field(repr=False)
    at: float  # monotonic seconds
    refused: str | None = None


class BotApi:
    """A strict Bot API server for one bot. Use it as a context manager."""

    def __init__(self, token: str = TOKEN, username: str = "SecPaTestBot") -> None:
        self.token = token
        self.lock = threading.Condition()
        self.limits = Limits()
        self.faults: list[Fault] = []
        self.calls: list[Call] = []
        self.updates = UpdateQueue(self.lock)
        self.world = World(username, self.updates.put)
        self.sending = Sending(self.world, self.limits)
        self.queries = Queries(self.world)
        media = Media(self.world, self.sending)
        self.methods = Methods(self.world, self.updates, self.sending, media, self.queries)
        self.url = ""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, name="botapi")
        self._ready = threading.Event()
        self._stop = asyncio.Event()

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError("the Bot API stand-in did not start")
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    def wait(self, condition: Callable[[], Any], what: str, timeout: float = 10.0) -> Any:
        """Wait until `condition()` is true of the world and return it, or fail saying `what`."""
        with self.lock:
            result = self.lock.wait_for(condition, timeout)
        if not result:
            raise AssertionError(f"after {timeout:g} s: {what}; last calls: {self.calls[-5:]}")
        return result

    def fault(self, trouble: Trouble, amount: float = 1, **where: Any) -> Fault:
        """Make the next request that fits `where` (method, chat, times) go wrong."""
        fault = Fault(trouble, amount, **where)
        with self.lock:
            self.faults.append(fault)
        return fault

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    async def _serve(self) -> None:
        app = web.Application(client_max_size=UPLOAD_LIMIT + (1 << 20))
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/{path:.*}", self._download)
        runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True
        )
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        assert site._server is not None
        port = site._server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
        self.url = f"http://127.0.0.1:{port}"
        self.updates.attach(self._loop)
        courier = asyncio.create_task(self.updates.courier())
        self._ready.set()
        await self._stop.wait()
        courier.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await courier
        await runner.cleanup()

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"].lower()
        fault: Fault | None = None
        try:
            if request.match_info["token"] != self.token:
                raise RefusedError(401, "Unauthorized")
            args = await self._arguments(request, method)
            fault = self._fault(method, args)
            if fault is not None and fault.trouble is Trouble.PAGE:
                return web.Response(status=int(fault.amount), text=fault.body)
            if fault is not None:
                await self._before(fault, request)
            body = {"ok": True, "result": await self._act(method, args)}
            status = 200
        except RefusedError as refused:
            body, status = refused.as_json(), refused.code
        except ConnectionAbortedError:
            return web.Response(status=500)
        if fault is not None and fault.trouble in (Trouble.DROP_AFTER, Trouble.HALF):
            return await self._cut_reply(request, body, half=fault.trouble is Trouble.HALF)
        headers = {}
        if status == 429:
            headers["Retry-After"] = str(body["parameters"]["retry_after"])
        return web.json_response(body, status=status, headers=headers)

    async def _act(self, method: str, args: Json) -> Any:
        call = Call(method, args, time.monotonic())
        with self.lock:
            self.calls.append(call)
            self.lock.notify_all()
        try:
            if method == "getupdates":
                kinds = args.get("allowed_updates")
                numbers = (int(args.get(key) or 0) for key in ("offset", "limit", "timeout"))
                offset, limit, timeout = numbers
                return await self.updates.get(offset, limit or 100, timeout, kinds)
            with self.lock:
                return self.methods.act(method, args)
        except RefusedError as refused:
            call.refused = refused.description
            raise
        finally:
            with self.lock:
                self.lock.notify_all()

    def _fault(self, method: str, args: Json) -> Fault | None:
        with self.lock:
            for fault in self.faults:
                if fault.hits(method, args.get("chat_id")):
                    fault.times -= 1
                    return fault
        return None

    async def _before(self, fault: Fault, request: web.Request) -> None:
        if fault.trouble is Trouble.FLOOD:
            seconds = int(fault.amount)
            raise RefusedError(429, f"Too Many Requests: retry after {seconds}", seconds)
        if fault.trouble is Trouble.STATUS:
            raise status_refusal(int(fault.amount))
        if fault.trouble is Trouble.DELAY:
            await asyncio.sleep(fault.amount)
        if fault.trouble is Trouble.DROP_BEFORE:
            assert request.transport is not None
            request.transport.close()
            raise ConnectionAbortedError

    async def _cut_reply(
        self, request: web.Request, body: Json, *, half: bool
    ) -> web.StreamResponse:
        assert request.transport is not None
        if half:
            whole = json.dumps(body).encode()
            reply = web.StreamResponse(headers={"Content-Type": "application/json"})
            reply.content_length = len(whole)
            await reply.prepare(request)
            await reply.write(whole[: len(whole) // 2])
            request.transport.close()
            return reply
        request.transport.close()
        return web.Response(status=500)

    async def _arguments(self, request: web.Request, method: str) -> Json:
        """Parameters from the query, a form, a multipart body or JSON, decoded and checked."""
        given: Json = dict(request.query)
        files: Json = {}
        try:
            if request.content_type == "application/json":
                given |= await request.json()
            elif request.can_read_body:
                for name, value in (await request.post()).items():
                    if isinstance(value, web.FileField):
                        files[name] = new_file(value.filename, value.file.read(), "document")
                    else:
                        given[name] = value
        except web.HTTPRequestEntityTooLarge:
            raise RefusedError(413, "Request Entity Too Large") from None
        if any(each.size > UPLOAD_LIMIT for each in files.values()):
            raise RefusedError(413, "Request Entity Too Large")
        args = shapes.arguments(method, given)
        args = {name: _attached(value, files) for name, value in args.items()}
        return args | {name: files[name] for name in files if name in MEDIA}

    async def _download(self, request: web.Request) -> web.Response:
        file_id = request.match_info["path"].rpartition("/")[2]
        stored = self.world.files.get(file_id)
        if request.match_info["token"] != self.token or stored is None:
            return web.json_response(RefusedError(404, "Not Found").as_json(), status=404)
        if stored.size > DOWNLOAD_LIMIT:
            return web.json_response(RefusedError(400, "file is too big").as_json(), status=400)
        return web.Response(body=stored.data)


def _attached(value: Any, files: Json) -> Any:
    """`value` with every `attach://name` in it replaced by the file of that name."""
    if isinstance(value, str) and value.startswith("attach://"):
        return files.get(value.removeprefix("attach://"))
    if isinstance(value, list):
        return [_attached(each, files) for each in value]
    if isinstance(value, dict):
        return {name: _attached(each, files) for name, each in value.items()}
    return value
