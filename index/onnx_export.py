"""The bundled model's own ONNX export: written from its packed weights, then rounded to int8.

It needs no torch, and no graph has to be traced: that would take half a minute and 2 GB. The ranges
of activations are measured once, on a few sentences, and kept: unlike ranges that are taken from
each batch, they let a text have the same vector in whatever company.
"""

from pathlib import Path

import numpy as np

from index.onnx_encoder import INPUT, PROMPTS, open_session
from index.onnx_graph import GraphWriter, Matrix, Range
from index.pieces import Tokenizer, write_pieces
from index.progress import Progress, Step
from index.weights import read_header

# Of everyday kinds and in several scripts; ranges hardly differ from one text to another.
_SAMPLES = (
    "Où et quand la prochaine réunion publique aura-t-elle lieu ?",
    "c koi le prix svp",
    "Bonjour !",
    "Le conseil municipal a voté le 12 mars 2024 un budget de 3,5 millions d'euros pour rénover "
    "l'école primaire ; les travaux, confiés à deux entreprises de la région, commenceront en "
    "septembre et dureront dix-huit mois. « Nous l'attendions depuis longtemps », dit le maire.",
    "Madame la directrice, nous vous demandons de bien vouloir recevoir une délégation d'habitants "
    "avant la fin de l'année, afin de parler des horaires, du personnel et de l'accueil.",
    "12, rue de la République, 69001 Lyon — tél. 04 00 00 00 00, contact@example.org",
    "- une aide de 25 % du loyer, pour 1 200 familles ;",
    "What documents do I need to apply, and who can help me fill in the form?",
    "How many people signed it?",
    "¿Cuánto cuesta el billete y hasta cuándo se puede comprar?",
    "Quem assinou a carta e o que pede ao governo?",
    "من وقع الرسالة وماذا يطلبون من الحكومة؟",
    "Başvuru için son tarih nedir ve nereye gitmeliyim?",
    "这项决定是谁作出的，什么时候生效？",
    "Кто подписал письмо министру?",
    "Wann öffnet die Bibliothek am Samstag?",
)


def write_onnx(folder: Path, data: memoryview, progress: Progress) -> None:
    """Fill `folder` with what `index.onnx_encoder` reads: graph, embeddings, vocabulary."""
    progress(Step.MODEL, 0, 3)
    header = read_header(data)
    write_pieces(folder, header)
    progress(Step.MODEL, 1, 3)
    ranges = _measure(GraphWriter(data, header), Tokenizer(folder))
    progress(Step.MODEL, 2, 3)
    GraphWriter(data, header).write_rounded(folder, ranges)
    progress(Step.MODEL, 3, 3)


def _measure(writer: GraphWriter, tokenizer: Tokenizer) -> dict[str, Range]:
    """The range of each linear layer's input over the samples, by the layer's name."""
    session = open_session(writer.packed())
    values = list(dict.fromkeys(writer.inputs.values()))
    lows: dict[str, Matrix] = {}
    highs: dict[str, Matrix] = {}
    for sample in _SAMPLES:
        for prompt in PROMPTS:
            ids = [tokenizer.start, *tokenizer.ids(f"{prompt} {sample}"), tokenizer.end]
            seen = session.run(values, {INPUT: np.array([ids], dtype=np.int64)})
            for value, rows in zip(values, seen, strict=True):
                low, high = rows[0].min(axis=0), rows[0].max(axis=0)
                lows[value] = np.minimum(lows.get(value, low), low)
                highs[value] = np.maximum(highs.get(value, high), high)
    return {name: Range(lows[value], highs[value]) for name, value in writer.inputs.items()}
