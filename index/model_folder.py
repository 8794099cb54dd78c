"""An ordinary sentence-transformers folder, written from packed weights."""

import json
from pathlib import Path

from index.progress import Progress, Step
from index.weights import Header, read_header, read_values

# From the file's names to those of transformers' BertModel.
_EMBEDDINGS = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_SUFFIX = {"w": "weight", "b": "bias"}


def write_model(folder: Path, data: memoryview, progress: Progress) -> None:
    """Fill `folder` with the model in `data`: weights, tokenizer, pooling, prompts.

    The weights are written as float32: in float16 they load no faster, and take 450 MB more
    memory while they are turned back.
    """
    header = read_header(data)
    _write_settings(folder, header)
    _write_tokenizer(folder, header)
    _write_weights(folder / "model.safetensors", header, data, progress)


def _bert_name(name: str) -> str:
    if name in _EMBEDDINGS:
        return _EMBEDDINGS[name]
    layer, part, suffix = name.split(".")
    return f"encoder.layer.{layer[1:]}.{_LAYER[part]}.{_SUFFIX[suffix]}"


def _shape(name: str, header: Header) -> tuple[int, ...]:
    if name.endswith((".b", "ln.w")):
        return (-1,)
    return (-1, header.intermediate if ".fo." in name else header.hidden)


def _write_weights(path: Path, header: Header, data: memoryview, progress: Progress) -> None:
    from safetensors.numpy import save_file

    total = sum(tensor.weights for tensor in header.tensors)
    done = 0
    arrays = {}
    for tensor in header.tensors:
        progress(Step.MODEL, done, total)
        values = read_values(tensor, data, header.block).reshape(_shape(tensor.name, header))
        arrays[_bert_name(tensor.name)] = values
        done += tensor.weights
    save_file(arrays, path, metadata={"format": "pt"})
    path.chmod(0o644)  # save_file makes it private, and an image is built by another user
    progress(Step.MODEL, total, total)


def _write_tokenizer(folder: Path, header: Header) -> None:
    """The Unigram tokenizer of XLM-R, rebuilt from its pieces and scores."""
    from tokenizers import AddedToken, Regex, Tokenizer
    from tokenizers.models import Unigram
    from tokenizers.normalizers import NFKC, Nmt, Replace, Sequence
    from tokenizers.pre_tokenizers import Metaspace
    from tokenizers.processors import TemplateProcessing

    tokenizer = Tokenizer(Unigram(list(header.pieces), header.unk, byte_fallback=False))
    tokenizer.normalizer = Sequence([Nmt(), NFKC(), Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = Metaspace(replacement="▁", prepend_scheme="always")
    bos, eos, pad, unk = (
        header.pieces[index][0] for index in (header.bos, header.eos, header.pad, header.unk)
    )
    mask = header.pieces[-1][0]
    tokenizer.post_processor = TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, header.bos), (eos, header.eos)],
    )
    tokenizer.add_special_tokens(
        [*(AddedToken(t) for t in (bos, pad, eos, unk)), AddedToken(mask, lstrip=True)]
    )
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    _write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": header.positions,
            "bos_token": bos,
            "cls_token": bos,
            "eos_token": eos,
            "sep_token": eos,
            "pad_token": pad,
            "unk_token": unk,
            "mask_token": mask,
        },
    )


def _write_settings(folder: Path, header: Header) -> None:
    """What transformers and sentence-transformers read beside weights and tokenizer."""
    _write_json(
        folder / "config.json",
        {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "hidden_act": "gelu",
            "hidden_size": header.hidden,
            "num_hidden_layers": header.layers,
            "num_attention_heads": header.heads,
            "intermediate_size": header.intermediate,
            "vocab_size": header.vocabulary,
            "max_position_embeddings": header.positions,
            "type_vocab_size": header.token_types,
            "layer_norm_eps": header.epsilon,
            "pad_token_id": header.pad,
        },
    )
    modules = {
        "": "sentence_transformers.base.modules.transformer.Transformer",
        "1_Pooling": "sentence_transformers.sentence_transformer.modules.pooling.Pooling",
        "2_Normalize": "sentence_transformers.base.modules.normalize.Normalize",
    }
    _write_json(
        folder / "modules.json",
        [
            {"idx": index, "name": str(index), "path": path, "type": kind}
            for index, (path, kind) in enumerate(modules.items())
        ],
    )
    _write_json(
        folder / "sentence_bert_config.json",
        {
            "max_seq_length": header.positions,
            "model_kwargs": {"add_pooling_layer": False},  # the weights have none
        },
    )
    _write_json(
        folder / "config_sentence_transformers.json",
        {
            "model_type": "SentenceTransformer",
            "prompts": {"query": "query: ", "document": "passage: ", "passage": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    )
    (folder / "1_Pooling").mkdir()
    _write_json(
        folder / "1_Pooling" / "config.json",
        {"embedding_dimension": header.hidden, "pooling_mode": "mean"},
    )
    (folder / "2_Normalize").mkdir()
    _write_json(folder / "2_Normalize" / "config.json", {})


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
