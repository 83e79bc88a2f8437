#!/bin/sh
# The checks that need no test run: lint, format, import contracts, templates, types. Runs all, then fails if one failed.
set -u
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=

step() {
    name=$1
    shift
    if output=$("$@" 2>&1); then
        printf '  ok    %s\n' "$name"
    else
        printf '  FAIL  %s\n%s\n' "$name" "$output"
        failed="$failed $name"
    fi
}

step lint $bin/ruff check .
step format $bin/ruff format --check .
step contracts $bin/lint-imports --no-logo
if [ -d src/gotrs_web/templates ]; then step templates $bin/djlint --quiet --lint src/gotrs_web/templates; fi
step types $bin/mypy

[ -z "$failed" ] || { printf 'Failed:%s\n' "$failed" >&2; exit 1; }
