"""What no edit may touch in any format: URLs, addresses, placeholders, tags, code in backticks, `[sic]`, quotations in
another language."""

from __future__ import annotations

import re

from ungarble.english.foreign import language_of
from ungarble.model import Span

_PROTECTED = re.compile(
    r"""
      (?: https?:// | ftp:// | mailto: | www\. ) [^\s<>"“”«»]+ (?<![.,;:!?)\]'’])
    | [\w.+-]+ @ [\w-]+ (?: \. [\w-]+ )+                         # ann@example.org
    | (?<![\w/]) (?: ~ | \.{1,2} )? (?: / [\w.+-]+ ){2,} /?        # /etc/hosts  ../a/b
    | \{\{ .*? \}\} | \$\{ [^}\n]* \} | \{% .*? %\}               # {{ user.name }}  ${HOME}
    | \{ [\w.]* (?: ![rsa] )? (?: : [^{}\s]* )? \}               # {0}  {name:>8}
    | % (?: \d+\$ )? [-+#0]* \d* (?: \.\d+ )? (?: [sdiufxXc@] | l[diu] ) (?! \w ) (?<! [\d]\ %[a-z] )
    | %\( \w+ \)[sdf] | % [A-Z_]{3,} %                           # %(name)s  %PRODUCT_NAME%
    | </? [A-Za-z] [^<>\n]* >                                    # <b>  </a>  <img src=…>
    | `[^`\n]+`                                                  # `code`
    | \b [\w-]+ (?: \. [\w-]+ )* \. (?: py|js|ts|json|ya?ml|toml|xml|html?|css|md|txt|csv|exe|dll|sh|conf|ini|log
        |pdf|docx?|xlsx?|png|jpe?g|gif|svg|zip|gz|tar ) \b        # config.yaml
    | (?<! \w ) -- [a-z] [\w-]+                                  # --option
    """,
    re.VERBOSE,
)
_QUOTED = re.compile(
    r"""
      “([^“”\n]{2,400})” | «([^«»\n]{2,400})» | „([^„“”\n]{2,400})[“”] | (?<![\w”])"([^"\n]{2,400})"(?!\w)
    | (?<!\w)‘([^‘’\n]{2,400}(?:’[^\W\d_][^‘’\n]*)*)’(?!\w) | ‹([^‹›\n]{2,400})›
    | (?<![\w*])\*([^*\n]{2,200})\*(?![\w*]) | (?<![\w_])_([^_\n]{2,200})_(?![\w_])
    """,
    re.VERBOSE,
)
_MARKS = frozenset('“«„"‘‹*_')
_SIC = re.compile(r"(?<!\S)\S{1,80}?\s{0,3}[\[(]sic[\])]", re.IGNORECASE)


def protected_spans(text: str) -> tuple[Span, ...]:
    """Spans of `text` to be left alone, in order, joined where they overlap."""
    found = [Span(*m.span()) for m in _PROTECTED.finditer(text)]
    if "sic" in text or "SIC" in text or "Sic" in text:
        found += [Span(*m.span()) for m in _SIC.finditer(text)]
    if not _MARKS.isdisjoint(text):
        found += [Span(*m.span(m.lastindex or 0)) for m in _QUOTED.finditer(text) if language_of(m[m.lastindex or 0])]
    return merged(found)


def merged(spans: list[Span]) -> tuple[Span, ...]:
    """The same stretches, sorted, overlapping ones joined."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start < out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
