"""Settings: everything a run depends on besides the text, in one frozen `Config`. `settings_file` reads the files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ungarble.model import SAFE_CONFIDENCE, SHOWN_CONFIDENCE

GRAMMAR_ENGINES = ("harper", "languagetool")


class ConfigError(ValueError):
    """Settings that cannot be used. The text names the file, the key, and the nearest key there is."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything a run depends on besides the text. Field names are the keys of the file, with `_` for `-`."""

    select: tuple[str, ...] = ()
    """Rule name prefixes to use; empty: all."""
    ignore: tuple[str, ...] = ()
    """Rule name prefixes to leave out."""
    fixable: tuple[str, ...] = ()
    """Rule name prefixes whose fixes may be applied; empty: all."""
    unfixable: tuple[str, ...] = ()
    """Rule name prefixes whose fixes are never applied, only shown."""
    source_lang: tuple[str, ...] = ("auto",)
    """ISO 639-1 codes of the source languages, or `auto`: inferred from the findings of each document."""
    min_confidence: float = SHOWN_CONFIDENCE
    """A finding less sure than this is not shown."""
    fix_min_confidence: float = SAFE_CONFIDENCE
    """A fix at least this sure is safe: applied unasked."""
    confidence: tuple[tuple[str, float], ...] = ()
    """Rule name prefix -> how sure its findings are for this project's texts, whatever the rule says of itself."""
    unsafe_fixes: bool = False
    """Apply every shown fix, also those that ask."""
    rules: tuple[str, ...] = ()
    """Folders with further rule packs."""
    names: tuple[str, ...] = ()
    """Names that are right as they stand: never changed, preferred as a repair."""
    accept: tuple[str, ...] = ()
    """Words and phrases that are right as they stand: no finding touches them."""
    reject: tuple[str, ...] = ()
    """Phrases that are never wanted, each as `words` or `words => better words`."""
    variants: tuple[tuple[str, str], ...] = ()
    """Wrong forms of names, each with the right one; from the `names` files under `vocab`."""
    exclude: tuple[str, ...] = ()
    """Patterns (as in .gitignore) of files and folders to leave out."""
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Pattern of file names -> rule name prefixes that are silent there; `ALL`: all."""
    baseline: str = ""
    """File of known findings that are not told (written by `ungarble baseline`); empty: none."""
    ignore_suppressions: bool = False
    """Tell also what comments in the text silence."""
    unused_suppressions: bool = False
    """Tell of comments that silence nothing."""
    format: str = "auto"
    """Format of every file; `auto`: by the ending of its name."""
    encoding: str = "auto"
    """Encoding of every file; `auto`: found."""
    spacy_model: str = ""
    """Name of an installed spaCy pipeline for English; empty: the one that is shipped."""
    grammar: tuple[str, ...] = ("harper",)
    """Grammar engines to ask: any of `harper`, `languagetool`."""
    grammar_optional: bool = False
    """Go on with a warning where a grammar engine cannot be used."""
    languagetool_url: str = ""
    """Address of a LanguageTool server that the user runs; empty: one is started here when it is needed."""
    languagetool_timeout: float = 30.0
    """Seconds that LanguageTool may take for an answer."""
    languagetool_start_timeout: float = 60.0
    """Seconds that a LanguageTool server started here may take until it answers."""

    root: str = ""
    """Folder of the settings file, from which patterns and baseline are reckoned. No key of the file."""

    @property
    def applied_from(self) -> float:
        """Confidence from which fixes are applied in this run."""
        return self.min_confidence if self.unsafe_fixes else self.fix_min_confidence

    def confidence_of(self, rule: str) -> float | None:
        """How sure the settings are of a rule, by the longest prefix that they name; None where they say nothing."""
        own = [(len(p), value) for p, value in self.confidence if rule == p or rule.startswith(p.rstrip("/") + "/")]
        return max(own)[1] if own else None


def with_options(config: Config, **options: Any) -> Config:
    """`config` with the options that are not None, checked like a file's. Raises ConfigError."""
    given = {k: v for k, v in options.items() if v is not None}
    return checked(replace(config, **given), "command line")


def checked(config: Config, where: str) -> Config:
    """`config`, if its values can be used. Raises ConfigError that names `where` they come from."""
    for name in ("min_confidence", "fix_min_confidence"):
        if not 0 <= getattr(config, name) <= 1:
            raise ConfigError(f"{where}: `{name.replace('_', '-')}` is a number from 0 to 1")
    for name in ("languagetool_timeout", "languagetool_start_timeout"):
        if not 0 < getattr(config, name) <= 3600:
            raise ConfigError(f"{where}: `{name.replace('_', '-')}` is a number of seconds up to 3600")
    for engine in config.grammar:
        if engine not in (*GRAMMAR_ENGINES, "none"):
            raise ConfigError(f"{where}: unknown grammar engine `{engine}`; known: {', '.join(GRAMMAR_ENGINES)}, none")
    return config
