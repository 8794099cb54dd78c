"""Everything that is made from one snapshot to answer from it."""

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bot.answering.compose import Composer
from bot.answering.cues import CUES
from bot.answering.language import DEFAULT, detect
from bot.answering.matching import Matcher
from bot.answering.pages import Pages
from bot.answering.places import StructureFinder
from bot.answering.question import Question
from bot.answering.spelling import Speller, vocabulary
from index.encoder import Encoder
from index.search import Query, Searcher
from index.snapshot import Snapshot, check_encoder

OFTEN = 3  # known questions that must hold a word for it to count as well spelt
Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Loaded:
    """Everything made from one snapshot; replaced as a whole when a newer one is taken up."""

    snapshot: Snapshot
    searcher: Searcher
    matcher: Matcher
    finder: StructureFinder
    composer: Composer
    pages: Pages
    speller: Speller
    verified: dt.date | None

    def read(self, asked: Question) -> tuple[Query, Matrix]:
        """The question made ready for search, and its likeness to the known ones.

        A misspelt one is searched as mended, and is like what the better known spelling is like.
        """
        query = self.searcher.query(asked.text)
        known = self.snapshot.known.scores(query.vector, query.text)
        if asked.language == DEFAULT:
            mended = self.speller.mend(asked.text)
            if mended != asked.text:
                query = self.searcher.query(mended)
                again = self.snapshot.known.scores(query.vector, query.text)
                known = max(known, again, key=np.max)
        return query, known

    def novel(self, text: str, language: str) -> bool:
        """Whether a French text, once mended, brings up something that the corpus never names."""
        return language == DEFAULT and self.matcher.known_words.novel(self.speller.mend(text))

    @classmethod
    def of(cls, snapshot: Snapshot, encoder: Encoder, verified: dt.date | None) -> "Loaded":
        """`verified` is the last day on which a person found no newer source."""
        check_encoder(snapshot, encoder.name)
        searcher = Searcher(snapshot, encoder)
        matcher = Matcher(searcher)
        return cls(
            snapshot,
            searcher,
            matcher,
            StructureFinder(snapshot.knowledge),
            Composer(snapshot, matcher, verified),
            Pages(snapshot, matcher.spans, verified),
            _speller(snapshot),
            verified,
        )

    def verified_on(self, day: dt.date | None) -> "Loaded":
        """The same once a person has looked for newer sources again."""
        composer = Composer(self.snapshot, self.matcher, day)
        pages = Pages(self.snapshot, self.matcher.spans, day)
        return replace(self, composer=composer, pages=pages, verified=day)


def _speller(snapshot: Snapshot) -> Speller:
    """A speller that knows the words of the sources and what is often asked in French."""
    knowledge = snapshot.knowledge
    texts = [document.text for document in snapshot.documents]
    texts.append(CUES.function[DEFAULT])
    questions = [q for entry in knowledge.expected for q in entry.questions]
    french = (question for question in questions if detect(question) == DEFAULT)
    return Speller(vocabulary(texts, french, OFTEN))
