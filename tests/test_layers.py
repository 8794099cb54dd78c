"""The rooms of the code depend on each other one way only, and each library has one door."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("corpus", "index", "bot")
MODULES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
MOST_LINES = 300

# A library, and where alone it may be imported (a module or a folder).
DOORS = {
    "lxml": "corpus/formats",
    "pi_heif": "corpus/formats",
    "PIL": "corpus/formats",
    "pypdfium2": "corpus/formats",
    "faiss": "index/vectors.py",
    "onnx": "index/onnx_graph.py",
    "onnxruntime": "index/onnx_encoder.py",
    "sentence_transformers": "index/encoder.py",
    "sqlalchemy": "bot/store",
    "alembic": "bot/store",
    "telegram": "bot/telegram",
    "tornado": "bot/telegram",
}


def imported(module: Path) -> Iterator[str]:
    """The full name of each module that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = list(module.relative_to(ROOT).with_suffix("").parts[: -node.level or None])
            start = package if node.level else []
            yield ".".join(start + ([node.module] if node.module else []))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_imports_point_one_way(module: Path) -> None:
    """`bot` may import `index`, `index` may import `corpus`, and never the other way."""
    room = module.relative_to(ROOT).parts[0]
    above = ROOMS[ROOMS.index(room) + 1 :]
    assert [name for name in imported(module) if name.split(".")[0] in above] == []


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_each_library_has_one_door(module: Path) -> None:
    """FAISS, onnxruntime, sentence-transformers and Telegram's library are each in one place."""
    strangers = [
        name
        for name in imported(module)
        if (door := DOORS.get(name.split(".")[0]))
        and not (module == ROOT / door or ROOT / door in module.parents)
    ]
    assert strangers == []


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_nothing_is_unpickled(module: Path) -> None:
    """No module can run code that hides in a data file."""
    unsafe = {"pickle", "cloudpickle", "dill", "joblib", "marshal", "shelve"}
    assert {name.split(".")[0] for name in imported(module)} & unsafe == set()
    permitted = [
        node.value
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "allow_pickle"
    ]
    assert all(isinstance(value, ast.Constant) and value.value is False for value in permitted)


@pytest.mark.parametrize("module", MODULES, ids=named)
def test_modules_are_short(module: Path) -> None:
    """A module is read in one sitting."""
    assert len(module.read_text("utf-8").splitlines()) <= MOST_LINES
