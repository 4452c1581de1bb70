"""Names spelled otherwise than elsewhere in the text: "Tchebotariov" for "Chebotaryov", "Zele nsky", "kim Jong-un"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from ungarble.detectors.names.index import Index, Name, is_small
from ungarble.detectors.names.sounds import sounds
from ungarble.detectors.names.tables import Table, folded, real_names, word_list
from ungarble.detectors.names.translated import in_full_before, is_gloss
from ungarble.detectors.wording import rewording
from ungarble.english.ngrams import ngrams
from ungarble.english.sentences import sentence_at
from ungarble.model import Finding, Segment, Span

_SHORTEST = 4
"""Letters a name needs to be compared by sound; Kim, Kin and Chim are three people."""

_LONG = 8
"""Letters from which on two spellings of one sound in one sentence are one name all the same."""

_RARE = 4
"""A word that 27 million words of English have more often is a name in its own right, not a slip."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A spelling that looks garbled, and the name it should be. `words`: how it is spelled in the text."""

    words: tuple[str, ...]
    name: Name
    right: str
    share: float
    how: str


@dataclass(frozen=True, slots=True)
class Spellings:
    """The suspicious spellings of one document, under one word of each."""

    table: Table
    variants: dict[str, list[Variant]] = field(default_factory=dict)


def spellings(index: Index, table: Table) -> Spellings:
    """The spellings to look for, by one rule."""
    found: dict[str, list[Variant]] = defaultdict(list)
    makers = {"drift": _drifts, "split": _splits, "lower-case": _lower_cased}
    for variant in makers[table.by](index):
        found[max(variant.words, key=len)].append(variant)
    return Spellings(table, dict(found))


def find(
    what: Spellings, segment: Segment, words: frozenset[str], index: Index, mine: frozenset[str]
) -> Iterator[Finding]:
    """The misspelled names of one segment."""
    taken: list[Span] = []
    between = r"[ \xa0]" if what.table.by == "split" else r"[ \xa0-]"
    for anchor in sorted(words & what.variants.keys()):
        for variant in what.variants[anchor]:
            for match in _pattern(variant.words, between).finditer(segment.text):
                span = Span(*match.span())
                finding = _finding(what.table, variant, span, segment, index, mine)
                if finding and not any(span.overlaps(t) for t in taken):
                    taken.append(span)
                    yield finding


@lru_cache(maxsize=4096)
def _pattern(words: tuple[str, ...], between: str) -> re.Pattern[str]:
    inside = between.join(map(re.escape, words))
    return re.compile(rf"(?<![\w@#/.:_’'-]){inside}(?![\w@/_-])(?!\.\w)")


def _finding(
    table: Table, variant: Variant, span: Span, segment: Segment, index: Index, mine: frozenset[str]
) -> Finding | None:
    found = span.of(segment.text)
    near = index.near(variant.name, index.starts.get(segment.id, 0) + span.start)
    if not near or found == variant.right or folded(found) in mine:
        return None
    if table.by != "lower-case" and folded(found) in real_names():
        return None
    if table.by == "drift" and is_gloss(segment.text, span):
        return None
    sentence = sentence_at(segment.text, span)
    beside = table.by == "drift" and len(found) < _LONG and variant.right in sentence.of(segment.text)
    if beside and not in_full_before(variant.name, sentence, span, segment.text):
        return None
    count = "once" if len(near) == 1 else f"{len(near)} times"
    evidence = {
        "right form": f"“{variant.name.text}” stands {count} in this text, first in paragraph {near[0].segment + 1}",
        "difference": variant.how,
    }
    return rewording(
        table.rule, segment, span, [variant.right], confidence=variant.share * table.rule.confidence, evidence=evidence
    )


def _drifts(index: Index) -> Iterator[Variant]:
    """Surnames with two spellings of one sound, of which one belongs to a fuller or more frequent mention."""
    by_sound: dict[str, set[str]] = defaultdict(set)
    for key, names in index.with_word.items():
        if (
            len(key) >= _SHORTEST
            and key.isalpha()
            and any(w[0].isupper() for n in names for w in n.words if folded(w) == key)
        ):
            for sound in sounds(key):
                by_sound[sound].add(key)
    pairs = {
        tuple(sorted((a, b)))
        for group in by_sound.values()
        if 1 < len(group) < 5
        for a in group
        for b in group
        if a < b
    }
    for a, b in sorted(pairs):
        yield from _drift(index, a, b)
        yield from _drift(index, b, a)


def _drift(index: Index, wrong: str, right: str) -> Iterator[Variant]:
    """`wrong` as a slip for `right`, if it is one."""
    if ngrams().count(wrong) >= _RARE or wrong in real_names():
        return
    ours = [n for n in index.with_word[right] if len(n.words) > 1 and folded(n.words[-1]) == right]
    lone = [n for n in index.with_word[wrong] if len(n.words) == 1]
    longer = [n for n in index.with_word[wrong] if len(n.words) > 1]
    rights = sum(len(n.places) for n in index.with_word[right])
    wrongs = sum(len(n.places) for n in index.with_word[wrong])
    if not ours or wrongs > rights:
        return
    # The spelling of the first full mention holds; where both have one, so does the more frequent spelling.
    first = min(ours, key=lambda n: n.places[0].at)
    same = {tuple(folded(w) for w in n.words if folded(w) != right) for n in ours}
    for name in longer:
        rest = tuple(folded(w) for w in name.words if folded(w) != wrong)
        if rest not in same:
            return  # someone of nearly the same name: “Sergei Ivanov” beside “Sergey Petrov”
    if longer and (wrongs >= rights or ngrams().known(right) < ngrams().known(wrong)):
        return
    how = f"“{right}” and “{wrong}” are two spellings of one sound"
    if ngrams().count(right) >= _RARE * 50 and not longer and ngrams().capital_share(right) < 0.75:
        return
    words = {w for n in index.with_word[wrong] for w in n.words if folded(w) == wrong}
    shown = next(w for w in first.words if folded(w) == right)
    share = 1.0 if not ngrams().known(wrong) else 0.9
    for word in sorted(words):
        if lone or longer:
            yield Variant((word,), first, shown, share, how)


def _splits(index: Index) -> Iterator[Variant]:
    """Names broken in two ("Zele nsky") or run together ("Lepen" for "Le Pen")."""
    rights: dict[str, Name] = {}
    for names in index.with_word.values():
        for name in names:
            for word in name.words:
                if len(word) >= 5 and word[0].isupper() and (word[1:].islower() or (word.isupper() and len(word) > 5)):
                    old = rights.get(word)
                    if old is None or len(old.words) < len(name.words):
                        rights[word] = name
    for key, name in index.names.items():
        for at, part in enumerate(key[:-1]):
            joined = part + key[at + 1].lower()
            if part[0].isupper() and is_small(part) and name.seps[at] == " " and len(joined) > 4:
                for other in index.with_word.get(folded(joined), ()):
                    for word in other.words:
                        if folded(word) == folded(joined) and not ngrams().known(joined):
                            how = f"“{part}” and “{key[at + 1]}” are run together"
                            yield Variant((word,), name, f"{part} {key[at + 1]}", 0.96, how)
    for word, name in rights.items():
        if ngrams().capital_share(word) < 0.75 and ngrams().known(word):
            continue
        for cut in range(2, len(word) - 1):
            left, rest = word[:cut], word[cut:]
            for tail in (rest, rest.capitalize()):
                if (tail in index.small or tail in index.capitals) and (left in index.capitals):
                    torn = _nonword(left) or _nonword(rest) or (rest == tail and not ngrams().count(left, rest))
                    if torn and not (is_small(left) and tail[0].isupper()) and not ngrams().count(left, tail):
                        how = f"“{word}” is broken in two"
                        yield Variant((left, tail), name, word, 1.0, how)


def _nonword(part: str) -> bool:
    """No word that English has by itself."""
    return ngrams().count(part) < 30 and not is_small(part)


def _lower_cased(index: Index) -> Iterator[Variant]:
    """Names of several words of which one lost its capital ("kim Jong-un", "Real sociedad")."""
    titles, generic = word_list("titles"), word_list("generic-words")
    for name in index.names.values():
        if len(name.words) < 2:
            yield from _small_after_title(name, index)
            continue
        sure_first = len(name.places) > 1 or not name.places[0].initial
        for at, word in enumerate(name.words):
            low = word[0].lower() + word[1:]
            if not (word[0].isupper() and len(word) > 2 and word[1:].islower()) or low not in index.small:
                continue
            if not at and not sure_first and ngrams().known(word) and ngrams().capital_share(word) < 0.95:
                continue
            if (
                low in titles
                or (low in generic and word != "Saint")
                or is_small(low)
                or "-" in name.seps[max(0, at - 1) : at + 1]
            ):
                continue
            others = [w for n, w in enumerate(name.words) if n != at and any(c.isupper() for c in w)]
            share = ngrams().capital_share(word)
            known = ngrams().known(word)
            if not others or (known and share < 0.75 and not (at == 0 and all(not ngrams().known(w) for w in others))):
                continue
            words = tuple(low if n == at else w for n, w in enumerate(name.words))
            yield Variant(words, name, name.text, 1.0, f"“{word}” lost its capital")


def _hyphened(name: Name, at: int) -> bool:
    """Whether the word hangs on a hyphen ("Jong-un", "post-Soviet"), unless it is the first half of a given name."""
    before, after = name.seps[at - 1 : at] if at else (), name.seps[at : at + 1]
    return "-" in before or ("-" in after and not (at and name.words[at + 1][0].islower()))


def _small_after_title(name: Name, index: Index) -> Iterator[Variant]:
    """A surname that lost its capital behind a title ("President trump")."""
    (word,) = name.words
    low = word[0].lower() + word[1:]
    if low not in index.small or len(word) < 4 or (ngrams().known(word) and ngrams().capital_share(word) < 0.75):
        return
    for title in sorted({p.title for p in name.places if p.title[:1].isupper()}):
        yield Variant((title, low), name, f"{title} {word}", 1.0, f"“{word}” lost its capital")
