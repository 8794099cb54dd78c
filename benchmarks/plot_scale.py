"""Draw `benchmarks/results/scale.json` as docs/scale.svg: time, memory and recall by size.

    python -m venv PLOT && PLOT/bin/pip install -r benchmarks/requirements.txt
    PLOT/bin/python -m benchmarks.plot_scale

Imports nothing of the project: matplotlib has an environment of its own.
"""

import json
from pathlib import Path

import matplotlib.pyplot as plt

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results" / "scale.json"
PICTURE = ROOT / "docs" / "scale.svg"
DENSE, WORDS = "#1b6ca8", "#c4572e"


def main() -> None:
    """Read the results and write the picture."""
    measured = json.loads(RESULTS.read_text("utf-8"))
    rows = measured["sizes"]
    sizes = [int(size) for size in rows]
    plt.rcParams["svg.hashsalt"] = "scale"  # the same results give the same file
    figure, (time, memory, build) = plt.subplots(1, 3, figsize=(12, 3.8), layout="constrained")
    for kind, colour in (("dense", DENSE), ("words", WORDS)):
        found = [row[kind] for row in rows.values()]
        built = [row[f"build_{kind}"] for row in rows.values()]
        time.plot(sizes, [each["p50_ms"] for each in found], "o-", color=colour, label=kind)
        time.plot(sizes, [each["p95_ms"] for each in found], "o--", color=colour)
        memory.plot(sizes, [each["memory_mb"] for each in found], "o-", color=colour, label=kind)
        build.plot(sizes, [each["seconds"] for each in built], "o-", color=colour, label=kind)
    for size, row in zip(sizes, rows.values(), strict=True):
        dense = row["dense"]
        time.annotate(
            f"recall {dense['recall']:.3f}",
            (size, dense["p95_ms"]),
            textcoords="offset points",
            xytext=(0, 8),
            ha="center",
            fontsize=7,
        )
    for axes, title in (
        (time, "search, ms: p50 (line), p95 (dashes)"),
        (memory, "memory of the index, MB"),
        (build, "building the index, s"),
    ):
        axes.set(title=title, xscale="log", yscale="log", xlabel="passages")
        axes.grid(alpha=0.3)
        axes.margins(0.12)
    time.legend()
    figure.suptitle(measured["stamp"], fontsize=8)
    figure.savefig(PICTURE, metadata={"Date": None})


if __name__ == "__main__":
    main()
