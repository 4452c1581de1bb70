"""Numbers in words of the source language's order: centuries, ordinals, clock times, tens of thousands."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from ungarble.detectors.numbers_marks import Habits
from ungarble.model import Span

Reading = tuple[Span, tuple[str, ...], float]

_ROMAN = {"I": 1, "V": 5, "X": 10}
_NUMERAL = r"(?:X{0,2}(?:IX|IV|V?I{0,3}))"
_AFTER = re.compile(
    rf"(?P<the>\b[Tt]he )?\b(?P<c>[Cc])entur(?P<s>y|ies) (?P<n>{_NUMERAL}(?!\w|\.\w|['’])|\d\d?(?:º|th|st"
    rf"|nd|rd|to|mo|vo|no|ro|do)?(?![\w.,]\w|\w))"
    rf"(?:(?P<and>,? (?:and|to|or) |[-–])(?P<m>{_NUMERAL}(?!\w|\.\w)|\d\d?(?:th)?(?!\w)))?"
)
_BEFORE = re.compile(
    rf"\b(?P<n>{_NUMERAL})(?:e|è|ème|º|-th|th|-e)?(?:(?P<and>,? (?:and|to|or) |[-–])(?P<m>{_NUMERAL})(?:e"
    rf"|ème)?)? (?P<c>[Cc])entur(?P<s>y|ies)\b"
)
_ORDINAL = re.compile(
    r"(?<![\w.,:/-])(\d{1,3})(?P<mark>\.?[ºª]|°|er|[eè]re|[èe]me|to|mo|vo|ro|do)(?!\w)(?=\s(?P<next>[a-z]+))"
)
_DETERMINED = re.compile(r"\b(?:the|in|his|her|its|their|our|my|this|that) \Z")
_DEGREES = re.compile(
    r"\s?(?:[CFNSEWK]\b|and \d|angle|angles|latitude|longitude|north|south|east|west|to \d|below|above|in"
    r"|at|or|with|centigrade|celsius|fahrenheit|proof|rotation|turn)"
)
_DAY = re.compile(r"\bon the (\d\d?) days?(?=[,.;]|\s(?:that|in|at|the|a|it|to|by|for|with|and)\b)")
_AT_HOURS = re.compile(
    r"\b(?P<at>at|until|from|to|till|before|since|by|around) (?P<n>[01]?\d|2[0-4]) hours\b(?!\s(?:of|a"
    r"|per|later|ago|after|before|post|on|each|every|old)\b|-)"
)
_CLOCKED = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|tomorrow|today|tonight|yesterday|morning|evening"
    r"|afternoon|opens?|closes?|begins?|starts?|scheduled|o['’]clock|noon|midnight)\b"
)
_H = re.compile(
    r"\b(?P<at>at|until|from|to|till|before|since|by|around|and|between|[–-])\s?(?P<n>[01]?\d"
    r"|2[0-3]) ?[hH] ?(?P<m>[0-5]\d)?(?![\w/]|\s?\d)"
)
_MULTIPLE = re.compile(
    r"(?<![\d.,])(\d{1,4}(?:,\d{3})*(?:\.\d{1,4})?) (ten[ -]thousand|ten[ -]million|hundred[ -]million)\b"
)
_SPELT = re.compile(r"(?<![\d.,])(\d{1,3}) (thousand|million)(?=,? (?:and )?\d{1,3}(?: thousand)?\b(?![.,:%-]\d))")
"""Turkish: 2 thousand 350. Taken only where a smaller number follows."""
_WORTH = {
    "ten thousand": 10_000,
    "ten million": 10_000_000,
    "hundred million": 100_000_000,
    "hundred": 100,
    "thousand": 1000,
    "million": 1_000_000,
}
_REST = re.compile(r",? (?:and )?(\d{1,4}(?:,\d{3})?) (ten[ -]thousand|million|thousand|hundred)\b")
_ONES = re.compile(r" (?:and )?([1-9]\d{0,2})(?![\d.,:%-]*\d)")
"""What a number in such units goes on with: 3 ten thousand *5 thousand*."""


def ordinal(number: int) -> str:
    """1 -> 1st, 12 -> 12th."""
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def roman(numeral: str) -> int:
    """The value of a Roman numeral below 40."""
    values = [_ROMAN[c] for c in numeral]
    return sum(-v if any(w > v for w in values[n + 1 : n + 2]) else v for n, v in enumerate(values))


def _century(numeral: str) -> int:
    digits = re.match(r"\d+", numeral)
    return int(digits[0]) if digits else roman(numeral) if numeral else 0


def centuries(text: str, habits: Habits, units: frozenset[str]) -> Iterator[Reading]:
    """century XVI -> 16th century, XIX and XX centuries -> 19th and 20th centuries."""
    for pattern in (_AFTER, _BEFORE):
        for match in pattern.finditer(text):
            first = _century(match["n"] or "")
            second = _century(match["m"] or "") if match["m"] else 0
            if not 1 <= first <= 21 or (match["m"] and not 1 <= second <= 21):
                continue
            after = pattern is _AFTER
            if after and (match["n"].isdigit() and not _Y.search(text, 0, match.start())):
                continue
            numbers = ordinal(first) + (f"{match['and']}{ordinal(second)}" if second else "")
            new = f"{numbers} century" if match["s"] == "y" and not second else f"{numbers} centuries"
            the = match["the"] if after and match["the"] else ""
            if after and not the and re.search(r"\b(?:in|of|from|since|until|during|to|by)\s\Z", text[: match.start()]):
                the = "the "
            yield Span(*match.span()), (the + new,), 1.0


_Y = re.compile(r"\b(?:in|of|the|from|since|until)\s(?:the )?\Z")


def ordinals(text: str, habits: Habits, units: frozenset[str]) -> Iterator[Reading]:
    """45º president -> 45th president; degrees of angle and heat are left alone."""
    for match in _ORDINAL.finditer(text):
        mark, number = match["mark"], int(match[1])
        if number == 0 or (mark in ("°", "º", "ª") and _DEGREES.match(text, match.end())):
            continue
        if mark[-1] in "°ºª" and not _DETERMINED.search(text[: match.start()]):
            continue
        yield Span(match.start(), match.end("mark")), (ordinal(number),), 0.8 if mark == "°" else 1.0


def day_of_month(text: str, habits: Habits, units: frozenset[str]) -> Iterator[Reading]:
    """on the 3 days -> on the 3rd: Japanese and Chinese name a day of the month by the word for day."""
    for match in _DAY.finditer(text):
        number = int(match[1])
        if 1 <= number <= 31:
            yield Span(match.start(1), match.end()), (ordinal(number),), 1.0


def clock(text: str, habits: Habits, units: frozenset[str]) -> Iterator[Reading]:
    """at 19 hours -> at 19:00 (7 p.m.), at 14h30 -> at 14:30; a length of time is left alone."""
    for match in _AT_HOURS.finditer(text):
        hour = int(match["n"])
        near = text[max(0, match.start() - 80) : match.end() + 60]
        timed = bool(_CLOCKED.search(near))
        if match["at"] != "at" and not (timed and hour > 12):
            continue
        if match["at"] == "at" and not timed and not 12 < hour < 24:
            continue
        yield Span(match.start("n"), match.end()), (f"{hour}:00", _twelve(hour, "")), 1.0 if timed else 0.85
    for match in _H.finditer(text):
        hour, minute = int(match["n"]), match["m"] or "00"
        if match["at"] in ("and", "–", "-", "to") and not re.search(
            r"\d ?[hH]", text[max(0, match.start() - 12) : match.start()]
        ):
            continue
        yield Span(match.start("n"), match.end()), (f"{hour}:{minute}", _twelve(hour, match["m"] or "")), 1.0


def _twelve(hour: int, minute: str) -> str:
    half = "a.m." if hour % 24 < 12 else "p.m."
    return f"{(hour - 1) % 12 + 1}{f':{minute}' if minute else ''} {half}"


def multiples(text: str, habits: Habits, units: frozenset[str]) -> Iterator[Reading]:
    """12.6 ten thousand -> 126,000, 3 hundred million 20 million -> 320 million: Chinese and Japanese count so; 2
    thousand 350 -> 2,350: Turkish says so."""
    for match in itertools.chain(_MULTIPLE.finditer(text), _SPELT.finditer(text)):
        value, unit, end = _amount(match), _unit(match), match.end()
        while (more := _REST.match(text, end)) and _amount(more) < unit:
            value, unit, end = value + _amount(more), _unit(more), more.end()
        if unit == _WORTH["thousand"] and (ones := _ONES.match(text, end)):
            value, end = value + int(ones[1]), ones.end()
        if match.re is _SPELT and end == match.end():
            continue
        if value != value.to_integral_value():
            continue
        whole = int(value)
        wordings = [f"{whole:,}"]
        for name, size in (("billion", 10**9), ("million", 10**6)):
            if whole >= size and (whole * 1000) % size == 0:
                short = Decimal(whole) / size
                wordings.insert(0, f"{short.normalize():f} {name}")
                break
        yield Span(match.start(), end), tuple(wordings), 1.0


def _unit(term: re.Match[str]) -> int:
    return _WORTH[term[2].replace("-", " ")]


def _amount(term: re.Match[str]) -> Decimal:
    return Decimal(term[1].replace(",", "")) * _unit(term)
