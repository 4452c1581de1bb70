"""The command line: reads options, calls, prints, chooses the exit code. The only package that does any of these.

Exit codes: 0 clean or all fixed, 1 findings remain (or `diff` printed a change), 2 error, 130 interrupted.
"""

from __future__ import annotations

import sys
import warnings


def main() -> None:
    """Entry point of the `ungarble` command."""
    from ungarble.cli.app import app
    from ungarble.cli.output import complain

    def show(message: Warning | str, category: type[Warning], *where: object, **more: object) -> None:
        from ungarble.grammar import EngineWarning

        if issubclass(category, EngineWarning):
            complain(f"warning: {message}")

    warnings.showwarning = show
    try:
        app(prog_name="ungarble", standalone_mode=True)
    except KeyboardInterrupt:
        complain("interrupted")
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has seen enough (`| head`): no more writing, also not at shutdown.
        sys.stderr.close()
        sys.exit(141)
    except Exception as error:
        if not isinstance(error, _told()):
            raise
        complain(str(error))
        sys.exit(2)


def _told() -> tuple[type[Exception], ...]:
    """The errors that a sentence explains. Imported once one is there: half of them come with a detector."""
    from ungarble.baseline import BaselineError
    from ungarble.changes import ChangesError
    from ungarble.config import ConfigError
    from ungarble.detectors.phrase_reader import PatternError
    from ungarble.english.pipeline import PipelineNotFound
    from ungarble.grammar import EngineError
    from ungarble.rulepack import RuleError

    return (ConfigError, RuleError, PatternError, BaselineError, ChangesError, EngineError, PipelineNotFound)
