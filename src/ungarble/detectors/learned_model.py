"""The tagger's net: embeddings of words, endings and forms, four layers that look at neighbours, two softmaxes.

Shaped after spaCy's tok2vec (window encoder with maxout and residuals), small enough for numpy alone: no run-time
but a matrix product. training/learned/train.py makes `english/data/learned/`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ungarble.detectors import learned_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDER: Final = Path(__file__).parents[1] / "english" / "data" / "learned"
OFFSETS: Final = (1, 1, 2, 3)
"""How far to both sides each layer looks: seven tokens together."""


@dataclass(frozen=True, slots=True)
class Tagger:
    """The weights, and what their outputs mean: `edits` and `inserts` are the labels, keep and none first."""

    weights: dict[str, NDArray[Any]]
    vocabulary: dict[str, int]
    edits: tuple[str, ...]
    inserts: tuple[str, ...]
    allowed: dict[str, frozenset[str]]
    """For a word of the damaged text the words that may replace it."""

    def probabilities(self, sentences: Sequence[Sequence[tuple[str, int]]]) -> list[tuple[Any, Any]]:
        """For each sentence of (text, gap) its (edit, insert) probabilities: a row for START, for each token and for
        the end; an insertion stands before its row's token."""
        import numpy as np

        rows: list[tuple[int, int, int]] = []
        starts = []
        for sentence in sentences:
            starts.append(len(rows))
            rows += learned_text.numbers(sentence, self.vocabulary)
            rows.append((self.vocabulary[learned_text.START], 0, 46))
        numbers = np.asarray(rows, dtype=np.int64)
        edits, inserts = self._forward(numbers)
        ends = [*starts[1:], len(rows)]
        return [(edits[a:b], inserts[a:b]) for a, b in zip(starts, ends, strict=True)]

    def _forward(self, numbers: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
        import numpy as np

        w = self.weights
        x = np.concatenate([w["word"][numbers[:, 0]], w["suffix"][numbers[:, 1]], w["form"][numbers[:, 2]]], axis=1)
        for layer, offset in enumerate(OFFSETS):
            u = _normal(x, w[f"gain{layer}"], w[f"bias{layer}"])
            z = window(u, offset) @ w[f"W{layer}"] + w[f"b{layer}"]
            half = z.shape[1] // 2
            x = x + np.maximum(z[:, :half], z[:, half:])
        u = _normal(x, w["gain"], w["bias"])
        return _softmax(u @ w["edit"] + w["edit_b"]), _softmax(u @ w["insert"] + w["insert_b"])


def window(u: NDArray[Any], offset: int) -> NDArray[Any]:
    """Each row beside the rows `offset` before and behind it; zeros past the ends."""
    import numpy as np

    n, d = u.shape
    out = np.zeros((n, 3 * d), dtype=u.dtype)
    out[offset:, :d] = u[: n - offset] if n > offset else 0
    out[:, d : 2 * d] = u
    out[: n - offset, 2 * d :] = u[offset:] if n > offset else 0
    return out


def _normal(x: NDArray[Any], gain: NDArray[Any], bias: NDArray[Any]) -> Any:
    centred = x - x.mean(axis=1, keepdims=True)
    spread = (centred * centred).mean(axis=1, keepdims=True)
    return centred / (spread + 1e-5) ** 0.5 * gain + bias


def _softmax(z: NDArray[Any]) -> Any:
    import numpy as np

    z -= z.max(axis=1, keepdims=True)
    np.exp(z, out=z)
    z /= z.sum(axis=1, keepdims=True)
    return z


@cache
def tagger(folder: Path = FOLDER) -> Tagger:
    """The tagger that ships with the package, read once. Raises OSError where its files are missing."""
    import numpy as np

    facts = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
    with np.load(folder / "weights.npz") as stored:
        weights = {}
        for name in stored.files:
            if name.endswith("/scale"):
                continue
            array = stored[name].astype(np.float32)
            if f"{name}/scale" in stored.files:
                array *= stored[f"{name}/scale"].astype(np.float32)
            weights[name] = array
    words = (folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
    vocabulary = {word: learned_text.STRANGERS + n for n, word in enumerate(words)}
    allowed = {word: frozenset(others) for word, others in facts["allowed"].items()}
    return Tagger(weights, vocabulary, tuple(facts["edits"]), tuple(facts["inserts"]), allowed)
