"""What all tests share: no setting of the machine and no model hub reaches them.

The model and an index of the five sources are made once and kept between runs; an index is made
anew whenever the sources, the data files or the model change.
"""

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from corpus.catalogue import Corpus, read_corpus
from index.build import build
from index.current import current_id
from index.encoder import Encoder, load_encoder
from index.snapshot import Snapshot

# Set before any test imports a library that reads it.
os.environ["HF_HUB_OFFLINE"] = "1"
for _name in [name for name in os.environ if name.startswith("SECPA_")]:
    del os.environ[_name]

# Two cores shared with the model make single examples slow now and then. The same examples every
# time; new ones are looked for with `--hypothesis-profile=explore`.
settings.register_profile("calm", parent=settings(), deadline=None, derandomize=True)
settings.register_profile("explore", parent=settings(), deadline=None, max_examples=1000)
settings.load_profile("calm")

ROOT = Path(__file__).parents[1]
REAL_CORPUS = ROOT / "corpus"


@pytest.fixture(scope="session")
def model_data_dir(pytestconfig: pytest.Config) -> Path:
    """A data directory that holds the bundled model; only the first run ever unpacks it."""
    assert pytestconfig.cache is not None
    return pytestconfig.cache.mkdir("data")


@pytest.fixture(scope="session")
def real_encoder(model_data_dir: Path) -> Encoder:
    """The default encoder."""
    with FileLock(model_data_dir / "tests.lock"):  # tests run in several processes
        return load_encoder("bundled", model_data_dir)


@pytest.fixture(scope="session")
def real_corpus() -> Corpus:
    """The five sources and what people stated about them."""
    return read_corpus(REAL_CORPUS)


@pytest.fixture(scope="session")
def real_snapshot(model_data_dir: Path, real_encoder: Encoder) -> Snapshot:
    """The index of the five sources, in use in `model_data_dir`."""
    with FileLock(model_data_dir / "tests.lock"):
        return build(REAL_CORPUS, model_data_dir, real_encoder)


@pytest.fixture
def own_data(real_snapshot: Snapshot, model_data_dir: Path, tmp_path: Path) -> Path:
    """A data directory whose index may be changed."""
    data = tmp_path / "data"
    (data / "snapshots").mkdir(parents=True)
    (data / "models").symlink_to(model_data_dir / "models", target_is_directory=True)
    used = current_id(model_data_dir)
    shutil.copytree(model_data_dir / "snapshots" / used, data / "snapshots" / used)
    (data / "snapshots" / "current").write_text(f"{used}\n")
    return data
