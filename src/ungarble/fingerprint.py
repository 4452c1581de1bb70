"""What a finding is remembered by: fingerprints that stay the same when the file's other lines move."""

from __future__ import annotations

import hashlib

from ungarble.model import Document, Finding


def fingerprint(document: Document, finding: Finding) -> str:
    """16 hexadecimal digits made of the path, the rule, the garbled words and the sentence around them.

    White space is folded, so that a paragraph wrapped anew keeps its fingerprints.
    """
    return _digest(document.path, *_content(finding))


def content_fingerprint(finding: Finding) -> str:
    """The same without the path: for files that keep their own record of paths."""
    return _digest(*_content(finding))


def _content(finding: Finding) -> tuple[str, str, str]:
    from ungarble.english.sentences import sentence_at

    sentence = sentence_at(finding.segment.text, finding.span).of(finding.segment.text)
    return finding.rule.id, finding.text, " ".join(sentence.split())


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
