"""Names with a part, or all of them, translated: "Kim Jong-a", "Mr. The Guen", "Camille Little", "Churches"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ungarble.detectors.names.cues import MIDDLE, TITLED, UNSURE, WHOLE, bare, cue, of_office, singular_verb
from ungarble.detectors.names.forms import Form, forms
from ungarble.detectors.names.index import Index, Name, Place, titled
from ungarble.detectors.names.tables import Table, folded, real_names, word_list
from ungarble.detectors.wording import rewording
from ungarble.english.mentions import UPPER, begins_sentence
from ungarble.english.ngrams import ngrams
from ungarble.english.sentences import sentence_at
from ungarble.model import Finding, Segment, Span

_LATE = 0.9
"""Where the right name comes only after the garble."""


@dataclass(frozen=True, slots=True)
class Foretold:
    """The garbled forms of one document by one rule, to be looked up by the words of a text."""

    table: Table
    by_anchor: dict[str, list[Form]]


def foretold(index: Index, table: Table) -> Foretold:
    """All forms, under their longest anchor."""
    by_anchor: dict[str, list[Form]] = defaultdict(list)
    for form in forms(index, table):
        by_anchor[max(form.anchors, key=len)].append(form)
    return Foretold(table, dict(by_anchor))


def find(
    what: Foretold, segment: Segment, words: frozenset[str], index: Index, mine: frozenset[str]
) -> Iterator[Finding]:
    """The garbled names of one segment. `words`: its words; `mine`: the user's names, folded."""
    hits: dict[tuple[int, int], list[tuple[float, Form, Span, str]]] = defaultdict(list)
    for anchor in words & what.by_anchor.keys():
        for form in what.by_anchor[anchor]:
            if all(a in words for a in form.anchors):
                for match in _pattern(form).finditer(segment.text):
                    hit = _weighed(form, Span(*match.span()), segment, index, mine)
                    if hit:
                        hits[hit[1].start, hit[1].end].append((hit[0], form, *hit[1:]))
    taken: list[Span] = []
    for group in sorted(hits.values(), key=lambda g: (-len(g[0][2]), g[0][2])):
        if not any(group[0][2].overlaps(t) for t in taken):
            taken.append(group[0][2])
            yield _finding(what.table, group, segment, index)


def _finding(table: Table, group: list[tuple[float, Form, Span, str]], segment: Segment, index: Index) -> Finding:
    group.sort(key=lambda hit: -hit[0])
    sure, form, span, _ = group[0]
    wordings = list(dict.fromkeys(right for *_, right in group))
    if len(wordings) > 1:
        sure = min(sure, UNSURE)
    here = index.starts.get(segment.id, 0) + span.start
    near = index.near(form.name, here)
    count = "once" if len(near) == 1 else f"{len(near)} times"
    evidence = {
        "right form": f"“{form.name.text}” stands {count} in this text, first in paragraph {near[0].segment + 1}",
        "translated": f"“{form.source}” → “{form.english}”",
    }
    message = table.rule.message.format(
        found=span.of(segment.text), better=wordings[0], part=form.source, english=form.english
    )
    return rewording(table.rule, segment, span, wordings, message, sure * table.rule.confidence, evidence)


@lru_cache(maxsize=4096)
def _pattern(form: Form) -> re.Pattern[str]:
    parts = []
    loose = form.kept and any(s.part for s in form.swaps)
    changed = {w for s in form.swaps for w in s.english.lower().split()}
    part_words = {w for s in form.swaps if s.part for w in s.english.lower().split()}
    for n, word in enumerate(form.garbled):
        low = word.lower()
        if low in part_words or (low in changed and loose):
            parts.append(f"(?i:{re.escape(word)})")
        elif word[0].islower() and n == 0:
            parts.append(f"(?i:{re.escape(word[0])}){re.escape(word[1:])}")
        else:
            parts.append(re.escape(word))
        if n < len(form.seps):
            parts.append(
                "[-‐ \xa0]" if "-" in form.seps[n] else "[ \xa0]" if form.seps[n] == " " else re.escape(form.seps[n])
            )
    return re.compile(rf"(?<![\w@/#&’'-]){''.join(parts)}(?![\w-]*\w)(?!\.\w)")


def _weighed(
    form: Form, span: Span, segment: Segment, index: Index, mine: frozenset[str]
) -> tuple[float, Span, str] | None:
    """How sure it is that `span` is the garble of `form`, the span to replace and by what; None where it is not."""
    text = segment.text
    here = index.starts.get(segment.id, 0) + span.start
    near = index.near(form.name, here)
    found = span.of(text)
    if not near or folded(found) == folded(form.right) or folded(found) in mine or folded(found) in real_names():
        return None
    if re.match(rf"[ \xa0][{UPPER}]\w", text[span.end : span.end + 3]):
        return None
    sentence = sentence_at(text, span)
    if (form.right in sentence.of(text) and not in_full_before(form.name, sentence, span, text)) or is_gloss(
        text, span
    ):
        return None
    earlier = any(p.at < here for p in near)
    if form.whole and form.kept and not (form.swaps[0].start == 0 and form.swaps[0].part):
        if not form.swaps[0].start:
            span = with_subject(span, text)
        sure = WHOLE if earlier else _LATE
        if _times(index, form) > len(near):
            sure = UNSURE
        return sure, span, _cased(form, text, span)
    alone = _alone(form, span, text, index, near)
    if alone is None:
        return None
    sure, span, right = alone
    return sure * (1 if earlier else _LATE), span, right


def with_subject(span: Span, text: str) -> Span:
    """The span with the pronoun before it: it belongs to a verb that was read into a name."""
    pronoun = re.search(r"(?<![\w’'])(?:[Ii]t|[Tt]hey|[Yy]ou|[Hh]e|[Ss]he|I|[Ww]e)[ \xa0]\Z", text[: span.start])
    return Span(pronoun.start(), span.end) if pronoun and span.of(text)[0].isupper() else span


def _times(index: Index, form: Form) -> int:
    name = index.names.get(form.garbled)
    return len(name.places) if name else 0


def _cased(form: Form, text: str, span: Span) -> str:
    """The right form; its small first word keeps a capital at the start of a sentence."""
    right = form.right
    capital = begins_sentence(text, span.start) or span.of(text)[0].isupper()
    if right[0].islower() and capital and not titled(text, span.start):
        return right[0].upper() + right[1:]
    return right


def is_gloss(text: str, span: Span) -> bool:
    """In brackets or quotation marks right after something: an explanation of the name, not its garble."""
    before, after = text[max(0, span.start - 2) : span.start], text[span.end : span.end + 2]
    return bool(re.search(r"[(“\"‘=]\Z", before) and re.match(r"[)”\"’]", after))


def _alone(form: Form, span: Span, text: str, index: Index, near: Sequence[Place]) -> tuple[float, Span, str] | None:
    """The surname alone. It must be known from a fuller mention, and something must show that a name stands here."""
    if not form.kept and (_someone_else(form, index) or _other_name(form.garbled[-1])):
        return None
    right = _cased(form, text, span)
    family = re.search(r"(?<!\w)(?:[Ff]amily)[ \xa0]\Z", text[: span.start])
    if family and not form.kept:
        return TITLED, Span(family.start(), span.end), f"{form.right} family"
    known = len(form.name.words) > 1 or any(p.title for p in near) or len(near) > 1
    subject = with_subject(span, text)
    if subject != span and not form.kept:
        return MIDDLE, subject, form.right
    sure = cue(form, span, text, near) if known else None
    if sure is None and known and not (form.kept and form.swaps[0].part):
        sure = bare(form, span, text, index)
    if sure is None:
        return None
    the = re.search(r"(?<!\w)(The|the)[ \xa0]\Z", text[: span.start])
    if the and not form.kept and not of_office(text, span):
        # “The Blacksmiths also announces”: the article belongs to the garble of a plural surname.
        if not (form.plural and (singular_verb(text, span.end))):
            return None
        span = Span(the.start(), span.end)
    elif the and not form.swaps[0].part and not of_office(text, span):
        return None
    return sure, span, right


def in_full_before(name: Name, sentence: Span, span: Span, text: str) -> bool:
    """Whether the sentence has the full name, once, before it goes on with `span`: “under Ada Sol, but Sun’s plans”."""
    before, after = text[sentence.start : span.start], text[span.end : sentence.end]
    return (
        len(name.words) > 1
        and before.count(name.text) == before.count(name.words[-1]) == 1
        and name.words[-1] not in after
    )


def _other_name(word: str) -> bool:
    """Whether English has it as a name of its own, no surname ("Guyana", which is also what becomes of Guayana)."""
    counts = ngrams()
    return (
        counts.count(word) > 20
        and counts.capital_share(word) >= 0.75
        and folded(word) not in word_list("english-surnames")
    )


def _someone_else(form: Form, index: Index) -> bool:
    """Whether the garbled word is someone's real name here: it stands with another first name, or is well known."""
    last = form.garbled[-1]
    own = {folded(w) for w in form.name.words}
    for name in index.with_word.get(folded(last), ()):
        if last in name.words and len(name.words) > len(form.garbled):
            others = {folded(w) for w in name.words} - {folded(w) for w in form.garbled}
            if others - own:
                return True
    return False
