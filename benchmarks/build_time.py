"""How long the first index takes, from the start of the process, the model already unpacked.

    python -m benchmarks.build_time [CORPUS] [RUNS]

Each run is a process of its own with an empty data directory. Prints the seconds until the model
is loaded and until the snapshot is in use, and fails where the median is over the limit.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from index.bundled import FOLDER, unpack
from index.encoder import BUNDLED, MODELS, load_encoder

LIMIT = 20.0  # seconds


def main(corpus: str = "corpus", runs: str = "3") -> int:
    """Time the builds; the exit status."""
    totals = []
    with tempfile.TemporaryDirectory() as place:
        models = Path(place) / MODELS
        unpack(models / FOLDER)
        for number in range(int(runs)):
            data_dir = Path(place) / f"data-{number}"
            data_dir.mkdir()
            (data_dir / MODELS).symlink_to(models)
            start = time.time()
            child = subprocess.run(
                [sys.executable, "-m", "benchmarks.build_time", "--once", corpus, str(data_dir)],
                stdout=subprocess.PIPE,
                check=True,
            )
            totals.append(time.time() - start)
            told = json.loads(child.stdout)
            print(f"{told['counts']}: model {told['loaded'] - start:.1f} s, all {totals[-1]:.1f} s")
    print(f"median {median(totals):.1f} s, limit {LIMIT:.0f} s")
    return int(median(totals) > LIMIT)


def once(corpus: str, data_dir: str) -> int:
    """Build once, and say when the model was loaded and what the snapshot holds."""
    encoder = load_encoder(BUNDLED, Path(data_dir))
    loaded = time.time()

    from index.build import build
    from index.snapshot import read_manifest

    snapshot = build(Path(corpus), Path(data_dir), encoder)
    manifest = read_manifest(Path(data_dir) / "snapshots" / snapshot.id)
    print(json.dumps({"loaded": loaded, "counts": dict(manifest.counts)}))
    return 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(once(*arguments[1:]) if arguments[:1] == ["--once"] else main(*arguments))
