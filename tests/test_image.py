"""The image and how it is run: not root, nothing to write but its data, nothing more allowed."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text("utf-8")


def test_the_image_does_not_run_as_root() -> None:
    """The last stage names a user with a number, after all that needs root."""
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    users = re.findall(r"^USER (\S+)$", last, re.MULTILINE)
    assert len(users) == 1
    user, _, group = users[0].partition(":")
    assert int(user) > 0
    assert int(group) > 0
    assert not re.search(r"^(RUN|COPY|ADD)\b", last.partition(f"USER {users[0]}")[2], re.MULTILINE)


def test_the_service_can_write_its_data_alone() -> None:
    """Its file system is read-only, it holds no capability and can gain none."""
    lines = [line.strip() for line in COMPOSE.splitlines()]
    assert "read_only: true" in lines
    assert lines[lines.index("cap_drop:") + 1] == "- ALL"
    assert "- no-new-privileges:true" in lines
    assert lines[lines.index("volumes:") + 1] == "- data:/data"
    assert not any(word in COMPOSE for word in ("privileged", "cap_add", "docker.sock", "host"))


def test_no_secret_is_in_the_image() -> None:
    """What holds the token stays out of it, and out of its history."""
    ignored = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert any(name in ignored for name in (".env", "*", ".*"))
    assert "TOKEN" not in re.sub(r"#.*", "", DOCKERFILE)
