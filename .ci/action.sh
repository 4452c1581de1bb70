#!/usr/bin/env bash
# What the GitHub Action does (action.yml); its inputs come as INPUT_* so that nothing of them is read as shell.
set -euo pipefail

lines() { # the lines of $1 that are not empty, into the array `read_lines`
  read_lines=()
  while IFS= read -r line; do
    if [ -n "$line" ]; then read_lines+=("$line"); fi
  done <<< "$1"
}

lines "${INPUT_PATHS:-.}"; paths=("${read_lines[@]}")
lines "${INPUT_ARGS:-}"; options=("${read_lines[@]+"${read_lines[@]}"}")
if [ -n "${INPUT_SINCE:-}" ]; then options+=(--since "$INPUT_SINCE"); fi

told=("${options[@]+"${options[@]}"}" --output-format "${INPUT_FORMAT:-github}")
if [ -n "${INPUT_OUTPUT_FILE:-}" ]; then told+=(--output-file "$INPUT_OUTPUT_FILE"); fi

if [ -n "${INPUT_DIFF_FILE:-}" ]; then
  ungarble diff "${options[@]+"${options[@]}"}" --quiet -- "${paths[@]}" > "$INPUT_DIFF_FILE" 2> /dev/null || [ $? -eq 1 ]
fi

code=0
ungarble check "${told[@]}" -- "${paths[@]}" || code=$?
if [ "${INPUT_WRITE:-false}" = true ]; then
  ungarble fix "${options[@]+"${options[@]}"}" --fix-only -- "${paths[@]}" || code=$?
fi

if [ -n "${GITHUB_OUTPUT:-}" ]; then
  if [ "$code" -eq 0 ]; then echo "findings=false"; else echo "findings=true"; fi >> "$GITHUB_OUTPUT"
fi
if [ "$code" -eq 1 ] && [ "${INPUT_EXIT_ZERO:-false}" = true ]; then code=0; fi
exit "$code"
