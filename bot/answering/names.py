"""Names in a question that nothing in the corpus bears: «Quelle est la position du MEDEF ?»."""

import re

from corpus.document import Document
from corpus.knowledge import Knowledge
from index.words import STOPWORDS, fold

_WORD = re.compile(r"[^\W\d_]+")
_CAPITALISED_NOUNS = frozenset({"de"})  # languages where a capital says nothing


class KnownNames:
    """Every word that the documents, their catalogue, or their known questions hold."""

    def __init__(self, documents: tuple[Document, ...], knowledge: Knowledge) -> None:
        texts = [document.text for document in documents]
        for source in (document.source for document in documents):
            texts += [source.title, source.author or "", *source.called]
        texts += [question for entry in knowledge.expected for question in entry.questions]
        texts += [name for s in knowledge.structures for name in (s.name, *s.aliases)]
        texts += [name for e in knowledge.exonyms for name in (e.name, *e.others)]
        texts += [form for t in knowledge.terms for form in (t.short, *t.variants, *t.long)]
        self._words = frozenset(word for text in texts for word in _WORD.findall(fold(text)))

    def strange(self, question: str, language: str) -> bool:
        """Whether a name in `question` is borne by nothing here."""
        if language in _CAPITALISED_NOUNS:
            return False
        shouted = question.upper() == question
        for number, match in enumerate(_WORD.finditer(question)):
            word = match.group()
            acronym = len(word) > 2 and word.isupper() and not shouted
            name = number > 0 and len(word) > 2 and word[0].isupper() and word[1:].islower()
            opens = question[: match.start()].rstrip()[-1:] in (".", "!", "?", ":", "«", "¿", "¡")
            folded = fold(word)
            known = folded in self._words or folded.rstrip("s") in self._words
            if (acronym or (name and not opens)) and not known and folded not in STOPWORDS:
                return True
        return False
