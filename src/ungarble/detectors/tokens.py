"""Tokens rules: spaCy `Matcher` patterns on the parsed sentence, with named parts that may move or be inflected.

    match:
      pattern:                                  as in spaCy's manual; `as: name` names a part, tokens in a row share one
        - {LEMMA: attend, as: verb}
        - {LOWER: to}
        - {POS: DET, OP: "?", as: det}
      becomes: "{verb} {det}"                   a part that took nothing vanishes; {verb:VBN} inflects to a Penn tag;
                                                a list: best first; left out: no fix
      near, unless, ...                         conditions, see `context`

Some token of the pattern must ask for given words (LOWER, TEXT, ORTH, LEMMA; alone or IN a list) and not be optional:
only sentences that hold them, in a row where they stand in a row, are parsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from ungarble.detectors import Detect
from ungarble.detectors.context import KEYS, Allowed, conditions
from ungarble.detectors.inflected import with_article
from ungarble.detectors.phrase_reader import PatternError
from ungarble.detectors.phrases import word_set
from ungarble.detectors.wording import rewording
from ungarble.english.inflection import forms, inflect
from ungarble.english.sentences import sentences
from ungarble.model import Document, Finding, Rule, Segment, Span

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc, Token

_WORDS = ("LOWER", "TEXT", "ORTH", "LEMMA")
_BOOLEAN = re.compile(r"(IS|LIKE)_|SPACY\Z")
_LONG_TOKEN, _MANY = 20, 8
"""Room for one token that may be any word, in code points, and for how many tokens `*` and `+` are taken to stand."""
_EDGE = r"(?:(?<!\w)|(?!\w))"
"""No letter on one side: a word's edge, and either side of a mark of punctuation."""
_PART = re.compile(r" ?\{(\w+)(?::(\w+))?\}")


@dataclass(frozen=True, slots=True)
class _Pattern:
    rule: Rule
    tokens: tuple[dict[str, Any], ...]
    names: tuple[str | None, ...]
    anchors: frozenset[str]
    screen: Callable[[str], bool]
    becomes: tuple[str, ...]
    allowed: Allowed


def detect(rules: Sequence[Rule]) -> Detect:
    """Findings of all tokens rules; spaCy is loaded when the first sentence with an anchor word comes by."""
    patterns = [_read(rule) for rule in rules]
    by_anchor: dict[str, list[_Pattern]] = {}
    for pattern in patterns:
        for anchor in pattern.anchors:
            by_anchor.setdefault(anchor, []).append(pattern)
    matchers: dict[str, Matcher] = {}

    def find(segment: Segment, document: Document) -> Iterator[Finding]:
        if by_anchor.keys().isdisjoint(word_set(segment.text)):
            return
        for sentence in sentences(segment.text):
            text = sentence.of(segment.text)
            wanted = {p.rule.id: p for word in word_set(text) for p in by_anchor.get(word, ())}
            passed = [p for p in wanted.values() if p.screen(text)]
            if passed:
                from ungarble.english.pipeline import parse

                doc = parse(text)
                for pattern in passed:
                    matcher = matchers.get(pattern.rule.id) or matchers.setdefault(
                        pattern.rule.id, _matcher(pattern, doc)
                    )
                    yield from _findings(pattern, matcher, doc, sentence, segment, document)

    return find


def _read(rule: Rule) -> _Pattern:
    match = rule.match
    unknown = set(match) - KEYS - {"pattern", "becomes"}
    if unknown:
        raise PatternError(f"{rule.id}: unknown key under `match`: {', '.join(sorted(unknown))}")
    raw = match["pattern"]
    if not isinstance(raw, list) or not all(isinstance(t, dict) for t in raw):
        raise PatternError(f"{rule.id}: `pattern` is a list of token descriptions")
    wanted = [_words(token) for token in raw]
    anchors = max((_anchors(words) for words in wanted), key=lambda ws: min((len(w) for w in ws), default=0))
    if not anchors:
        raise PatternError(f"{rule.id}: no token asks for given words (LOWER, TEXT, LEMMA)")
    becomes = match.get("becomes", [])
    return _Pattern(
        rule,
        tuple({k: _value(k, v) for k, v in token.items() if k != "as"} for token in raw),
        tuple(token.get("as") for token in raw),
        anchors,
        _screen(wanted, raw),
        (becomes,) if isinstance(becomes, str) else tuple(becomes),
        conditions(match),
    )


def _words(token: Mapping[str, Any]) -> tuple[str, ...]:
    """The words of which one must stand where `token` matches, in small letters; none where any word may."""
    if re.match(r"[?*!]|\{(?:0|,)", token.get("OP", "1")):
        return ()
    for key in _WORDS:
        value = token.get(key)
        words = value.get("IN", []) if isinstance(value, dict) else [value] if isinstance(value, str) else []
        if words:
            if key == "LEMMA":
                words = [form for word in words for form in forms(word)]
            return tuple(word.lower() for word in words)
    return ()


def _anchors(words: Sequence[str]) -> frozenset[str]:
    """The last word of each of `words`; none where one is a mark of punctuation."""
    last = [re.findall(r"\w+", word)[-1:] for word in words]
    return frozenset(found for end in last for found in end) if all(last) else frozenset()


def _screen(wanted: Sequence[Sequence[str]], raw: Sequence[Mapping[str, Any]]) -> Callable[[str], bool]:
    """Whether the tokens that ask for given words stand in a text in order, with room for the others between them."""
    parts: list[str] = []
    room = 0
    for words, token in zip(wanted, raw, strict=True):
        if words:
            gap = rf"[\s\S]{{0,{room * _LONG_TOKEN}}}?" if parts and room else r"\s*" if parts else ""
            parts.append(gap + "(?:" + "|".join(map(_bounded, words)) + ")")
            room = 0
        else:
            room += _most(token.get("OP", "1"))
    source = "".join(parts)
    # `re` keeps 512 compiled expressions; with `cache` ours outlive other people's.
    compiled = cache(lambda: re.compile(source, re.IGNORECASE))
    return lambda text: compiled().search(text) is not None


def _most(op: str) -> int:
    """For how many tokens a description with this `OP` can stand: 1, `_MANY`, or the m of `{n,m}`."""
    if bounds := re.fullmatch(r"\{(\d*)(,?)(\d*)\}", op):
        return int(bounds[3] or (_MANY if bounds[2] else bounds[1]) or 1)
    return _MANY if op in ("*", "+") else 1


def _bounded(word: str) -> str:
    """A word that is no part of a longer one; a mark of punctuation may stand against a word."""
    left, right = (r"(?<!\w)" if word[0].isalnum() else ""), (r"(?!\w)" if word[-1].isalnum() else "")
    return left + re.escape(word).replace("'", "['’]") + right


def _value(key: str, value: Any) -> Any:
    """Rule files hold strings only; the Matcher wants truth values and numbers in some places."""
    if isinstance(value, dict):
        return {k: [_value(key, x) for x in v] if isinstance(v, list) else v for k, v in value.items()}
    if isinstance(value, str) and _BOOLEAN.match(key):
        return value == "true"
    if isinstance(value, str) and key == "LENGTH":
        return int(value)
    return value


def _matcher(pattern: _Pattern, doc: Doc) -> Matcher:
    from spacy.matcher import Matcher

    made = Matcher(doc.vocab)
    try:
        made.add(pattern.rule.id, [list(pattern.tokens)], greedy="LONGEST")
    except ValueError as error:
        raise PatternError(f"{pattern.rule.id}: {error}") from None
    return made


def _findings(
    pattern: _Pattern, matcher: Matcher, doc: Doc, sentence: Span, segment: Segment, document: Document
) -> Iterator[Finding]:
    for _, start, end, alignments in matcher(doc, with_alignments=True):  # type: ignore[misc]
        tokens = doc[start:end]
        first, last = tokens[0], tokens[-1]
        span = Span(sentence.start + first.idx, sentence.start + last.idx + len(last.text))
        if not pattern.allowed(span, segment, document):
            continue
        parts: dict[str, list[Token]] = {}
        for token, place in zip(tokens, alignments, strict=False):
            if name := pattern.names[place]:
                parts.setdefault(name, []).append(token)
        wordings = [_filled(becomes, parts, first.text) for becomes in pattern.becomes]
        found = span.of(segment.text)
        wordings = [w for w in wordings if w != found]
        if wordings or not pattern.becomes:
            message = pattern.rule.message.format(found=found, better=wordings[0] if wordings else "")
            span, wordings = with_article(segment.text, span, wordings)
            yield rewording(pattern.rule, segment, span, wordings, message)


def _filled(becomes: str, parts: Mapping[str, Sequence[Token]], first: str) -> str:
    last: Token | None = None

    def part(match: re.Match[str]) -> str:
        nonlocal last
        tokens = parts.get(match[1], ())
        if not tokens:
            return ""
        # "cross-" and "border" may be two parts: what the text writes together stays together.
        glued = last is not None and last.i + 1 == tokens[0].i and not last.whitespace_
        blank = " " if match[0].startswith(" ") and not glued else ""
        last = tokens[-1]
        if match[2]:
            token = tokens[-1]
            before = "".join(t.text_with_ws for t in tokens[:-1])
            return blank + before + (inflect(token.lemma_, match[2]) or token.text)
        return blank + "".join(t.text_with_ws for t in tokens).rstrip()

    text = _PART.sub(part, becomes).strip()
    starts_sentence = first[:1].isupper()
    if starts_sentence and text[:1].islower():
        text = text[:1].upper() + text[1:]
        # The word that used to stand first keeps its capital only where it is a name: asked of the tagger.
        for tokens in parts.values():
            token = tokens[0]
            if token.text == first and token.pos_ != "PROPN" and not text.startswith(first):
                text = re.sub(rf"\b{re.escape(first)}\b", first[:1].lower() + first[1:], text, count=1)
    return text
