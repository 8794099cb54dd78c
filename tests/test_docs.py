"""What the documents say is there, and what is there is in the documents."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperGroup

from bot.__main__ import app
from bot.settings import Settings, variable

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
CODE = re.compile(r"^```\w*\n(.+?)^```|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
# «secpa index build»: the words before an option or a VALUE.
COMMAND = re.compile(r"^(?:\.venv/bin/)?secpa ([a-z]+(?: [a-z]+)*)", re.MULTILINE)
TARGET = re.compile(r"^make(?: [A-Z_]+=\S+)* ([a-z]+)", re.MULTILINE)


def commands(group: TyperGroup, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Each command a person can give, as its words: `index build`."""
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from commands(command, (*path, name))
        elif not command.hidden:
            yield " ".join((*path, name))


MAIN = typer.main.get_command(app)
assert isinstance(MAIN, TyperGroup)
COMMANDS = sorted(commands(MAIN))


@pytest.mark.parametrize("field", sorted(Settings.model_fields))
def test_every_setting_is_described(field: str) -> None:
    """`.env.example` holds each setting, commented out, below a line that says what it is."""
    lines = (ROOT / ".env.example").read_text("utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith(f"#{variable(field)}="))
    block = lines[: at + 1][::-1]
    above = block[: block.index("")] if "" in block else block
    assert any(line.startswith("# ") for line in above)


def test_no_setting_is_invented() -> None:
    """Each `SECPA_…` that a document or the example names is a setting."""
    known = {variable(field) for field in Settings.model_fields}
    texts = [page.read_text("utf-8") for page in [*PAGES, ROOT / ".env.example"]]
    named = {name for text in texts for name in re.findall(r"SECPA_[A-Z_]+", text)}
    assert named <= known


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    """The README names each command."""
    assert re.search(rf"`secpa {command}\b", README)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_documents_name_real_commands(page: Path) -> None:
    """A command or a make target that a document names can be given."""
    code = "\n".join(block or span for block, span in CODE.findall(page.read_text("utf-8")))
    groups = {command.split()[0] for command in COMMANDS}
    assert set(COMMAND.findall(code)) <= {*COMMANDS, *groups}
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(TARGET.findall(code)) <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """A link to another file of the project finds it."""
    for target in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")):
        assert "://" in target or (page.parent / target).exists(), target


def test_the_readme_quotes_a_source() -> None:
    """The quote in the README stands in a source, word for word."""
    block = re.search(r"^> « (.+?) »$", README, re.MULTILINE | re.DOTALL)
    assert block
    quote = " ".join(block[1].replace("\n> ", " ").split())
    sources = (ROOT / "corpus" / "sources").glob("*.txt")
    assert any(quote in " ".join(source.read_text("utf-8").split()) for source in sources)


def test_the_locks_are_portable() -> None:
    """The locks name no server, no folder of a machine, and neither torch nor CUDA."""
    for lock in (ROOT / "requirements").glob("*.lock"):
        text = lock.read_text("utf-8")
        assert not re.search(r"://|^-|^/|^(torch|nvidia|cuda|triton)\b", text, re.MULTILINE)
        names = re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)
        assert len(names) == len(set(names)) > 0
        assert text.count("--hash=sha256:") >= len(names)
