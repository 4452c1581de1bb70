"""Decimal and thousand marks: which reading of "12.400" and "3,8" the text proves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ungarble.english.wordclasses import looks_plural, word_class
from ungarble.model import Span

_COMMA = re.compile(
    r"(?<![\w.,:/#^_+=(-])(?<!\d[   ])(\d{1,3}(?:[.   ]\d{3})+|\d{1,4}),(\d{1,2}|\d{4,5})(?![\d\w]|[.,:/]\d|,|[-–]\d)"
)
_COMMA_IN_BRACKET = re.compile(r"\((\d{1,3}(?:\.\d{3})+|\d{1,4}),(\d{1,2})(?=\s?(?:%|[a-z€]))")
_POINT = re.compile(
    r"(?<![\w.,:/#^_+=$£-])(?<!\d[   ])([1-9]\d{0,2})((?:\.\d{3})+)(,\d{1,2})?(?![\d\w]|[.,:/]\d|[-–/]\d)"
)
_BLANK = re.compile(
    r"(?<![\w.,:/#^_+=-])(?<!\d[   ])([1-9]\d{0,2})((?:[   ]\d{3})+)(?![\d\w]|[.:/]\d|[-–/]\d|,\d{3}|[   ]\d)"
)

_ENGLISH_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_ENGLISH_DECIMALS = re.compile(r"(?<![\d.,])\d{1,3}\.\d{1,2}(?![\d.])")
_LONG_DECIMALS = re.compile(r"(?<![\d.,])(?:0\.\d{3,}|\d{1,3}\.\d{4,})(?![\d.])")

_LISTS = re.compile(
    r"\b(?:figures?|figs?\.?|tables?|sections?|chapters?|pages?|pp?\.|notes?|verses?|articles?|art\.|items?|steps?|"
    r"questions?|levels?|types?|groups?|grades?|classes|class|phases?|stages?|rules?|lines?|columns?|rows?|parts?|"
    r"vol(?:umes?|\.)|refs?\.?|references?|equations?|eqs?\.?|games?|rounds?|rooms?|numbers|nos?\.|days|weeks|"
    r"version|release|dimensions?|coordinates?|points?|nodes?|players?|cases?|lemmas?|theorems?|"
    r"propositions?|[A-Z]\w+) \Z",
)
_LIST_GOES_ON = re.compile(r",? (?:and|or|&|to) \d|, ?\d")
_UNIT = re.compile(
    r"\s?(?:%|‰|€|°|percent\b|per cent\b|(?:percentage )?points?\b|(?:hundred|thousand|million|billion|trillion)s?\b"
    r"|[Ee]uros?\b|dollars?\b|pounds?\b|francs?\b|kronor\b|rubles?\b|roubles?\b|zlotys?\b|lira\b|yen\b|pesos?\b|reais\b|EUR\b"
    r"|USD\b|CHF\b|(?:k|c|m|d|h)?[mlgJWV]\b|k?m²|km/h|[kMG]?Hz\b|[kMGT]W?[bB]?h?\b|tons?\b|tonnes?\b|hectares?\b|ha\b"
    r"|(?:kilo|centi|milli|mega|giga)?(?:met(?:re|er)s?|lit(?:re|er)s?|grams?|watts?|hertz|bytes?|grammes?)\b"
    r"|kilos?\b|miles?\b|inch(?:es)?\b|feet\b|degrees?\b|hours?\b|minutes?\b|seconds?\b|years?\b|months?\b|times\b"
    r"|square\b|cubic\b|magnitude\b|goals?\b|mm\b|cm\b|km\b|kg\b|mg\b|ml\b|cl\b)",
)
_MONEY = re.compile(r"\s?(?:%|€|euros?\b|Euro\b|EUR\b|francs?\b|CHF\b|kronor\b|z[lł]oty|reais\b|lei\b)")
_MONEY_BEFORE = re.compile(r"(?:[€£$]\s?|\b(?:EUR|USD|CHF|GBP)\s)\Z")
_MEASURED_BEFORE = re.compile(
    r"\b(?:of|to|by|from|at|only|about|around|nearly|almost|over|than|approximately|some|between|with|reach(?:ed|es)?|"
    r"averages?d?|magnitude|lost|gained|fell|rose|is|was|are|were|costs?|worth|exceeds?|below|above|under|the|least) \Z"
)
_REFERENCE = re.compile(
    r"(?:\b(?:no|nr|n|section|art|article|version|v|release|page|code|chapter|ext|tel)\.?|§|#|№)\s?\Z", re.I
)
_SCALE = re.compile(r"\s(?:thousand|million|billion|trillion)s?\b")
_DIRECT = re.compile(r"\s([a-z]+)")
_FOLLOWING = re.compile(
    r"\s(?:(?:[a-z]+(?:ed|ing|al|ic|ive|ant|ent|ary|ian|ish|new|old|young|own|other|more|square)\s)|[A-Z][a-z]+(?:an|ish|ese)\s)?([a-z]+)"
)
_MEASURE = re.compile(
    r"\s?(?:m|km|kg|g|ha|hectares|met(?:re|er)s|kilomet(?:re|er)s|tons|tonnes|megawatts|MW|kW|kilowatts|watts|"
    r"lit(?:re|er)s|euros?|Euro|EUR|€|dollars|pesos|francs|rubles|kilos|miles|feet|square|cubic|hectolit(?:re|er)s)\b|\s?€"
)


@dataclass(frozen=True, slots=True)
class Habits:
    """How a document writes numbers: how many only a European text, and how many only an English one would have."""

    commas: int
    points: int
    english_decimals: int
    long_decimals: int


def habits_of(texts: Iterable[str]) -> Habits:
    """Count the numbers of a document that can be read in one way only."""
    commas = points = decimals = long = 0
    for text in texts:
        if "," in text:
            commas += sum(_certain_comma(text, m) for m in _COMMA.finditer(text))
        if "." in text:
            points += sum(len(m[2]) > 4 or bool(m[3]) for m in _POINT.finditer(text))
            decimals += len(_ENGLISH_DECIMALS.findall(text))
            long += len(_LONG_DECIMALS.findall(text))
    return Habits(commas, points, decimals, long)


def decimal_comma(text: str, habits: Habits, units: frozenset[str]) -> Iterator[tuple[Span, tuple[str, ...], float]]:
    """97,8 -> 97.8 and 12.595,75 -> 12,595.75; lists ("tables 1,2 and 3"), references and pairs are left alone."""
    for match in (*_COMMA.finditer(text), *_COMMA_IN_BRACKET.finditer(text)):
        if _is_list(text, match):
            continue
        whole, fraction = match[1], match[2]
        grouped = len(whole) > 4 or not whole.isdigit()
        if whole.isdigit() and len(whole) == 4 and not _has_unit(text, match):
            continue
        new = re.sub(r"[.   ]", ",", whole) + "." + fraction
        span = Span(match.start(1), match.end(2))
        others = habits.commas - _certain_comma(text, match)
        if fraction == "00" and not grouped and not _MONEY.match(text, match.end()):
            continue  # "300,00 page views" lost a nought rather than gained a comma.
        if grouped or (
            _has_unit(text, match) and (others > 0 or text[match.end() : match.end() + 2].strip()[:1] == "%")
        ):
            yield span, (new,), 1.0
        elif _has_unit(text, match):
            yield span, (new,), 0.97
        elif others > 0 and habits.commas > habits.english_decimals:
            yield span, (new,), 0.93
        elif _MEASURED_BEFORE.search(text, 0, match.start()):
            yield span, (new,), 0.8


def _certain_comma(text: str, match: re.Match[str]) -> bool:
    return not _is_list(text, match) and (not match[1].isdigit() or _has_unit(text, match))


def _has_unit(text: str, match: re.Match[str]) -> bool:
    return bool(_UNIT.match(text, match.end()) or _MONEY_BEFORE.search(text, 0, match.start()))


def _is_list(text: str, match: re.Match[str]) -> bool:
    if _LIST_GOES_ON.match(text, match.end()) and not _LIST_OF_DECIMALS.match(text, match.end()):
        return True
    before = text[max(0, match.start() - 24) : match.start()]
    if re.search(r"\d,? (?:and|or|&) ?\Z|\d, ?\Z", before) and "," not in before[-8:-2]:
        return True
    return bool(_LISTS.search(before)) and not _has_unit(text, match)


_LIST_OF_DECIMALS = re.compile(r",? (?:and|or|to) \d+,\d")


def thousands_point(text: str, habits: Habits, units: frozenset[str]) -> Iterator[tuple[Span, tuple[str, ...], float]]:
    """12.400 votes -> 12,400; a single group needs a thing counted in ones, or a measure with a round number."""
    for match in _POINT.finditer(text):
        if match[3] or _REFERENCE.search(text[max(0, match.start() - 12) : match.start()]):
            continue
        if _SCALE.match(text, match.end()):
            continue
        span = Span(match.start(), match.end())
        wordings = (match[0].replace(".", ","),)
        groups = match[2].count(".")
        european = habits.commas + habits.points - (groups > 1)
        if groups > 1 and groups < 3:
            yield span, wordings, 1.0
        elif groups == 1:
            sure = _sure_of_thousands(text, match, european, habits, units)
            if sure:
                yield span, wordings, sure


def _sure_of_thousands(text: str, match: re.Match[str], european: int, habits: Habits, units: frozenset[str]) -> float:
    following = _FOLLOWING.match(text, match.end())
    counted = following is not None and following[1] in units
    direct = _DIRECT.match(text, match.end())
    if counted or (direct is not None and direct[1] in units):
        return 0.8 if habits.long_decimals else 1.0
    if habits.long_decimals:
        return 0.0
    if habits.english_decimals > european:
        return 0.0
    measured = bool(_MEASURE.match(text, match.end()))
    if measured and match[2].endswith("0"):
        return 0.92 if european else 0.8
    if european and (measured or match[2].endswith("00")):
        return 0.85
    return 0.7 if european >= 2 else 0.0


def thousands_blank(text: str, habits: Habits, units: frozenset[str]) -> Iterator[tuple[Span, tuple[str, ...], float]]:
    """600 000 euros -> 600,000, before what is counted only: two numbers may stand side by side."""
    for match in _BLANK.finditer(text):
        before = text[max(0, match.start() - 24) : match.start()]
        following = _FOLLOWING.match(text, match.end())
        direct = _DIRECT.match(text, match.end())
        counted = any(m is not None and (m[1] in units or _countable(m[1])) for m in (following, direct))
        if not counted and not _MEASURE.match(text, match.end()) and not _MONEY_BEFORE.search(before):
            continue
        if _REFERENCE.search(before) or re.search(r"\b(?:[A-Z]\w+|group|room|flight|page|day|phase|level) \Z", before):
            continue
        yield Span(*match.span()), (re.sub(r"[   ]", ",", match[0]),), 1.0


def _countable(word: str) -> bool:
    """Whether it is the plural of a noun: what a number stands before."""
    return looks_plural(word) and word_class(word).noun > 0.8
