"""Words in a question that nothing in the corpus has: «Quelle est la position du MEDEF ?»."""

import re
from collections import Counter

from corpus.document import Document
from corpus.knowledge import Knowledge
from index.words import STOPWORDS, fold, words

_WORD = re.compile(r"[^\W\d_]+")
_CAPITALISED_NOUNS = frozenset({"de"})  # languages where a capital says nothing
_OFTEN = 2  # known questions that must hold a word for it to count
_LETTERS = 4  # of a word that carries meaning
_NAME = 3  # letters of the shortest name


class KnownWords:
    """Every word of the documents, their catalogue and their known questions."""

    def __init__(self, documents: tuple[Document, ...], knowledge: Knowledge) -> None:
        texts = [document.text for document in documents]
        for source in (document.source for document in documents):
            texts += [source.title, source.author or "", *source.called]
        texts += [name for s in knowledge.structures for name in (s.name, *s.aliases)]
        texts += [name for e in knowledge.exonyms for name in (e.name, *e.others)]
        texts += [form for t in knowledge.terms for form in (t.short, *t.variants, *t.long)]
        texts += [word for synonyms in knowledge.synonyms for word in synonyms.words]
        asked = Counter(
            word
            for entry in knowledge.expected
            for question in entry.questions
            for word in {*_WORD.findall(fold(question)), *words(question)}
        )
        told: set[str] = set()
        for text in texts:
            told.update(_WORD.findall(fold(text)))
            told.update(words(text))
        self._any = frozenset(told | asked.keys())
        self._common = frozenset(told | {word for word, n in asked.items() if n >= _OFTEN})

    def strange(self, question: str, language: str) -> bool:
        """Whether a name in `question`, told by its capitals, is borne by nothing here."""
        if language in _CAPITALISED_NOUNS:
            return False
        shouted = question.upper() == question
        for number, match in enumerate(_WORD.finditer(question)):
            word = match.group()
            acronym = len(word) > 2 and word.isupper() and not shouted
            name = number > 0 and len(word) > 2 and word[0].isupper() and word[1:].islower()
            opens = question[: match.start()].rstrip()[-1:] in (".", "!", "?", ":", "«", "¿", "¡")
            folded = fold(word)
            known = _has(self._any, folded) or folded in STOPWORDS
            if (acronym or (name and not opens)) and not known:
                return True
        return False

    def novel(self, question: str) -> bool:
        """Whether some word that carries meaning is had by nothing here."""
        told = [w for w in words(question) if w not in STOPWORDS and len(w) >= _NAME]
        return any(not _has(self._any, word) for word in told)

    def unknown(self, question: str) -> float:
        """Share of the words that carry meaning which nothing here has: 0 to 1."""
        told = [w for w in words(question) if w not in STOPWORDS and len(w) >= _LETTERS]
        return sum(not _has(self._common, word) for word in told) / len(told) if told else 0.0


def _has(known: frozenset[str], word: str) -> bool:
    return word in known or word.rstrip("s") in known
