"""The decisions of one review: made, taken back, counted, and put into the journal at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from ungarble.decisions import ACCEPT, EDIT, OPEN, REJECT, SKIP, Decision, Key, Line, now
from ungarble.matching import UnfitError, decision
from ungarble.model import Fix
from ungarble.review.items import File, Item, alike, items_of, ordered

Change = tuple[Item, Decision | None, Decision | None]
"""An item, and the decision about it before and after."""


@dataclass(slots=True)
class Tally:
    """How many items there are, by answer."""

    total: int
    accepted: int
    rejected: int
    edited: int
    skipped: int

    @property
    def open(self) -> int:
        """Those not decided yet."""
        return self.total - self.accepted - self.rejected - self.edited - self.skipped


@dataclass(slots=True)
class Session:
    """Items and the decisions about them. `write` puts lines into the journal before a decision counts."""

    files: list[File]
    decisions: dict[Key, Decision]
    write: Callable[[Iterable[Line]], None]
    order: str = "document"
    keep: Callable[[Item], bool] = lambda item: True
    items: list[Item] = field(default_factory=list)
    groups: dict[tuple[str, str], list[Item]] = field(default_factory=dict)
    _history: list[list[Change]] = field(default_factory=list)
    _undone: list[list[Change]] = field(default_factory=list)
    _batch: int = 0

    def __post_init__(self) -> None:
        self._batch = max((d.batch for d in self.decisions.values()), default=0)
        self.sort([i for f in self.files for i in items_of(f, self.decisions)])
        self._recall()
        for item in self.items:
            if item.decision is not None and item.decision.answer == SKIP:
                item.decision = None  # skipped the last time: asked this time

    def sort(self, items: Iterable[Item]) -> None:
        """Take `items` instead of those there are, in the order asked for."""
        self.items = ordered([i for i in items if self.keep(i)], self.order)
        self.groups = alike(self.items)

    def _recall(self) -> None:
        """The answers of earlier sessions can be undone as well, the latest first, bulk ones in one go."""
        batches: dict[int, list[Change]] = {}
        for item in self.items:
            if item.decision is not None and item.decision.batch and item.decision.answer != SKIP:
                batches.setdefault(item.decision.batch, []).append((item, None, item.decision))
        self._history = [batches[b] for b in sorted(batches)]

    def accept_safe(self) -> int:
        """Accept what `fix` would apply unasked and nobody has decided on; how many that were. Not in the history."""
        made: list[Change] = []
        for item in self.items:
            if item.safe and item.open:
                try:
                    made.append((item, None, self._made(item, ACCEPT, item.finding.fixes[0], 0)))
                except UnfitError:
                    continue
        self._set(made)
        return len(made)

    def decide(self, items: Sequence[Item], answer: str, fix: int | str = 0) -> int:
        """Answer for each of `items`; how many were changed. `fix`: the number of a fix, or a person's own words.

        Of several, those without such a fix, or that cannot take it, are left as they are.
        Raises UnfitError where a single item cannot take its fix.
        """
        batch = self._batch + 1
        made: list[Change] = []
        for item in items:
            try:
                fresh = self._made(item, answer, self._fix(item, answer, fix), batch)
            except UnfitError:
                if len(items) == 1:
                    raise
                continue
            made.append((item, item.decision, fresh))
        if made:
            self._batch = batch
            self._set(made)
            self._history.append(made)
            self._undone.clear()
        return len(made)

    def clear(self, items: Sequence[Item]) -> int:
        """Take the answers about `items` back, as one answer; how many there were."""
        made: list[Change] = [(i, i.decision, None) for i in items if i.decision is not None]
        if made:
            self._batch += 1
            self._set(made)
            self._history.append(made)
            self._undone.clear()
        return len(made)

    def _fix(self, item: Item, answer: str, fix: int | str) -> Fix | None:
        if answer not in (ACCEPT, EDIT):
            return None
        if isinstance(fix, str):
            return item.typed(fix)
        if fix >= len(item.finding.fixes):
            raise UnfitError(
                "no fix to accept; e types one" if not item.finding.fixes else f"there is no fix {fix + 1}"
            )
        return item.finding.fixes[fix]

    def _made(self, item: Item, answer: str, fix: Fix | None, batch: int) -> Decision:
        return decision(item.file.document, item.file.name, item.finding, item.key, answer, fix, batch)

    def _set(self, made: Sequence[Change]) -> None:
        lines: list[Line] = []
        for _, before, after in made:
            if after is not None:
                lines.append(after)
            elif before is not None:
                lines.append(replace(before, answer=OPEN, edits=(), time=now()))
        self.write(lines)
        for item, _, after in made:
            item.decision = after
            if after is None:
                self.decisions.pop(item.key, None)
            else:
                self.decisions[item.key] = after

    def undo(self) -> list[Item]:
        """Take the last answer back, a bulk one whole; the items it was about."""
        return self._step(self._history, self._undone)

    def redo(self) -> list[Item]:
        """Give the answer again that was taken back last."""
        return self._step(self._undone, self._history)

    def _step(self, source: list[list[Change]], target: list[list[Change]]) -> list[Item]:
        while source:
            made = [(item, after, before) for item, before, after in source.pop()]
            there = {id(i) for i in self.items}
            made = [change for change in made if id(change[0]) in there]  # the rest is written or gone
            if made:
                self._set(made)
                target.append(made)
                return [item for item, _, _ in made]
        return []

    def tally(self, items: Iterable[Item] | None = None) -> Tally:
        """Counts by answer, of all items or of some."""
        chosen = self.items if items is None else list(items)
        n = Counter(i.decision.answer if i.decision else OPEN for i in chosen)
        return Tally(len(chosen), n[ACCEPT], n[REJECT], n[EDIT], n[SKIP])

    def drop(self, items: Iterable[Item]) -> None:
        """Take out items whose changes are written; their decisions are fulfilled."""
        gone = {id(i) for i in items}
        for item in (i for i in self.items if id(i) in gone):
            self.decisions.pop(item.key, None)
        self.items = [i for i in self.items if id(i) not in gone]

    def replaced(self, file: File, fresh: File, written: Iterable[Key] = (), carried: Iterable[Decision] = ()) -> None:
        """`file` was read again as `fresh`: decisions are found again, those `written` are done.

        `carried` are decisions with the words that stand beside them now.
        """
        for key in written:
            self.decisions.pop(key, None)
        lines = [d for d in carried if d.key in self.decisions]
        self.write(lines)
        self.decisions |= {d.key: d for d in lines}
        own = items_of(fresh, self.decisions)
        at = next((n for n, i in enumerate(self.items) if i.file is file), len(self.items))
        others = [i for i in self.items if i.file is not file]
        self.files[self.files.index(file)] = fresh
        self.sort([*others[:at], *own, *others[at:]])
