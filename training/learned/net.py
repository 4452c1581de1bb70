"""The same net as `ungarble.detectors.learned_model`, with its gradients, in numpy; Adam, lazy for the embeddings."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ungarble.detectors.learned_model import OFFSETS, window
from ungarble.detectors.learned_text import FORMS, STRANGERS, SUFFIXES

Array = NDArray[Any]
WORD, SUFFIX, FORM = 72, 16, 8
WIDTH = WORD + SUFFIX + FORM
TABLES = ("word", "suffix", "form")


def fresh(words: int, edits: int, inserts: int, seed: int = 1) -> dict[str, Array]:
    """Weights before training; `words` are the vocabulary's rows."""
    rng = np.random.default_rng(seed)

    def normal(rows: int, columns: int, scale: float) -> Array:
        return (rng.standard_normal((rows, columns)) * scale).astype(np.float32)

    w = {
        "word": normal(STRANGERS + words, WORD, 0.3),
        "suffix": normal(SUFFIXES, SUFFIX, 0.3),
        "form": normal(FORMS, FORM, 0.3),
        "gain": np.ones(WIDTH, np.float32),
        "bias": np.zeros(WIDTH, np.float32),
        "edit": normal(WIDTH, edits, 0.02),
        "edit_b": np.zeros(edits, np.float32),
        "insert": normal(WIDTH, inserts, 0.02),
        "insert_b": np.zeros(inserts, np.float32),
    }
    for layer in range(len(OFFSETS)):
        w[f"W{layer}"] = normal(3 * WIDTH, 2 * WIDTH, (3 * WIDTH) ** -0.5)
        w[f"b{layer}"] = np.zeros(2 * WIDTH, np.float32)
        w[f"gain{layer}"] = np.ones(WIDTH, np.float32)
        w[f"bias{layer}"] = np.zeros(WIDTH, np.float32)
    return w


def _norm(x: Array, gain: Array, bias: Array) -> tuple[Array, Array, Array]:
    centred = x - x.mean(axis=1, keepdims=True)
    inverse = 1 / np.sqrt((centred * centred).mean(axis=1, keepdims=True) + 1e-5)
    hat = centred * inverse
    return hat * gain + bias, hat, inverse


def _norm_back(du: Array, hat: Array, inverse: Array, gain: Array) -> tuple[Array, Array, Array]:
    dhat = du * gain
    dx = inverse * (dhat - dhat.mean(axis=1, keepdims=True) - hat * (dhat * hat).mean(axis=1, keepdims=True))
    return dx, (du * hat).sum(axis=0), du.sum(axis=0)


def _unwindow(dc: Array, offset: int) -> Array:
    d = dc.shape[1] // 3
    du = dc[:, d : 2 * d].copy()
    du[:-offset] += dc[offset:, :d]
    du[offset:] += dc[:-offset, 2 * d :]
    return du


def _soft(u: Array, w: Array, b: Array, gold: Array, weight: Array) -> tuple[float, Array, Array, Array]:
    z = u @ w
    z += b
    z -= z.max(axis=1, keepdims=True)
    np.exp(z, out=z)
    z /= z.sum(axis=1, keepdims=True)
    here = np.arange(len(gold))
    loss = float(-(np.log(z[here, gold] + 1e-9) * weight).sum())
    z[here, gold] -= 1
    z *= (weight / weight.sum())[:, None]
    return loss, z @ w.T, u.T @ z, z.sum(axis=0)


def step(
    w: dict[str, Array], numbers: Array, edits: Array, inserts: Array, weight: Array, rng: Any, drop: float = 0.1
) -> tuple[float, dict[str, Array]]:
    """(loss, gradients) of one batch; those of the tables are by row of the batch."""
    x = np.concatenate([w[name][numbers[:, n]] for n, name in enumerate(TABLES)], axis=1)
    kept = []
    for layer, offset in enumerate(OFFSETS):
        u, hat, inverse = _norm(x, w[f"gain{layer}"], w[f"bias{layer}"])
        c = window(u, offset)
        z = c @ w[f"W{layer}"]
        z += w[f"b{layer}"]
        left = z[:, :WIDTH] >= z[:, WIDTH:]
        mask = (rng.random((len(x), WIDTH), dtype=np.float32) >= drop).astype(np.float32) / (1 - drop)
        x = x + np.where(left, z[:, :WIDTH], z[:, WIDTH:]) * mask
        kept.append((hat, inverse, c, left, mask))
    u, hat, inverse = _norm(x, w["gain"], w["bias"])
    grad: dict[str, Array] = {}
    loss_e, du, grad["edit"], grad["edit_b"] = _soft(u, w["edit"], w["edit_b"], edits, weight)
    loss_i, du_i, grad["insert"], grad["insert_b"] = _soft(u, w["insert"], w["insert_b"], inserts, weight)
    dx, grad["gain"], grad["bias"] = _norm_back(du + du_i, hat, inverse, w["gain"])
    for layer in range(len(OFFSETS) - 1, -1, -1):
        hat, inverse, c, left, mask = kept[layer]
        dy = dx * mask
        dz = np.concatenate([dy * left, dy * ~left], axis=1)
        grad[f"W{layer}"] = c.T @ dz
        grad[f"b{layer}"] = dz.sum(axis=0)
        du = _unwindow(dz @ w[f"W{layer}"].T, OFFSETS[layer])
        back, grad[f"gain{layer}"], grad[f"bias{layer}"] = _norm_back(du, hat, inverse, w[f"gain{layer}"])
        dx = dx + back
    grad["word"], grad["suffix"], grad["form"] = np.split(dx, [WORD, WORD + SUFFIX], axis=1)
    return loss_e + loss_i, grad


class Adam:
    """Kingma & Ba 2015. Rows of the tables that a batch does not touch stay as they are."""

    def __init__(self, w: dict[str, Array]) -> None:
        self.first = {name: np.zeros_like(a) for name, a in w.items()}
        self.second = {name: np.zeros_like(a) for name, a in w.items()}
        self.steps = 0

    def apply(self, w: dict[str, Array], grad: dict[str, Array], numbers: Array, rate: float) -> None:
        self.steps += 1
        rate *= (1 - 0.999**self.steps) ** 0.5 / (1 - 0.9**self.steps)
        total = sum(float((g * g).sum()) for g in grad.values()) ** 0.5
        shrink = min(1.0, 2.0 / (total + 1e-9))
        for name, g in grad.items():
            at: Any = slice(None)
            if name in TABLES:
                ids = numbers[:, TABLES.index(name)]
                order = np.argsort(ids, kind="stable")
                at, begin = np.unique(ids[order], return_index=True)
                g = np.add.reduceat(g[order], begin, axis=0)
            g = g * shrink
            m = self.first[name][at] * 0.9 + g * 0.1
            v = self.second[name][at] * 0.999 + g * g * 0.001
            self.first[name][at], self.second[name][at] = m, v
            w[name][at] -= rate * m / (np.sqrt(v) + 1e-8)
