"""`/healthz` (the process runs) and `/readyz` (it answers), for whatever watches over it."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from bot.settings import SettingsError


class _Check(RequestHandler):
    def initialize(self, ready: Callable[[], bool]) -> None:
        self._ready = ready

    def get(self) -> None:
        fine = self._ready()
        self.set_status(200 if fine else 503)
        self.write("ok\n" if fine else "not ready\n")


def serve(host: str, port: int, ready: Callable[[], bool]) -> HTTPServer:
    """Listen on `host:port`. Raises OSError where that is taken."""
    routes = [
        ("/healthz", _Check, {"ready": lambda: True}),
        ("/readyz", _Check, {"ready": ready}),
    ]
    server = HTTPServer(Application(routes, log_function=lambda handler: None))
    server.listen(port, host)
    return server


def check_free(addresses: Mapping[str, tuple[str, int]]) -> None:
    """Raise SettingsError where nothing can listen on the address that a setting names.

    `addresses`: host and port by the name of the setting. Two may not name the same.
    """
    with ExitStack() as held:
        for variable, (host, port) in addresses.items():
            try:
                for bound in bind_sockets(port, host):
                    held.callback(bound.close)
            except (OSError, UnicodeError) as error:
                raise SettingsError(
                    f"{variable} : impossible d'écouter sur {host}:{port} ; choisissez une adresse "
                    "de cette machine et un port libre."
                ) from error
