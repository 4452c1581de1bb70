"""What a scraper took along with the article: menu words, the headline twice, adverts at the end, template names.

match:
  sees: navigation    menu words glued to the headline ("HomeNewsMayor resigns")
        headline      the headline a second time
        tail          a block at the end of the document that belongs to something else
        template      a placeholder where a word should stand ("%PRODUCT_NAME% comes with ...")

Fixed phrases of agencies, newspapers and web pages ("(End)", "Editor in charge: ...") are regex rules of the same file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from ungarble import rulepack
from ungarble.detectors import Detect
from ungarble.detectors.phrase_reader import PatternError
from ungarble.detectors.scrape_tail import tail
from ungarble.model import Document, Edit, Finding, Fix, Rule, Segment, Span

Look = Callable[[Rule, Segment, Document], Iterator[Finding]]

_HEAD: Final = 4
"""Paragraphs from the start of a document among which menus and headlines are looked for."""

UNSURE: Final = 0.85
"""Share of a rule's confidence where the text is like the pattern, not the same."""

_MIN_HEADLINE_WORDS = 4
_PLACEHOLDER = re.compile(
    r"%[A-Z][A-Z0-9_]{3,}%|\{[A-Z][A-Z_]{3,}\}|\[[A-Z]+_[A-Z_]+\]|\$[A-Z][A-Z_]{3,}\$|##[A-Z][A-Z_]{2,}##"
    r"|\{[a-z]+(?:_[a-z]+)+\}"
    r"|\{\{ ?(?:[a-z]+[._])*(?:title|headline|name|product|author|date|price|city|url|description)(?:_[a-z]+)? ?\}\}"
    r"|\[object Object\]"
)
_ABOUT_TEMPLATES = re.compile(
    r"\b(?:placeholders?|templates?|variables?|syntax|strings?|tokens?|parameters?|render(?:ed|s|ing)?|code|markup"
    r"|Jinja|Mustache|Handlebars|mail ?merge)\b",
    re.IGNORECASE,
)


def detect(rules: Sequence[Rule]) -> Detect:
    """Findings of all scrape rules. Raises PatternError for a rule that names no known sight."""
    known: dict[str, Look] = {
        "navigation": _navigation,
        "headline": _headline,
        "tail": _tail,
        "template": _template,
    }
    for rule in rules:
        if rule.match.get("sees") not in known:
            raise PatternError(f"{rule.id}: `sees` is one of {', '.join(known)}")
    looks = [(known[rule.match["sees"]], rule) for rule in rules]

    def find(segment: Segment, document: Document) -> Iterator[Finding]:
        for look, rule in looks:
            yield from look(rule, segment, document)

    return find


@cache
def _lexicon(name: str) -> tuple[str, ...]:
    path = rulepack.shipped_rules() / "lexicons" / f"{name}.txt"
    return tuple(path.read_text(encoding="utf-8").split("\n"))


@cache
def _menu() -> re.Pattern[str]:
    words = _entries().pattern
    return re.compile(rf"(?P<menu>(?:{words})+)(?=[\"“‘«]?[A-ZÀ-ÖØ-Þ][\w’'-]|[\"“‘«]?[A-ZÀ-ÖØ-Þ] |\d+ [A-Za-z])")


@cache
def _entries() -> re.Pattern[str]:
    """Any one menu word; also in capitals, and the second word of two small ("World news")."""
    words = {form for word in _lexicon("navigation") if word for form in (word, word.upper(), word.capitalize())}
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))))


def _is_head(segment: Segment, document: Document) -> bool:
    return any(segment.id == one.id for one in document.segments[:_HEAD])


def _navigation(rule: Rule, segment: Segment, document: Document) -> Iterator[Finding]:
    """Two menu words and more are proof; a single one ("SportMayor resigns") needs the rest to stand elsewhere."""
    if not segment.text[:1].isupper() or not _is_head(segment, document):
        return
    text = segment.text
    found = _menu().match(text)
    if not found:
        return
    token = re.match(r"\w+", text)
    if token and token[0] in _lexicon("camel-brands"):
        return
    count = len(_entries().findall(found["menu"]))
    rest = text[found.end() :]
    confirmed = _stands_alone(rest, document)
    if len(rest.split()) < 3 or (count < 2 and not confirmed):
        return
    sure = 1.0 if count >= 2 or confirmed else UNSURE
    yield _deletion(rule, segment, Span(0, found.end()), sure, token[0] if token else "", rest.split()[0])


def _stands_alone(rest: str, document: Document) -> bool:
    """Whether the first words after the menu stand by themselves in the document."""
    start = " ".join(rest.split()[:2])
    return re.search(rf"(?<!\w){re.escape(start)}(?!\w)", document.text) is not None


def _deletion(rule: Rule, segment: Segment, span: Span, sure: float, found: str = "", better: str = "") -> Finding:
    confidence = rule.confidence * sure
    message = rule.message.format(found=found or span.of(segment.text), better=better)
    return Finding(rule, segment, span, message, confidence, (Fix((Edit(span, ""),), confidence),))


def _headline(rule: Rule, segment: Segment, document: Document) -> Iterator[Finding]:
    """The second of the first two paragraphs says what the first says, or one paragraph says it twice."""
    head = document.segments[:3]
    if not head or not any(segment.id == one.id for one in head):
        return
    text = segment.text
    if segment.id == head[0].id:
        half = _doubled_inside(text)
        if half:
            yield _deletion(rule, segment, half, 1.0)
        return
    first = _menu().sub("", head[0].text, count=1) if _menu().match(head[0].text) else head[0].text
    if len(text.split()) < _MIN_HEADLINE_WORDS or len(text) > 250:
        return
    here, there = _plain(text), _plain(first)
    same = here == there
    second = segment.id == head[1].id
    if same or (second and _similar(here, there)):
        sure = 1.0 if same and second else UNSURE
        yield _deletion(rule, segment, Span(0, len(text)), sure)


def _doubled_inside(text: str) -> Span | None:
    """The second half of "Mayor resigns over bridgeMayor resigns over bridge"."""
    for half in {len(text) // 2, (len(text) - 1) // 2}:
        if half >= 20 and text[:half] == text[-half:] and len(text[:half].split()) >= _MIN_HEADLINE_WORDS:
            return Span(half, len(text))
    return None


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _similar(here: str, there: str) -> bool:
    from rapidfuzz.fuzz import ratio

    if re.findall(r"\d+", here) != re.findall(r"\d+", there):
        # "Part 1 of the report" and "Part 2 of the report"
        return False
    return float(ratio(here, there)) >= 92


def _tail(rule: Rule, segment: Segment, document: Document) -> Iterator[Finding]:
    """The fix of the first paragraph deletes the block: half an advert is no better than a whole one."""
    if not any(segment.id == one.id for one in document.segments[-_HEAD:]):
        return
    block = tail(document)
    if not any(segment.id == one.id for one in block):
        return
    first, last = block[0], block[-1]
    whole = Span(0, len(segment.text))
    if segment.id != first.id:
        message = rule.message.format(found=segment.text, better="")
        yield Finding(rule, segment, whole, message, rule.confidence)
    elif first.removal and last.removal and first.removal.start < last.removal.end:
        stretch = Span(first.removal.start, last.removal.end)
        yield _deletion(rule, replace(segment, removal=stretch), whole, 1.0)
    else:
        yield _deletion(rule, segment, whole, 1.0)


def _template(rule: Rule, segment: Segment, document: Document) -> Iterator[Finding]:
    text = segment.text
    if not any(screen in text for screen in ("%", "{", "[", "$", "##")):
        return
    found = _PLACEHOLDER.search(text)
    if not found or len(re.findall(r"[a-z]{2,}", text)) < 4 or _ABOUT_TEMPLATES.search(document.text):
        return
    if len(set(_PLACEHOLDER.findall(document.text))) > 1 or text[: found.start()].endswith("`"):
        # a template on purpose has several; a manual shows one as code
        return
    span = Span(*found.span())
    message = rule.message.format(found=found[0], better="")
    yield Finding(rule, segment, span, message, rule.confidence)
