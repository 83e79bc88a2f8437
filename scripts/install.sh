#!/bin/sh
# Prepares .venv for `make run` (base) or `make test` (test). Does nothing when the lock files have not changed since.
# Usage: scripts/install.sh base|test          PYTHON=/path/to/python3 chooses the interpreter.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-base}
venv=.venv

say() { printf '%s\n' "$*"; }
die() { printf '%s\n' "$@" >&2; exit 1; }

# What the environment was built from: folder (scripts carry absolute paths), interpreter, locks.
state() { pwd; cat "$venv/pyvenv.cfg"; cksum pyproject.toml "requirements/$1.txt"; }
fresh() { [ -f "$venv/.installed-$1" ] && [ -x "$venv/bin/python" ] && [ "$(state "$1")" = "$(cat "$venv/.installed-$1")" ]; }

find_python() {
    for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 python3.14}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

make_venv() {
    python=$(find_python) || die "GOTRS needs Python 3.11 or newer, and none was found." \
        "  Debian 12, Ubuntu 24.04:  sudo apt install python3 python3-venv" \
        "  macOS:                    brew install python@3.13" \
        "  somewhere else:           make run PYTHON=/path/to/python3.12"
    say "Creating $venv with $("$python" --version 2>&1)"
    rm -rf "$venv"
    if ! output=$("$python" -m venv "$venv" 2>&1); then
        rm -rf "$venv"
        die "$output" "" "Python could not create a virtual environment. On Debian and Ubuntu a package is missing:" \
            "  sudo apt install python3-venv        (or python3.12-venv, as the lines above name it)" "then run make again."
    fi
}

usable() {
    [ -x "$venv/bin/pip" ] && "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null &&
        head -n 1 "$venv/bin/pip" | grep -q "$(pwd)/"
}

case $kind in
    base) if fresh base || fresh test; then exit 0; fi ;;
    test) if fresh test; then exit 0; fi ;;
    *) die "usage: scripts/install.sh base|test" ;;
esac

usable || make_venv
pip="$venv/bin/python -m pip -qq --disable-pip-version-check --no-input"
say "Installing the pinned packages of requirements/$kind.txt (the first time takes about a minute)"
$pip install --require-hashes --requirement "requirements/$kind.txt"
$pip install --no-deps --editable .
"$venv/bin/python" -m compileall -qq src || true
state "$kind" > "$venv/.installed-$kind"
