"""Numbers as the source language writes them: decimal commas, points and blanks between thousands, clock times,
centuries, ordinals. Nothing is proposed that the text does not prove.

match:
  finds: decimal-comma      97,8 % -> 97.8 %        a comma before one, two or more than three digits
  finds: thousands-point    12.400 votes -> 12,400  before a thing that is counted in ones, or groups repeated
  finds: thousands-blank    600 000 euros -> 600,000
  finds: multiples          12.6 ten thousand -> 126,000
  finds: centuries          century XVI -> 16th century
  finds: ordinals           45º, 2ème, 6to -> 45th, 2nd, 6th
  finds: day-of-month       on the 3 days -> on the 3rd
  finds: clock              at 19 hours -> at 19:00
  units: [votes, ...]       what may follow (thousands-point, thousands-blank)

Three digits behind a mark are read either way (1.450 m may be a metre and a half): they count as thousands where
what follows comes in ones, or where the document has another number that only the source language writes so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ungarble.detectors import Detect
from ungarble.detectors.numbers_marks import Habits, decimal_comma, habits_of, thousands_blank, thousands_point
from ungarble.detectors.numbers_words import centuries, clock, day_of_month, multiples, ordinals
from ungarble.detectors.phrase_reader import PatternError
from ungarble.detectors.wording import ALTERNATIVE
from ungarble.english.foreign import reads_english
from ungarble.english.sentences import sentence_at
from ungarble.model import Document, Edit, Finding, Fix, Rule, Segment, Span

Reading = tuple[Span, tuple[str, ...], float]
"""A stretch, what English writes there (best first), and how sure, as a factor of the rule's confidence."""

Reader = Callable[[str, Habits, frozenset[str]], Iterator[Reading]]

READERS: Mapping[str, tuple[Reader, re.Pattern[str]]] = MappingProxyType(
    {
        "decimal-comma": (decimal_comma, re.compile(r"\d,\d")),
        "thousands-point": (thousands_point, re.compile(r"\d\.\d{3}")),
        "thousands-blank": (thousands_blank, re.compile(r"\d[   ]\d{3}(?!\d)")),
        "multiples": (multiples, re.compile(r"\d (?:(?:ten[ -])?thousand|(?:(?:ten|hundred)[ -])?million)")),
        "centuries": (centuries, re.compile(r"[Cc]entur")),
        "ordinals": (
            ordinals,
            re.compile(r"\d\.?(?:[ºª°]|er\b|[eè]re\b|[èe]me\b|nde?\b|to\b|do\b|ro\b|vo\b|no\b|mo\b)"),
        ),
        "day-of-month": (day_of_month, re.compile(r"on the \d\d? days?\b")),
        "clock": (clock, re.compile(r"\d hours?\b|\d ?h ?\d|\dh\b")),
    }
)
"""What a rule may find -> its reader, and what stands wherever the reader finds something."""

_ONLY_DIGITS = re.compile(r"[“\"«„‘'`][^\w“”\"«»]*\d[\d\s.,]*[^\w“”\"«»]*[”\"»“’'`]")
_KEYS = frozenset({"finds", "units"})


@dataclass(frozen=True, slots=True)
class _Finder:
    rule: Rule
    read: Reader
    screen: re.Pattern[str]
    units: frozenset[str]


def detect(rules: Sequence[Rule]) -> Detect:
    """Findings of all numbers rules."""
    finders = [_finder(rule) for rule in rules]
    last: list[tuple[Document, Habits]] = []

    def find(segment: Segment, document: Document) -> Iterator[Finding]:
        text = segment.text
        for finder in finders:
            if not finder.screen.search(text):
                continue
            if not last or last[0][0] is not document:
                last[:] = [(document, habits_of(s.text for s in document.segments))]
            for span, wordings, factor in finder.read(text, last[0][1], finder.units):
                if not _left_alone(segment, span):
                    yield _finding(finder.rule, segment, span, wordings, finder.rule.confidence * factor)

    return find


def _finding(rule: Rule, segment: Segment, span: Span, wordings: tuple[str, ...], sure: float) -> Finding:
    """Over the whole number: a reader sees “3,8”, not a comma."""
    fixes = tuple(Fix((Edit(span, new),), sure * (ALTERNATIVE if n else 1.0)) for n, new in enumerate(wordings))
    message = rule.message.format(found=span.of(segment.text), better=wordings[0])
    return Finding(rule, segment, span, message, sure, fixes)


def _finder(rule: Rule) -> _Finder:
    unknown = set(rule.match) - _KEYS
    if unknown:
        raise PatternError(f"{rule.id}: unknown key under `match`: {', '.join(sorted(unknown))}")
    name = rule.match.get("finds", "")
    if name not in READERS:
        raise PatternError(f"{rule.id}: `finds` is one of {', '.join(READERS)}")
    units = rule.match.get("units", [])
    return _Finder(rule, *READERS[name], frozenset(units))


def _left_alone(segment: Segment, span: Span) -> bool:
    """Protected, quoted as a figure ("1 234,50"), or in a sentence of another language."""
    if any(p.overlaps(span) for p in segment.protected):
        return True
    for quoted in _ONLY_DIGITS.finditer(segment.text, max(0, span.start - 12), span.end + 12):
        if quoted.start() < span.start and span.end < quoted.end():
            return True
    return not reads_english(sentence_at(segment.text, span).of(segment.text))
