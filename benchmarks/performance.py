"""The parts of docs/performance.md that benchmarks write, each between two comments of its name."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"


def write_part(name: str, text: str, page: Path = PAGE) -> None:
    """Put `text` where the page has `<!-- name -->`, up to `<!-- end of name -->`.

    Raises:
        ValueError: the page has no such part.
    """
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    old = page.read_text("utf-8")
    part = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    new, count = part.subn(lambda _: f"{begin}\n\n{text.strip()}\n\n{end}", old)
    if count != 1:
        raise ValueError(f"{page} must have one part {begin} … {end}, and has {count}")
    page.write_text(new, "utf-8")
