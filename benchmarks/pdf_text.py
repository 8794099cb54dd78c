"""How right the text of a PDF is: characters in the right order, against the text it was made from.

    python -m benchmarks.pdf_text [FOLDER]

Twenty-one PDFs of French texts (the sources and this project's French pages), seven layouts by
three programs (`benchmarks/producers.py` says how to install them): one and two columns, justified
and ragged, words cut at line ends, footnotes, running heads and page numbers. Each is read as a
file that someone sent. Footnotes, heads and page numbers must stand whole, each as a block of its
own; once they are taken out, the rest is compared with the text by its edits (Levenshtein), white
space counting as one space. Prints one line for each PDF, then the figure for all, and ends with 1
where it is under 0.99. With FOLDER the PDFs are kept there.
"""

import re
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain, cycle, islice, permutations
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from benchmarks.producers import PRODUCERS, Block, Layout
from corpus.catalogue import read_corpus
from corpus.intake import Intake, read_file
from corpus.reader import read_file as read_text

TARGET = 0.99
ROOT = Path(__file__).parent.parent
HEAD = "Dossier des centres de santé, février 2026"
LAYOUTS = (
    Layout("letter", justified=False),
    Layout("notes"),
    Layout("two columns", columns=2),
    Layout("two columns, ragged", columns=2, justified=False, head=HEAD),
    Layout("heads and notes", head=HEAD),
    Layout("two columns, heads and notes", columns=2, head=HEAD),
    Layout("ragged, heads and notes", justified=False, head=HEAD),
)
NOTES = (
    "Cette somme a été versée en deux fois, au printemps puis à l'automne.",
    "Voir la circulaire de la même année, qui en précise les conditions pour chaque région.",
    "Le calcul tient compte des seules structures ouvertes avant le mois de janvier.",
    "D'après le compte rendu de la réunion, que les participantes ont relu et approuvé ensemble.",
    "Chiffre arrondi.",
    "L'association tient la liste complète de ces communes à la disposition de qui la demande.",
    "Entretien du printemps avec deux médiatrices, qui ont choisi de ne pas être nommées ici.",
    "Les heures de traduction sont comptées à part.",
    "Ce mot est employé ici au sens du code de la santé publique, et non du langage courant.",
    "La lettre est restée sans réponse.",
    "Total des trois premières années, hors loyers et hors travaux.",
    "Selon les syndicats, la moitié seulement.",
    "On trouvera le détail de ces dépenses, poste par poste, à la fin du rapport annuel.",
    "Une partie de ces personnes suivent aussi les ateliers de cuisine ou de marche.",
)


def main(folder: str = "") -> int:
    """Make, read and compare; the exit status."""
    with tempfile.TemporaryDirectory() as place:
        target = Path(folder or place)
        target.mkdir(parents=True, exist_ok=True)
        right = total = 0.0
        for number, layout in enumerate(LAYOUTS):
            blocks = _text(number, with_notes="notes" in layout.name)
            for name, produce in PRODUCERS.items():
                file = target / f"{number}-{name}.pdf"
                produce(blocks, layout, file)
                noted = [block.note for block in blocks if block.note and name != "chromium"]
                good, size = _compared(read_file(file), blocks, noted, layout)
                right, total = right + good, total + size
                print(f"{good / size:.4f}  {name:12} {layout.name} ({size} characters)", flush=True)
    print(f"{right / total:.4f} over {len(LAYOUTS) * len(PRODUCERS)} PDFs, target {TARGET}")
    return int(right / total < TARGET)


def _text(number: int, with_notes: bool) -> list[Block]:
    """Three texts one after the other, from the one of that number on."""
    documents = read_corpus(ROOT / "corpus").documents
    texts = [(document.text, document.blocks) for document in documents]
    texts += [read_text(ROOT / "docs" / "confidentialite.md"), read_text(ROOT / "README.md")]
    chosen = list(islice(cycle(texts), number, number + 3))
    notes = chain(NOTES, (f"{one} {two}" for one, two in permutations(NOTES, 2)))
    return [
        Block(
            block.kind,
            " ".join(text[block.start : block.end].split()),
            next(notes) if with_notes and block.end - block.start > 300 else None,
        )
        for text, blocks in chosen
        for block in blocks
    ]


def _compared(
    intake: Intake, blocks: list[Block], notes: list[str], layout: Layout
) -> tuple[float, int]:
    """How many characters are right, of how many."""
    read = [intake.text[block.start : block.end] for block in intake.blocks]
    right = total = 0
    for aside in _asides(notes, layout, len(intake.pages)):
        total += len(aside)
        place = next((i for i, text in enumerate(read) if _same(text, aside)), None)
        if place is not None:
            right += len(aside)
            del read[place]
    calls = iter(range(1, len(notes) + 1))
    body = " ".join(
        f"{block.text}{next(calls)}" if block.note and notes else block.text for block in blocks
    )
    found = " ".join(" ".join(read).split())
    edits = Levenshtein.distance(body, found)
    return right + max(0, len(body) - edits), total + len(body)


def _asides(notes: list[str], layout: Layout, pages: int) -> Iterator[str]:
    yield from notes
    if layout.head:
        for number in range(1, pages + 1):
            yield layout.head
            yield f"Page {number}"


def _same(text: str, aside: str) -> bool:
    """Whether a block is that aside, the number of a note apart."""
    return re.sub(r"^\d+\s*", "", text) == aside or text == aside


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
