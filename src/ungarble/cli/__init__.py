"""The command line: reads options, calls, prints, chooses the exit code. The only package that does any of these.

Exit codes: 0 clean or all fixed, 1 findings remain (or `diff` printed a change), 2 error, 130 interrupted.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Entry point of the `ungarble` command."""
    from ungarble.cli.app import app
    from ungarble.cli.output import complain
    from ungarble.config import ConfigError
    from ungarble.detectors.phrases import PatternError
    from ungarble.rulepack import RuleError

    try:
        app(prog_name="ungarble", standalone_mode=True)
    except (ConfigError, RuleError, PatternError) as error:
        complain(str(error))
        sys.exit(2)
    except KeyboardInterrupt:
        complain("interrupted")
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has seen enough (`| head`): no more writing, also not at shutdown.
        sys.stderr.close()
        sys.exit(141)
