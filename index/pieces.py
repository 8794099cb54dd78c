"""The bundled model's tokenizer: XLM-R's Unigram, light and quick to load.

For its 250,000 pieces the `tokenizers` library takes 290 MB and a second, sentencepiece 60 MB and
half a second, the dictionary here 47 MB and a tenth of a second. Splitting a question takes 0.1 ms.
Method: Kudo, «Subword Regularization», 2018.
"""

import re
import unicodedata
from array import array
from pathlib import Path

import numpy as np

from index.weights import Header

PIECES = "pieces.txt"  # one a line, in the order of their ids
SCORES = "scores.npy"  # their log probabilities, float32
SPECIAL = "special.npy"  # ids of start, end and unknown
_SPACE = "▁"
_UNKNOWN_PENALTY = 10.0  # below the least likely piece, as sentencepiece has it

# sentencepiece's «nmt» rules: control characters go, odd spaces and invisible marks part words.
_GONE = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]")
_GAP = re.compile("[\t\n\x0c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]")


def write_pieces(folder: Path, header: Header) -> None:
    """Write the vocabulary that `Tokenizer` reads."""
    text = "\n".join(piece for piece, _ in header.pieces)
    (folder / PIECES).write_text(text, encoding="utf-8", newline="\n")
    scores = np.array([score for _, score in header.pieces], dtype=np.float32)
    np.save(folder / SCORES, scores, allow_pickle=False)
    special = np.array([header.bos, header.eos, header.unk], dtype=np.int64)
    np.save(folder / SPECIAL, special, allow_pickle=False)


class Tokenizer:
    """Texts to ids of pieces; safe to share between threads.

    What looks like a special token in a text is taken as ordinary characters.

    Raises:
        OSError, ValueError: the vocabulary is missing or unreadable.
    """

    def __init__(self, folder: Path) -> None:
        pieces = (folder / PIECES).read_text(encoding="utf-8").split("\n")
        self._scores = array("f", np.load(folder / SCORES, allow_pickle=False).tobytes())
        self.start, self.end, self._unknown = np.load(folder / SPECIAL, allow_pickle=False).tolist()
        # Special tokens, and only they, have a score of nought.
        self._ids = {piece: i for i, piece in enumerate(pieces) if self._scores[i] < 0.0}
        self._longest = max(map(len, self._ids))
        self._unknown_score = min(self._scores) - _UNKNOWN_PENALTY

    def ids(self, text: str, seen: dict[str, list[int]] | None = None) -> list[int]:
        """The text's pieces, without start and end.

        `seen` takes the pieces of each word, for texts that have words in common.
        """
        plain = unicodedata.normalize("NFKC", _GAP.sub(" ", _GONE.sub("", text)))
        split = {} if seen is None else seen
        found: list[int] = []
        for word in filter(None, plain.split(" ")):
            if word not in split:
                split[word] = self._split(_SPACE + word)
            found += split[word]
        return found

    def _split(self, word: str) -> list[int]:
        """The most likely pieces of a word: Viterbi, from its start to its end."""
        ids, scores = self._ids, self._scores
        best = [0.0] + [-np.inf] * len(word)
        came = [(0, 0)] * (len(word) + 1)  # start and id of the piece that ends there
        for start in range(len(word)):
            here = best[start]
            for end in range(start + 1, min(start + self._longest, len(word)) + 1):
                piece = ids.get(word[start:end])
                if piece is None:
                    if end > start + 1:
                        continue
                    piece, score = self._unknown, here + self._unknown_score
                else:
                    score = here + scores[piece]
                if score > best[end]:
                    best[end] = score
                    came[end] = (start, piece)
        found: list[int] = []
        end = len(word)
        while end:
            end, piece = came[end]
            if not (piece == self._unknown and found[-1:] == [piece]):  # a run of them is one
                found.append(piece)
        return found[::-1]
