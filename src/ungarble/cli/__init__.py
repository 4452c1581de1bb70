"""The command line: reads options, calls, prints, chooses the exit code. The only package that does any of these.

Exit codes: 0 clean or all fixed, 1 findings remain (or `diff` printed a change), 2 error, 130 interrupted.
"""

from __future__ import annotations

import sys
import warnings


def main() -> None:
    """Entry point of the `ungarble` command."""
    from ungarble.baseline import BaselineError
    from ungarble.changes import ChangesError
    from ungarble.cli.app import app
    from ungarble.cli.output import complain
    from ungarble.config import ConfigError
    from ungarble.detectors.phrases import PatternError
    from ungarble.english.pipeline import PipelineNotFound
    from ungarble.grammar import EngineError, EngineWarning
    from ungarble.rulepack import RuleError

    def show(message: Warning | str, category: type[Warning], *where: object, **more: object) -> None:
        if issubclass(category, EngineWarning):
            complain(f"warning: {message}")

    warnings.showwarning = show
    try:
        app(prog_name="ungarble", standalone_mode=True)
    except (ConfigError, RuleError, PatternError, BaselineError, ChangesError, EngineError, PipelineNotFound) as error:
        complain(str(error))
        sys.exit(2)
    except KeyboardInterrupt:
        complain("interrupted")
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has seen enough (`| head`): no more writing, also not at shutdown.
        sys.stderr.close()
        sys.exit(141)
