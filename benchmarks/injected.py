"""The faults of `benchmarks.faults`, one function each.

A function makes its fault happen amid a flow of questions, and returns how many answers may come
twice because of it.
"""

import contextlib
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.flow import Flow
from benchmarks.running import MeasuredBot
from bot.store.database import FILE
from bot.telegram.app import INBOX
from tests.botapi import BotApi, Trouble

Json = dict[str, Any]
CALM = 2.0  # seconds of questions before a fault and after it
LASTS = 8.0  # seconds that a fault lasts
TIMES = 5  # requests that a fault of the network hits
AWAY = 60.0  # seconds that Telegram is away
DISK = "160m"
DAYS = 400  # that the clock jumps
UNDER_WAY = 6  # replies that may be unread when the process is killed
UNREACHED = "Telegram cannot be reached"


class SkippedError(Exception):
    """A fault that cannot be made here, and why."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a fault happens to."""

    api: BotApi
    bot: MeasuredBot
    flow: Flow
    place: Path  # a folder for what the fault needs


@contextmanager
def _same_disk(place: Path) -> Iterator[Path]:
    yield place


def _no_settings(place: Path) -> dict[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault, what the log is to say of it, and what the bot needs to meet it."""

    name: str
    happen: Callable[[Scene], int]
    says: str | None = None
    disk: Callable[[Path], AbstractContextManager[Path]] = _same_disk
    settings: Callable[[Path], dict[str, str]] = _no_settings


def _network(trouble: Trouble, amount: float = 1, may: int = 0) -> Callable[[Scene], int]:
    """A trouble for some of the messages that the bot sends."""

    def happen(scene: Scene) -> int:
        time.sleep(CALM)
        for _ in range(TIMES):
            scene.api.fault(trouble, amount, method="sendMessage")
            time.sleep(0.5)
        time.sleep(CALM)
        return may

    return happen


def _away(scene: Scene) -> int:
    """Every connection ends without a reply, for a minute."""
    time.sleep(CALM)
    faults = [
        scene.api.fault(Trouble.DROP_BEFORE, times=1 << 30, method=method)
        for method in (None, "getUpdates")
    ]
    time.sleep(AWAY)
    for fault in faults:
        fault.times = 0
    time.sleep(CALM)
    return 0


def _twice(scene: Scene) -> int:
    """Each update comes twice in a batch, and again in the next."""
    put = scene.api.updates.put

    def put_twice(update: Json) -> None:
        put(update)
        put(update)

    return _delivering(scene, put_twice)


def _out_of_order(scene: Scene) -> int:
    """The newest update comes first."""
    updates = scene.api.updates

    def put_first(update: Json) -> None:
        updates.pending.insert(0, update)
        updates.wake()

    return _delivering(scene, put_first)


def _delivering(scene: Scene, deliver: Callable[[Json], None]) -> int:
    """Let updates reach the queue another way for a while."""
    time.sleep(CALM)
    world, before = scene.api.world, scene.api.world._deliver
    world._deliver = deliver
    time.sleep(LASTS)
    world._deliver = before
    time.sleep(CALM)
    return 0


def _edited_and_deleted(scene: Scene) -> int:
    """Each question is edited as soon as it is asked; every third one is deleted."""
    time.sleep(CALM)
    seen, end = len(scene.flow.asked), time.monotonic() + LASTS
    while time.monotonic() < end:
        for asked in scene.flow.asked[seen:]:
            seen += 1
            (message,) = [each for each in asked.person.messages() if "from" in each][:1]
            if seen % 3:
                asked.person.edits(message, f"{asked.text} ?")
            else:
                with scene.api.lock:  # an earlier message stays: the bot may write to that chat
                    scene.api.world.post(asked.person.chat, asked.person.user, {"text": "…"}, None)
                    del scene.api.world.messages[asked.person.id, message["message_id"]]
        time.sleep(0.01)
    time.sleep(CALM)
    return 0


def _ended(how: int) -> Callable[[Scene], int]:
    """The process ends amid questions, and starts again."""

    def happen(scene: Scene) -> int:
        time.sleep(CALM)
        scene.bot.stop(how)
        time.sleep(CALM)
        scene.bot.start()
        time.sleep(CALM)
        return UNDER_WAY if how == signal.SIGKILL else 0

    return happen


@contextmanager
def _small_disk(place: Path) -> Iterator[Path]:
    """A file system of its own, in memory."""
    disk = place / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "secpa", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        raise SkippedError("needs the right to mount")
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def _full(scene: Scene) -> int:
    """No byte can be written, then there is room again."""
    time.sleep(CALM)
    ballast = scene.bot.data.parent / "ballast"
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    time.sleep(LASTS)
    ballast.unlink()
    time.sleep(CALM)
    return 0


def _read_only(scene: Scene) -> int:
    """The bot starts on a disk that cannot be written, in vain, and again once it can."""
    disk = scene.bot.data.parent
    time.sleep(CALM)
    scene.bot.stop()
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with contextlib.suppress(AssertionError):  # it ended by itself
        scene.bot.start()
        time.sleep(CALM)
        scene.bot.stop()
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    scene.bot.start()
    time.sleep(CALM)
    return 0


def _clock_file(place: Path) -> dict[str, str]:
    """A setting under which the process reads the clock that `place/clock` tells."""
    clock = place / "clock"
    clock.write_text("0", "utf-8")
    return {"CLOCK": str(clock)}


def _clock(scene: Scene) -> int:
    """The clock jumps forward by more than a year, then back by more than two, then is right."""
    time.sleep(CALM)
    for jump in (DAYS, -DAYS, 0):
        clock = scene.place / "new"
        clock.write_text(str(jump * 86_400), "utf-8")
        clock.replace(scene.place / "clock")
        time.sleep(LASTS)
    return 0


def _locked(scene: Scene) -> int:
    """Another program holds both databases."""
    time.sleep(CALM)
    paths = [scene.bot.data / name for name in (INBOX, FILE)]
    others = [sqlite3.connect(path, isolation_level=None) for path in paths]
    for other in others:
        other.execute("BEGIN EXCLUSIVE")
    time.sleep(LASTS)
    for other in others:
        other.execute("ROLLBACK")
        other.close()
    time.sleep(CALM)
    return 0


def _removed(scene: Scene) -> int:
    """Both databases are taken away while they are in use, and the bot starts anew."""
    time.sleep(CALM)
    for name in (INBOX, FILE):
        for path in scene.bot.data.glob(f"{name}*"):
            path.unlink()
    time.sleep(LASTS)
    scene.bot.stop()
    scene.bot.start()
    time.sleep(CALM)
    return 0


def _damaged(scene: Scene) -> int:
    """A byte of the snapshot in use is turned over; then the bot starts anew."""
    time.sleep(CALM)
    snapshots = scene.bot.data / "snapshots"
    current = (snapshots / "current").read_text("utf-8").split()[0]
    documents = snapshots / current / "documents.json"
    content = bytearray(documents.read_bytes())
    content[len(content) // 2] ^= 1
    documents.write_bytes(content)
    time.sleep(LASTS)
    scene.bot.stop()
    scene.bot.start()
    time.sleep(CALM)
    return 0


FAULTS = (
    Fault("429 with retry_after", _network(Trouble.FLOOD, 2), "asks a chat to wait"),
    Fault("500", _network(Trouble.STATUS, 500), UNREACHED),
    Fault("502", _network(Trouble.STATUS, 502), UNREACHED),
    Fault("connection reset before the act", _network(Trouble.DROP_BEFORE), UNREACHED),
    Fault("connection reset after the act", _network(Trouble.DROP_AFTER, may=TIMES), UNREACHED),
    Fault("slow reply", _network(Trouble.DELAY, 6)),
    Fault("half-sent reply", _network(Trouble.HALF, may=TIMES), UNREACHED),
    Fault("the same update twice", _twice),
    Fault("updates out of order", _out_of_order),
    Fault("edited and deleted messages", _edited_and_deleted),
    Fault("the API away for 60 s", _away, UNREACHED),
    Fault("SIGTERM", _ended(signal.SIGTERM), "The bot stops"),
    Fault("SIGKILL", _ended(signal.SIGKILL), "was cut short"),
    Fault("full disk", _full, "inbox cannot be used", disk=_small_disk),
    Fault("read-only disk", _read_only, "ne peut pas être", disk=_small_disk),
    Fault("a clock that jumps", _clock, "clock jumped", settings=_clock_file),
    Fault("databases locked", _locked, "inbox cannot be used"),
    Fault("databases removed", _removed, "inbox cannot be used"),
    Fault("damaged snapshot", _damaged, "est abîmé"),
)
