"""Dictionaries are read once, when the bot starts."""

import subprocess
import sys

# In a process of its own: nothing else has read a dictionary there, and its hook ends with it.
_READS = """
import sys
from bot.privacy import dictionary

{first}
opened = []
sys.addaudithook(lambda event, args: opened.append(args[0]) if event == "open" else None)
for language in dictionary.LANGUAGES:
    dictionary.ordinary_in(language)("motinconnu")
print(len(opened))
"""


def _read_later(first: str) -> int:
    """How many files are opened to look words up, after `first` was done."""
    command = [sys.executable, "-c", _READS.format(first=first)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def test_who_asks_first_waits_for_no_dictionary() -> None:
    assert _read_later("dictionary.read_all()") == 0


def test_a_dictionary_not_read_yet_is_read_when_needed() -> None:
    assert _read_later("") > 0
