"""Lines of a page with their places, from a PDF or from an image."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A run of text on one line; places from the top left corner, in any one unit.

    `text` is NFC, without invisible or control characters, with single spaces.
    """

    text: str
    page: int  # 1-based
    left: float
    right: float
    top: float
    bottom: float
    size: float  # the height of its letters
    bold: bool = False
    tilted: bool = False
    aside: bool = False  # a running head, page number or footnote: it may stand inside a sentence
    column: int = 0  # from 1; 0 where the page has one only, or the line crosses several

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    def beside(self, other: "Line") -> bool:
        """Whether both stand at the same height."""
        common = min(self.bottom, other.bottom) - max(self.top, other.top)
        return common > 0.5 * min(self.bottom - self.top, other.bottom - other.top)


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page and its height."""

    height: float
    lines: Sequence[Line]


def body_size(pages: Sequence[Page]) -> float:
    """The height of the letters that most of the text is set in; 1 where there is none."""
    letters: dict[float, int] = {}
    for page in pages:
        for line in page.lines:
            size = round(line.size * 2) / 2
            letters[size] = letters.get(size, 0) + len(line.text)
    return max(letters, key=lambda size: letters[size], default=1.0) or 1.0
