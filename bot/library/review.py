"""What a person should see of a draft before it is published."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from bot.library.drafts import Draft
from bot.library.revisions import Candidate
from corpus.document import Document
from index.passages import cut


@dataclass(frozen=True, slots=True)
class Review:
    """A draft, its text, and what a person has not said yet of the claims it may revise."""

    draft: Draft
    text: str = field(repr=False)
    passages: int
    sentences: int
    candidates: tuple[Candidate, ...]

    @classmethod
    def of(cls, draft: Draft, document: Document, candidates: Sequence[Candidate]) -> Self:
        passages, units = cut(document, 0, 0, 0)
        return cls(draft, document.text, len(passages), len(units), tuple(candidates))
