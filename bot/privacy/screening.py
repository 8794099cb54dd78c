"""What the sources' words make of a question: does it name a patient, how is it masked."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.answering.language import detect
from bot.privacy.dictionary import ordinary_in
from bot.privacy.masking import mask
from bot.privacy.patients import names_patient
from bot.privacy.public import PublicNames
from corpus.document import Document

Documents = tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    documents: Documents
    public: PublicNames


class Screening:
    """Reads the sources again where they changed; may be used from any thread."""

    def __init__(self, documents: Callable[[], Documents]) -> None:
        self._documents = documents
        self._read = _Read((), PublicNames.of(()))

    def names_patient(self, question: str) -> bool:
        """Whether `question` looks as if it names a patient."""
        return names_patient(question, self._public(), ordinary_in(detect(question)))

    def masked(self, question: str) -> str:
        """`question` with names, numbers and addresses masked."""
        return mask(question, self._public())

    def _public(self) -> PublicNames:
        documents, read = self._documents(), self._read
        if read.documents is not documents:
            read = self._read = _Read(documents, PublicNames.of(documents))
        return read.public
