"""A stand-in and a bot process shared by a module's tests; each test brings its own people.

What such a module tests is tested twice: of a bot that polls, and of one behind a webhook. A
module to which that is the same says `taken` itself.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.snapshot import Snapshot
from tests.botapi import BotApi, Person
from tests.telegram.running import RunningBot, behind_webhook, prepared


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


@pytest.fixture(scope="module", params=["polling", "webhook"])
def taken(request: pytest.FixtureRequest) -> str:
    """How the bot takes its updates."""
    return str(request.param)


@pytest.fixture(scope="module")
def bot(
    taken: str,
    api: BotApi,
    real_snapshot: Snapshot,
    model_data_dir: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[RunningBot]:
    """The bot over the five sources."""
    data = prepared(model_data_dir, tmp_path_factory.mktemp("data"))
    settings = behind_webhook() if taken == "webhook" else {}
    with RunningBot(api, data, **settings) as running:
        yield running
        assert api.token not in running.log()
        assert "Traceback" not in running.log()


@pytest.fixture
def real_data(real_snapshot: Snapshot, model_data_dir: Path, tmp_path: Path) -> Path:
    """A data directory of the test's own, with the model and the index of the five sources."""
    return prepared(model_data_dir, tmp_path)


@pytest.fixture
def ana(api: BotApi) -> Person:
    """Someone new, whose app speaks French."""
    return Person(api, "Ana")
