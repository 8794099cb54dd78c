"""The bot as a process of its own, and the end of it."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import Self

from tests.botapi import BotApi

ROOT = Path(__file__).parents[2]
START = 30.0  # seconds a start may take
END = 20.0  # seconds an end may take
_SHARED = ("models", "snapshots")  # what the bot reads of a data directory


def prepared(made: Path, data: Path) -> Path:
    """Give the directory `data` the model and the index that `made` holds, to be read."""
    for name in _SHARED:
        (data / name).symlink_to(made / name, target_is_directory=True)
    return data


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def behind_webhook() -> dict[str, str]:
    """Settings of a bot that Telegram brings its updates to, with a health port of its own."""
    port = free_port()
    return {
        "SECPA_WEBHOOK_URL": f"http://127.0.0.1:{port}/crochet",
        "SECPA_WEBHOOK_SECRET": "s3cret",
        "SECPA_LISTEN": f"127.0.0.1:{port}",
        "SECPA_HEALTH_LISTEN": f"127.0.0.1:{free_port()}",
    }


class RunningBot:
    """`with RunningBot(api, data) as bot:` the bot answers until the block ends."""

    command: tuple[str, ...] = ("bot", "run")  # module and arguments
    patience: float = 1.0  # times as long as a start and an end may take

    def __init__(self, api: BotApi, data: Path, **settings: str) -> None:
        self.api = api
        self.data = data
        self._corpus = settings.pop("SECPA_CORPUS_DIR", str(ROOT / "corpus"))
        self._settings = settings
        self._log = data / "output.txt"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Self:
        """Start it and wait until it takes updates."""
        calls = len(self.api.calls)
        environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("SECPA_")},
            "SECPA_TELEGRAM_TOKEN": self.api.token,
            "SECPA_TELEGRAM_API_URL": self.api.url,
            **self._settings,
        }
        command = [sys.executable, "-m", *self.command]
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--corpus", self._corpus, "--data", str(self.data)],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
            )
        threading.Thread(target=self._tell_end, args=(self.process,), daemon=True).start()
        wanted = "setwebhook" if "SECPA_WEBHOOK_URL" in self._settings else "getupdates"
        try:
            self.api.wait(
                lambda: wanted in [call.method for call in self.api.calls[calls:]] or self._ended(),
                "the bot takes no updates",
                START * self.patience,
            )
        except AssertionError:
            self.process.kill()  # too late for this test, and in the way of the next
            raise
        if self._ended():
            raise AssertionError(self.log())
        return self

    def stop(self, how: int = signal.SIGTERM) -> int:
        """Send `how` and return the exit status."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(how)
        return self.process.wait(END * self.patience)

    def log(self) -> str:
        """What it wrote to its standard output and error so far."""
        return self._log.read_text("utf-8")

    def _tell_end(self, process: "subprocess.Popen[bytes]") -> None:
        process.wait()
        with self.api.lock:
            self.api.lock.notify_all()

    def _ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        if self.process is not None and self.process.poll() is None:
            self.stop()


class LibrarianBot(RunningBot):
    """The same with the plain answerer in the assistant's place: it misbehaves when told to."""

    command = ("tests.telegram.fake_main",)
