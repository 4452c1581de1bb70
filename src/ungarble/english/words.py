"""Words as the n-gram table counts them: one tokenisation for the builder of the table and for everyone who asks it.

The tokens follow spaCy's English tokenizer closely enough that `token.text` of a parsed sentence can be looked up
as it is: clitics stand apart ("do", "n't"; "can", "not"; "Ann", "'s"), hyphens too ("well", "-", "known"), "U.S."
and "Mr." keep their periods. On top of that:

* words are lower-cased; a typographic apostrophe is written "'";
* a number is "0", a year (1100 to 2099) "0000", "21st" "0th", "1990s" "0000s", "mp3" "mp0";
* comma, colon, semicolon, brackets, dashes, "/", "&", "%" and currency signs are tokens; "[" counts as "(",
  "—" and "--" as "–", "€" and "£" as "$";
* quotation marks and the apostrophe of "workers' rights" are left out, so that context runs through them;
* the end of a sentence is the token `BOUNDARY`; other periods are left out.
"""

from __future__ import annotations

import re
from typing import Final

BOUNDARY: Final = "<s>"
"""Stands where a sentence ends, and for the builder also where one starts."""

QUOTE: Final = '"'
"""A quotation mark in `cased_tokens`; `tokens` leaves it out."""

_CLITIC = re.compile(r"(?<=[^\W\d_])(?:(n't)|('(?:s|re|ve|ll|d|m)))(?![^\W_])", re.IGNORECASE)
_TOKEN = re.compile(
    r"""
      (?:https?://|www\.)\S+
    | \d+(?:[.,:]\d+)*[^\W_]*                                   # 3,000  21st  1990s  3d
    | (?:[^\W\d_]\.){2,}                                        # U.S.  e.g.
    | (?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Col|Lt|Sgt|Capt|Gov|Sen|Rep|Rev|Jr|Sr|vs|Inc|Ltd|Co|Corp|etc
       |Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.(?!\w)
    | [A-Z]\.(?=\s?[A-Z])                                       # J. Smith
    | n't(?![^\W_])
    | '(?:s|re|ve|ll|d|m)(?![^\W_])
    | [^\W\d_][^\W_]*(?:'[^\W_]+)*                              # o'clock  mp3
    | [.!?]+(?=["”’')\]]*(?:\s+["“‘'(\[]*[A-Z0-9À-Þ]|\s*\Z))    # the end of a sentence
    | \n\s*\n
    | --|[,;:()\[\]/&%$€£—–…-]
    | ["“”«»„‘*]
    """,
    re.VERBOSE,
)
_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")
_ORDINAL = re.compile(r"\d+(?:,\d+)*(?:st|nd|rd|th)", re.IGNORECASE)
_SAME: Final = {
    "[": "(",
    "]": ")",
    "—": "–",
    "--": "–",
    "€": "$",
    "£": "$",
    "“": QUOTE,
    "”": QUOTE,
    "«": QUOTE,
    "»": QUOTE,
    "„": QUOTE,
    "‘": QUOTE,
    "*": QUOTE,
}


def _plain(token: str) -> str:
    if token.isalpha():
        return token
    if token[0] in ".!?\n":
        return BOUNDARY
    if "://" in token or token.startswith("www."):
        return "<url>"
    if any(character.isdigit() for character in token):
        if len(token) >= 4 and token[:4].isdigit() and token[4:] in ("", "s") and "1100" <= token < "2100":
            return "0000" + token[4:]
        return "0th" if _ORDINAL.fullmatch(token) else _DIGITS.sub("0", token)
    return _SAME.get(token, token)


def cased_tokens(text: str) -> list[str]:
    """The tokens of `text` with the capitals it has and `QUOTE` for quotation marks; for counting capitals."""
    text = text.replace("’", "'").replace("cannot", "can not").replace("Cannot", "Can not")
    if "'" in text:
        text = _CLITIC.sub(r" \1\2", text)
    return [_plain(token) for token in _TOKEN.findall(text)]


def tokens(text: str) -> list[str]:
    """The tokens of `text` as the table counts them; `BOUNDARY` after each sentence that visibly ends."""
    return [token.lower() for token in cased_tokens(text) if token != QUOTE]
