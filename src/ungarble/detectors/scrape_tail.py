"""Whether the end of a document belongs to it: teasers, adverts and link lists that were scraped along."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ungarble.model import Document, Segment

_TAIL: Final = 4
"""How many paragraphs a tail may have."""

_MIN_BODY_WORDS = 60
"""Words of article that one needs to tell what it is about."""

_ADVERT = re.compile(
    r"""
      \bbelow\ is\ a\ list\b | \bto\ help\ you\ (?:find|choose|get)\b | \bnear\ (?:you|me)\b
    | \b(?:located|best)\ near\b
    | \b(?:buy|order|book|shop|sign\ up|subscribe|download|apply|call|register|join)\ (?:it\ |yours\ )?
        (?:now|today|here|online)\b
    | \bclick\ (?:here|below|on\ the\ link)\b | \bfree\ (?:trial|shipping|delivery|quote|consultation|download|gift)\b
    | \b(?:special|exclusive|limited)\ (?:offer|deal|time)s?\b | \bdiscount\ codes?\b
    | \bpromo(?:tion(?:al)?)?\ codes?\b
    | \blose\ weight\b | \b(?:weight\ loss|belly\ fat|wrinkles|miracle|dating\ site|casino|jackpot|bonus|sweepstakes)\b
    | \b(?:this|one)\ (?:simple|weird|easy)\ trick\b | \byou\ won[’']t\ believe\b | \bdoctors\ hate\b
    | \b(?:best|top|leading|cheapest)\ (?:\w+\ ){0,3}(?:lawyers?|attorneys?|dentists?|plumbers?|hotels?|restaurants?
        |deals?|clinics?|agents?|realtors?|insurance|loans?|credit\ cards?|phones?|laptops?|products
        |gifts|casinos?|brokers?)\b
    | \b(?:sponsored|promoted)\ (?:content|links?|post|stories)\b | \brecommended\ (?:for\ you|articles?|stories|by)\b
    | \byou\ (?:may|might)\ also\ (?:like|be\ interested)\b | \bfrom\ the\ web\b | \bmost\ (?:read|popular|viewed)\b
    | \bread\ (?:also|more|next)\b | \balso\ read\b | \bmoney-back\b | \bsatisfaction\ guaranteed\b | \bfollow\ us\ on\b
    | \bno\ obligation\b | \bcheapest\ prices?\b | \bcash\ ?back\b | \bcompare\ (?:prices|quotes|rates)\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LISTICLE = re.compile(
    r"\A(?:the\ )?(?:top\ )?(?:\d{1,3}|two|three|four|five|six|seven|eight|nine|ten)\ (?:\w+\ ){0,3}?"
    r"(?:best|top|tips|ways|things|reasons|tricks|foods|signs|facts|mistakes|secrets|ideas|recipes|habits|photos|places"
    r"|products|gadgets|cars|celebrities|stars|exercises|steps|rules|hacks|deals|remedies|symptoms)\b",
    re.IGNORECASE | re.VERBOSE,
)
_TEASER = re.compile(
    r"\A(?:read|watch|discover)\ also\b|\Aalso\ (?:read|to\ read)\b|\Ato\ read\ also\b"
    r"|\Aon\ the\ same\ (?:subject|topic)\b"
    r"|\A(?:related|similar)\ (?:articles?|news|stories|posts)\b|\A(?:our\ )?(?:latest|most\ read|popular)\ "
    r"(?:articles?|news|stories|posts)\b|\A(?:you\ (?:may|might)\ also\ (?:like|be\ interested\ in)"
    r"|recommended\ for\ you|sponsored|advertisement|advertising|publicity)\b",
    re.IGNORECASE | re.VERBOSE,
)
_CONTENT = re.compile(r"[^\W\d_]{4,}")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COMMON: Final = _words(
    """
    this that these those with from have been will would could should about their there which when where what your they
    them then than also more most some such only over into after before between during other every very just like make
    made many much best list help find near year years time people good well first last says said tell
    """
)


def tail(document: Document) -> tuple[Segment, ...]:
    """The paragraphs at the end of `document` that are no part of it, in order; usually none."""
    last = document.segments[-_TAIL - 1 :]
    count = _tail_length(tuple(s.text for s in last), document.text)
    return last[len(last) - count :]


@lru_cache(maxsize=8)
def _tail_length(last: tuple[str, ...], text: str) -> int:
    """How many paragraphs the tail has: from the first that is a teaser, an advert or a listicle to the end, if every
    one of them is foreign to the text before."""
    for n in range(max(0, len(last) - _TAIL), len(last)):
        block = last[n:]
        start = text.rfind(block[0])
        body = text[:start] if start > 0 else ""
        if len(body.split()) < _MIN_BODY_WORDS:
            continue
        if _opens(block[0], body) and all(_foreign(paragraph, body) for paragraph in block[1:]):
            return len(block)
    return 0


def _opens(text: str, body: str) -> bool:
    if len(text.split()) > 60:
        return False
    if _TEASER.match(text) and len(text.split()) <= 30:
        return True
    adverts = len(_ADVERT.findall(text))
    title = text[-1] not in ".!?”:;," and len(text.split()) <= 16
    return (adverts >= 2 or (title and (adverts >= 1 or _LISTICLE.match(text) is not None))) and _foreign(text, body)


def _foreign(text: str, body: str) -> bool:
    """Whether hardly a word of it is found in the text before."""
    words = {w.lower() for w in _CONTENT.findall(text)} - _COMMON
    known = {w.lower() for w in _CONTENT.findall(body)}
    shared = [w for w in words if w in known or w.removesuffix("s") in known or w + "s" in known]
    return len(text.split()) <= 80 and len(shared) <= 0.3 * max(1, len(words))
