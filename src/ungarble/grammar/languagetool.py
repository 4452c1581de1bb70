"""LanguageTool, a Java server: many short texts in one question, the answers kept by content.

Its offsets count UTF-16 units, ours code points; each match is held against the words that the server says it is
about, and dropped where the two differ. A rule name that begins with `@` stands for a whole category of its rules.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from ungarble.grammar import ANSWERS, EngineError, Match, Service, answers_folder
from ungarble.grammar.lt_cache import Cache
from ungarble.grammar.lt_client import ask, version_at
from ungarble.grammar.lt_java import INSTALL_HINT, SERVER_HINT, checked_java, installed
from ungarble.grammar.lt_server import local_server
from ungarble.model import Span

BATCH = 20_000
"""UTF-16 units of one question: some servers take no more than 20,000 to 50,000; ours answers this in a second."""

LANGUAGE = "en-US"
MOTHER_TONGUES = re.compile("ar|be|br|ca|da|de|el|es|fa|fr|ga|gl|it|ja|km|nl|pl|pt|ro|ru|sk|sl|sv|ta|tl|uk|zh")
"""Languages of LanguageTool 6.6; it refuses to check for any other mother tongue (Korean, Turkish)."""

FALSE_FRIENDS = "@FALSE_FRIENDS"
"""LanguageTool's false friends. Without its n-gram data (8 GB) it has none for French, German, Spanish and Dutch."""

_BETWEEN = "\n\n"

_in_use = threading.Lock()
"""One question at a time: the answers to a document come in order, and a server that we share stays answerable."""


def matches_of(texts: Sequence[str], rules: frozenset[str], service: Service) -> tuple[tuple[Match, ...], ...]:
    """What LanguageTool's `rules` (all that are on by default where none is named) say about each of `texts`.

    Raises EngineError.
    """
    head = _head(rules, service)
    keys = [_key(head, text) if text.strip() else "" for text in texts]
    found = {k: _known[k] for k in keys if k in _known}
    unseen = {k: t for k, t in zip(keys, texts, strict=True) if k and k not in found}
    if unseen:
        for key, answer in _answers().get(unseen).items():
            found[key] = _read(answer)
            del unseen[key]
    for batch in _batches(unseen):
        new, complete = _asked(list(batch.values()), rules, service)
        answers = dict(zip(batch, new, strict=True))
        found |= answers
        if complete:
            _answers().put({key: _written(value) for key, value in answers.items()})
    _remember(found)
    return tuple(found.get(key, ()) for key in keys)


def known(text: str, rules: frozenset[str], service: Service) -> tuple[Match, ...] | None:
    """The same for one text, if this process has asked before. Raises EngineError where nothing is installed."""
    return _known.get(_key(_head(rules, service), text)) if text.strip() else ()


def look(service: Service) -> str:
    """The version and where it is. Raises EngineError where no server answers, or none could be started."""
    if service.url:
        return f"{version_at(service.url, service.answer_within)}, the server at {service.url}"
    java = checked_java()
    return f"{_installed_version()}, with Java {java}"


def warm_up(rules: frozenset[str]) -> None:
    """Nothing: a run whose answers are all known needs no server."""


_MOST = 20_000
_known: dict[str, tuple[Match, ...]] = {}


def _remember(answers: Mapping[str, tuple[Match, ...]]) -> None:
    if len(_known) + len(answers) > _MOST:
        _known.clear()
    _known.update(answers)


def _answers() -> Cache:
    folder = answers_folder()
    return _answers_in(folder / ANSWERS if folder else None)


@cache
def _answers_in(file: Path | None) -> Cache:
    return Cache(file)


def _who(service: Service) -> str:
    """Whose answers they are: those of a server that the user names, or of the version that is installed."""
    return service.url.rstrip("/") or _installed_version()


@cache
def _installed_version() -> str:
    found = installed()
    if found is None:
        raise EngineError(f"LanguageTool is not installed; run `{INSTALL_HINT}` {SERVER_HINT}")
    return f"{found.version} at {found.folder}"


def _mother_tongue(service: Service) -> str:
    return service.mother_tongue if MOTHER_TONGUES.fullmatch(service.mother_tongue) else ""


def _head(rules: frozenset[str], service: Service) -> tuple[object, ...]:
    """What an answer depends on besides the text."""
    return (_who(service), LANGUAGE, _mother_tongue(service), sorted(rules))


def _key(head: object, text: str) -> str:
    return hashlib.sha256(json.dumps([head, text]).encode()).hexdigest()


def _batches(texts: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The texts in groups of at most BATCH; a longer one goes alone, never cut."""
    batch: dict[str, str] = {}
    size = 0
    for key, text in texts.items():
        units = _units(text) + len(_BETWEEN)
        if batch and size + units > BATCH:
            yield batch
            batch, size = {}, 0
        batch[key] = text
        size += units
    if batch:
        yield batch


def _asked(texts: Sequence[str], rules: frozenset[str], service: Service) -> tuple[list[tuple[Match, ...]], bool]:
    """The matches in each text, and whether the server looked at all of them."""
    joined = _BETWEEN.join(texts)
    question = {"language": LANGUAGE, "text": joined}
    if tongue := _mother_tongue(service):
        question["motherTongue"] = tongue
    if rules:
        question["enabledOnly"] = "true"
        question["enabledRules"] = ",".join(sorted(r for r in rules if not r.startswith("@")))
        question["enabledCategories"] = ",".join(sorted(r[1:] for r in rules if r.startswith("@")))
    if FALSE_FRIENDS in rules:
        question["level"] = "picky"  # on the usual level LanguageTool leaves them out
    with _in_use:
        url = service.url or local_server(service.start_within).url
        answer = ask(url, {k: v for k, v in question.items() if v}, service.answer_within)
    starts = [0, *accumulate(len(t) + len(_BETWEEN) for t in texts)]
    found: list[list[Match]] = [[] for _ in texts]
    for match in parsed(answer["matches"], joined, url):
        # The text that the match begins in; one that runs over its end is about no text at all.
        n = next(i for i in range(len(texts) - 1, -1, -1) if starts[i] <= match.span.start)
        if match.span.end <= starts[n] + len(texts[n]):
            found[n].append(_moved(match, -starts[n]))
    warnings = answer.get("warnings")
    complete = not (isinstance(warnings, dict) and warnings.get("incompleteResults"))
    return [tuple(sorted(some, key=lambda m: (m.span, m.rule))) for some in found], complete


def _moved(match: Match, by: int) -> Match:
    return Match(match.engine, match.rule, match.span.shifted(by), match.message, match.replacements, match.category)


def parsed(listed: Sequence[Any], text: str, url: str) -> Iterator[Match]:
    """The server's matches with spans in code points; those whose words are not those it names are left out.

    Raises EngineError where a match has no such parts.
    """
    places = _places(text)
    for one in listed:
        try:
            start, length = int(one["offset"]), int(one["length"])
            rule, category = str(one["rule"]["id"]), str(one["rule"]["category"]["id"])
            new = tuple(str(r["value"]) for r in one["replacements"])
            context = str(one["context"]["text"])
            begin, size = int(one["context"]["offset"]), int(one["context"]["length"])
            message = str(one["message"])
        except (KeyError, TypeError, ValueError):
            raise EngineError(f"the LanguageTool server at {url} gives a match that cannot be read") from None
        if not 0 <= start <= start + length < len(places):
            continue
        from_, to = places[start], places[start + length]
        named = context.encode("utf-16-le", "surrogatepass")[2 * begin : 2 * (begin + size)]
        if from_ < 0 or to < 0 or _blank(text[from_:to]) != _blank(named.decode("utf-16-le", "replace")):
            continue
        yield Match("languagetool", rule, Span(from_, to), message, new, category)


def _places(text: str) -> Sequence[int]:
    """UTF-16 offset -> code point offset; -1 in the middle of a character of two units."""
    if text.isascii() or max(text) <= "\uffff":
        return range(len(text) + 1)
    places: list[int] = []
    for n, character in enumerate(text):
        places.append(n)
        if character > "\uffff":
            places.append(-1)
    places.append(len(text))
    return places


def _units(text: str) -> int:
    return len(text) + sum(c > "\uffff" for c in text)


def _blank(text: str) -> str:
    """The server's context has blanks for line ends."""
    return " ".join(text.split())


def _written(found: Sequence[Match]) -> str:
    return json.dumps(
        [[m.rule, m.span.start, m.span.end, m.message, m.replacements[:5], m.category] for m in found],
        ensure_ascii=False,
    )


def _read(answer: str) -> tuple[Match, ...]:
    return tuple(
        Match("languagetool", rule, Span(start, end), message, tuple(new), category)
        for rule, start, end, message, new, category in json.loads(answer)
    )
