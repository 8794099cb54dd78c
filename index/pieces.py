"""The bundled model's tokenizer: XLM-R's Unigram, light and quick to load.

For its 250,000 pieces the `tokenizers` library takes 290 MB and a second, sentencepiece 60 MB and
half a second, a dictionary 47 MB and a tenth of a second, the trie here, which is mapped from its
file, 3 MB and no time. Splitting a question takes 0.1 ms.
Method: Kudo, «Subword Regularization», 2018.
"""

import re
import unicodedata
from array import array
from pathlib import Path

import marisa_trie
import numpy as np

from index.weights import Header

PIECES = "pieces.marisa"  # a trie, which numbers them by an order of its own: their keys
IDS = "ids.npy"  # of each key, int32
SCORES = "scores.npy"  # log probability of each key, float32
NUMBERS = "numbers.npy"  # ids of start, end and unknown, and characters of the longest piece
_SPACE = "▁"
_UNKNOWN_PENALTY = 10.0  # below the least likely piece, as sentencepiece has it

# sentencepiece's «nmt» rules: control characters go, odd spaces and invisible marks part words.
_GONE = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]")
_GAP = re.compile("[\t\n\x0c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]")


def write_pieces(folder: Path, header: Header) -> None:
    """Write the vocabulary that `Tokenizer` reads."""
    # Special tokens, and only they, have a score of nought.
    pieces = {piece: (i, score) for i, (piece, score) in enumerate(header.pieces) if score < 0.0}
    trie = marisa_trie.Trie(pieces)
    trie.save(str(folder / PIECES))
    by_key = [pieces[trie.restore_key(key)] for key in range(len(trie))]
    np.save(folder / IDS, np.array([i for i, _ in by_key], np.int32), allow_pickle=False)
    np.save(folder / SCORES, np.array([s for _, s in by_key], np.float32), allow_pickle=False)
    numbers = np.array([header.bos, header.eos, header.unk, max(map(len, pieces))])
    np.save(folder / NUMBERS, numbers, allow_pickle=False)


class Tokenizer:
    """Texts to ids of pieces; safe to share between threads.

    What looks like a special token in a text is taken as ordinary characters.

    Raises:
        OSError, RuntimeError, ValueError: the vocabulary is missing or unreadable.
    """

    def __init__(self, folder: Path) -> None:
        self._trie = marisa_trie.Trie().mmap(str(folder / PIECES))
        self._ids = array("i", np.load(folder / IDS, allow_pickle=False).tobytes())
        self._scores = array("f", np.load(folder / SCORES, allow_pickle=False).tobytes())
        numbers = np.load(folder / NUMBERS, allow_pickle=False).tolist()
        self.start, self.end, self._unknown, self._longest = numbers
        self._unknown_score = min(self._scores) - _UNKNOWN_PENALTY

    def ids(self, text: str, seen: dict[str, list[int]] | None = None) -> list[int]:
        """The text's pieces, without start and end.

        `seen` takes the pieces of each word, for texts that have words in common.
        """
        whole = text.encode("utf-8", "ignore").decode("utf-8")  # without halves of characters
        plain = unicodedata.normalize("NFKC", _GAP.sub(" ", _GONE.sub("", whole)))
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
            here, ahead = best[start], word[start : start + self._longest]
            if here + self._unknown_score > best[start + 1] and ahead[0] not in self._trie:
                best[start + 1] = here + self._unknown_score
                came[start + 1] = (start, self._unknown)
            for piece, key in self._trie.iter_prefixes_with_ids(ahead):
                end = start + len(piece)
                score = here + scores[key]
                if score > best[end]:
                    best[end] = score
                    came[end] = (start, ids[key])
        found: list[int] = []
        end = len(word)
        while end:
            end, piece = came[end]
            if not (piece == self._unknown and found[-1:] == [piece]):  # a run of them is one
                found.append(piece)
        return found[::-1]
