"""`/healthz` (the process runs) and `/readyz` (it answers), for whatever watches over it."""

from collections.abc import Callable

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


def check_free(variable: str, host: str, port: int) -> None:
    """Raise SettingsError where nothing can listen on the address that a setting names."""
    try:
        for bound in bind_sockets(port, host):
            bound.close()
    except OSError as error:
        raise SettingsError(
            f"{variable} : impossible d'écouter sur {host}:{port} ; choisissez une adresse de "
            "cette machine et un port libre."
        ) from error
