"""Words, phrases and sentences that stand twice where once was meant: decoder loops and doubled words.

match:
  sees: word         a word directly after itself ("the the")
        phrase       two to twelve words directly after themselves ("in the end in the end")
        loop         the same one to eight words three times and more
        sentence     a sentence directly after itself
        paragraph    a paragraph directly after itself

Repetition is also a figure of speech, so emphasis ("very, very"), names ("Duran Duran"), what grammar doubles ("had
had", "that that") and refrains are left alone.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from ungarble.detectors import Detect
from ungarble.detectors.phrase_reader import PatternError
from ungarble.detectors.repetition_words import doubled_word, is_figure, joins, phrase_is_slip
from ungarble.english.sentences import sentences
from ungarble.model import Document, Edit, Finding, Fix, Rule, Segment, Span

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_LONGEST: Final = 12
_LONGEST_LOOP: Final = 8
_SENTENCE_WORDS: Final = 6
_CLAUSE_WORDS: Final = 5
UNSURE: Final = 0.85
"""Share of a rule's confidence where the repetition may be meant."""

_PARAGRAPH_WORDS: Final = 10
_SPLIT = re.compile(r"(?<=[.!?])[\"”’)]*\s+")


def detect(rules: Sequence[Rule]) -> Detect:
    """Findings of all repetition rules. Raises PatternError for a rule that names no known sight."""
    known: dict[str, Callable[[Rule, Segment, Document], Iterator[Finding]]] = {
        "sentence": _sentences,
        "paragraph": _paragraphs,
    }
    runs: dict[str, Rule] = {}
    others: list[tuple[Callable[[Rule, Segment, Document], Iterator[Finding]], Rule]] = []
    for rule in rules:
        sight = rule.match.get("sees", "")
        if sight in known:
            others.append((known[sight], rule))
        elif sight in ("word", "phrase", "loop"):
            runs[sight] = rule
        else:
            raise PatternError(f"{rule.id}: `sees` is one of word, phrase, loop, sentence, paragraph")

    def find(segment: Segment, document: Document) -> Iterator[Finding]:
        if runs:
            yield from _runs(runs, segment)
        for look, rule in others:
            yield from look(rule, segment, document)

    return find


def _runs(rules: dict[str, Rule], segment: Segment) -> Iterator[Finding]:
    """Words that stand directly after themselves, the longest stretch first."""
    words = _TOKEN.findall(segment.text.lower())
    hits = list(_repeated(words))
    if not hits:
        return
    places = [Span(*m.span()) for m in _TOKEN.finditer(segment.text)]
    if len(places) != len(words):
        return
    taken: list[Span] = []
    for start, size, times in sorted(hits, key=lambda hit: (-hit[1] * hit[2], hit[1], hit[0])):
        span = Span(places[start].start, places[start + size * times - 1].end)
        if any(span.overlaps(other) for other in taken):
            continue
        taken.append(span)
        finding = _judged(rules, segment, places, words, (start, size, times))
        if finding:
            yield finding


def _repeated(words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """(first word, words in the stretch, how often it stands there) for each stretch that follows itself."""
    for size in range(1, min(_LONGEST, len(words) // 2) + 1):
        same = bytes(map(operator.eq, words, words[size:]))
        at = same.find(b"\x01" * size)
        while at >= 0:
            end = at
            while end < len(same) and same[end]:
                end += 1
            yield at, size, (end - at) // size + 1
            at = same.find(b"\x01" * size, end)


def _judged(
    rules: dict[str, Rule],
    segment: Segment,
    places: Sequence[Span],
    words: Sequence[str],
    hit: tuple[int, int, int],
) -> Finding | None:
    start, size, times = hit
    text = segment.text
    unit = words[start : start + size]
    whole = Span(places[start].start, places[start + size * times - 1].end)
    gaps = [text[places[n].end : places[n + 1].start] for n in range(start + size - 1, start + size * times - 1, size)]
    blank = all(not gap.strip() for gap in gaps)
    inside = whole.of(text)
    first = text[places[start].start : places[start + size - 1].end]
    if any(p.overlaps(whole) for p in segment.protected) or _in_lyrics(segment):
        return None
    if (
        times >= 3
        and (size >= 3 or (size == 2 and times >= 4 and blank) or (blank and times >= 5))
        and size <= _LONGEST_LOOP
    ):
        return _once(rules.get("loop"), segment, places, words, hit, _loop_sureness(unit, times, blank))
    if size == 1:
        sure = doubled_word(text, whole, unit[0], times, gaps[0]) if blank else 0.0
        return _once(rules.get("word"), segment, places, words, hit, sure)
    if size >= _CLAUSE_WORDS and times == 2 and gaps[0].strip() == "," and not re.search(r"[^\w\s'’-]", first):
        return _once(rules.get("phrase"), segment, places, words, hit, UNSURE)
    if not blank or times > 2 or is_figure(unit) or re.search(r"[^\w\s'’-]|_", inside):
        return None
    capital = text[places[start + size].start].isupper()
    return _once(
        rules.get("phrase"), segment, places, words, hit, UNSURE if capital or not phrase_is_slip(unit) else 1.0
    )


def _loop_sureness(unit: Sequence[str], times: int, blank: bool) -> float:
    if all(word.isdigit() for word in unit):
        return 0.0
    sure = (blank and len(unit) >= 2) or (times >= 5 and len(unit) >= 3)
    return 1.0 if sure else UNSURE


def _in_lyrics(segment: Segment) -> bool:
    """Whether the paragraph is verse, or a table: several short lines."""
    return "\n" in segment.text and max(map(len, segment.text.split("\n"))) < 45


def _once(
    rule: Rule | None,
    segment: Segment,
    places: Sequence[Span],
    words: Sequence[str],
    hit: tuple[int, int, int],
    sureness: float,
) -> Finding | None:
    """The finding whose fix keeps the first of the repeated stretches; where lines end between, the last."""
    if rule is None or not sureness:
        return None
    start, size, times = hit
    first_end, last_end = places[start + size - 1].end, places[start + size * times - 1].end
    span = Span(places[start].start, last_end)
    cut = Span(first_end, last_end)
    if times > 2 and joins(unit := words[start : start + size]) and words[start + size * times :][:1] == unit[:1]:
        # "roses and roses and roses": what is left over at the end is what was meant
        cut = Span(places[start].start, places[start + size * times].start)
    if "\n" in segment.text[first_end : places[start + size].start]:
        before = segment.text[: places[start].start].rstrip()
        cut = Span(len(before), places[start + size * (times - 1) - 1].end)
    confidence = rule.confidence * sureness
    message = rule.message.format(found=span.of(segment.text), better=segment.text[span.start : first_end])
    return Finding(rule, segment, span, message, confidence, (Fix((Edit(cut, ""),), confidence),))


def _sentences(rule: Rule, segment: Segment, document: Document) -> Iterator[Finding]:
    text = segment.text
    parts = _SPLIT.split(text)
    if len(parts) < 2 or (not any(map(operator.eq, parts, parts[1:])) and not _ends_repeat(parts)):
        return
    spans = sentences(text)
    for before, span in pairwise(spans):
        if _bare(before.of(text)) == _bare(span.of(text)) and len(span.of(text).split()) >= _SENTENCE_WORDS:
            message = rule.message.format(found=span.of(text), better="")
            confidence = rule.confidence * (UNSURE if _is_spoken(text, span) else 1.0)
            fix = Fix((Edit(Span(before.end, span.end), ""),), confidence)
            yield Finding(rule, segment, span, message, confidence, (fix,))


def _is_spoken(text: str, span: Span) -> bool:
    """Short sentences, and those that somebody says, may be repeated for emphasis."""
    sentence = span.of(text)
    spoken = re.search(r"[“”\"]|\b(?:I|you|we|they|me|us)\b|[!?]", sentence, re.IGNORECASE) is not None
    return spoken or text.count("“", 0, span.start) > text.count("”", 0, span.start) or len(sentence.split()) < 8


def _ends_repeat(parts: Sequence[str]) -> bool:
    return len(parts) > 1 and _bare(parts[-1]) == _bare(parts[-2])


def _bare(sentence: str) -> str:
    return sentence.strip(' \t\r\n.!?"“”’‘()')


def _paragraphs(rule: Rule, segment: Segment, document: Document) -> Iterator[Finding]:
    text = segment.text
    if len(text) < 60 or text[-1] not in '.!?”"' or not _follows_itself(segment, document):
        return
    if len(text.split()) < _PARAGRAPH_WORDS:
        return
    span = Span(0, len(text))
    message = rule.message.format(found=text, better="")
    yield Finding(rule, segment, span, message, rule.confidence, (Fix((Edit(span, ""),), rule.confidence),))


def _follows_itself(segment: Segment, document: Document) -> bool:
    """Whether the same text stands right before the paragraph, blanks and line ends aside."""
    at = segment.origin[0].at
    before = document.text[max(0, at - len(segment.text) - 16) : at].rstrip()
    return before.endswith(segment.text)
