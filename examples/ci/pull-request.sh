#!/usr/bin/env bash
# A pull request by hand: `check` fails, the safe fixes go onto a branch of their own, the rest is left for `review`.
#   examples/ci/pull-request.sh BASE PATH…
set -euo pipefail
base=$1; shift

if ungarble check --since "$base" --output-format concise "$@"; then
  echo "nothing to do"; exit 0
fi
git switch --quiet --create ungarble-fixes
ungarble fix --since "$base" --fix-only --show-fixes "$@"
if git diff --quiet; then
  echo "no safe fix: look at the rest with: ungarble review --since $base $*"; exit 1
fi
git commit --quiet --all --message "Repair machine translation damage (ungarble, safe fixes)"
git --no-pager show --stat --format=%s
