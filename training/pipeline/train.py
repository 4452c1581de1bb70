"""Makes the English pipeline that ungarble ships, from /work/shared: `python training/pipeline/train.py`.

Each step writes one file or folder below training/work/pipeline and is passed over when that is there already, so a
run that was cut off goes on where it stopped; delete a file to make it again. One thread throughout and fixed seeds.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS")
SEED = 7
PRETRAINING_WORDS = 2_500_000


def main() -> None:
    """Run the steps that are still to do."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("/work/shared"), help="folder of data/")
    parser.add_argument("--work", type=Path, default=ROOT / "training/work/pipeline", help="intermediate files")
    parser.add_argument("--steps", type=int, default=None, help="training steps, when not the config's")
    parser.add_argument("--with-dev", action="store_true", help="train on EWT train and dev; keep the last model")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    run(options.shared, options.work, options.steps, options.with_dev)


def run(shared: Path, work: Path, steps: int | None, with_dev: bool) -> None:
    """The steps, in order.

    `with_dev`: settings are chosen by then (on dev, without it); the shipped model may learn from dev as well. Dev can
    then choose no checkpoint and its figures mean nothing: the last model is kept, and test alone is reported.
    """
    import evaluate
    import lemmas
    import package
    import pretraining
    import vectors

    from ungarble.english.pipeline import SHIPPED

    ewt = shared / "data/ud"
    norms, table, model = work / "norms.txt", work / "lemmas.json", work / "model"
    _step(norms, lambda to: vectors.write_norms(shared, to))
    _step(work / "vectors.floret", lambda to: vectors.train_vectors(norms, to))
    _step(work / "vectors", lambda to: vectors.save_vectors(work / "vectors.floret", to))
    _step(table, lambda to: lemmas.write_table(lemmas.lemma_table(ewt / "ewt-train.conllu", norms), to))
    start = _initialise(ewt, work, with_dev)
    pretrained = work / "pretrained.bin"
    _step(
        pretrained,
        lambda to: pretraining.pretrain(start(), shared, norms, to, words=PRETRAINING_WORDS, seed=SEED),
    )
    _step(model, lambda to: _train(start(pretrained, steps), to))
    best = model / ("model-last" if with_dev else "model-best")
    nlp = package.assemble(best, table)
    measured: dict[str, Any] = {
        part: evaluate.figures(nlp, ewt / f"ewt-{part}.conllu") for part in (("test",) if with_dev else ("dev", "test"))
    }
    measured["lemmas given gold tags"] = lemmas.figures(table, ewt)
    print(json.dumps(measured, indent=1))
    package.package(best, table, measured, SHIPPED)


def _step(to: Path, make: Callable[[Path], None]) -> None:
    if to.exists():
        return
    started = time.monotonic()
    fresh = to.with_name(f".{to.name}.new")
    make(fresh)
    fresh.rename(to)
    print(f"{to.name}: {time.monotonic() - started:,.0f} s", flush=True)


def _initialise(ewt: Path, work: Path, with_dev: bool) -> Callable[..., Any]:
    """A function that makes the untrained pipeline, with the pretrained tok2vec in it when that is given."""
    treebank_file = ewt / "ewt-train.conllu"
    if with_dev:
        parts = [(ewt / f"ewt-{part}.conllu").read_text(encoding="utf-8").rstrip() for part in ("train", "dev")]
        treebank_file = work / "train-and-dev.conllu"
        treebank_file.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    import spacy
    import treebank  # noqa: F401  (registers the reader that the config names)
    from spacy.training.initialize import init_nlp

    def start(pretrained: Path | None = None, steps: int | None = None) -> Any:
        settings: dict[str, Any] = {
            "paths.train": str(treebank_file),
            "paths.dev": str(ewt / "ewt-dev.conllu"),
            "paths.vectors": str(work / "vectors"),
        }
        if steps is not None:
            settings["training.max_steps"] = steps
        nlp = init_nlp(spacy.util.load_config(HERE / "config.cfg", overrides=settings))
        if pretrained is not None:
            nlp.get_pipe("tok2vec").model.from_bytes(pretrained.read_bytes())
        return nlp

    return start


def _train(nlp: Any, to: Path) -> None:
    from spacy.training.loop import train

    to.mkdir(parents=True, exist_ok=True)
    train(nlp, to)


if __name__ == "__main__":
    for name in THREADS:
        os.environ[name] = "1"
    sys.path[:0] = [str(HERE), str(ROOT / "src")]
    from thinc.api import NumpyOps, set_current_ops

    # numpy's OpenBLAS knows AVX-512 and is three times as fast here as blis, spaCy's default.
    set_current_ops(NumpyOps(use_blis=False))
    main()
