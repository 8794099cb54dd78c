"""The journal as people read it."""

from bot.phrases import Wording
from bot.store.acts import Act


def act_line(act: Act, words: Wording) -> str:
    """One act as one line: when, who, what, why, and which snapshot came after which."""
    said = words.text(f"did_{act.kind.value}")
    parts = [f"{act.at:%Y-%m-%d %H:%M} UTC", f"{act.who} {said}"]
    if act.source:
        parts[-1] += f" {act.source}"
    if act.why:
        parts[-1] += f" ({act.why})"
    if act.after:
        parts.append(f"[{act.before or words.text('did_nothing_before')} → {act.after}]")
    return "  ".join(parts)
