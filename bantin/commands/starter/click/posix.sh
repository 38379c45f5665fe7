#!/bin/sh
# @title@
if [ ! -t 0 ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && [ -z "${BANTIN_WINDOW:-}" ]; then
    # Some desktops of Linux run a file without a window in which anything could be read.
    for terminal in x-terminal-emulator konsole xterm; do
        command -v "$terminal" >/dev/null 2>&1 && BANTIN_WINDOW=yes exec "$terminal" -e "$0"
    done
fi

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 2
record=$here/.bantin-path
program='' python=''
[ -r "$record" ] && { IFS= read -r program; IFS= read -r python; } <"$record"
[ ! -f "$program" ] && [ -f "$here/../bantin/build.py" ] && program=$here/../bantin/build.py

wait_and_leave() { # until somebody has read what is said
    printf '%s\n' '@close@'
    read -r _
    exit "$1"
}

is_build() { # whether a file is the program: what is dropped may be the file beside it
    [ -f "$1" ] && [ "${1##*/}" = build.py ]
}

while ! is_build "$program"; do
    printf '\n%s\n' '@ask@'
    [ -n "$program" ] && printf '  %s\n' "$program"
    printf '> '
    read program || exit 2 # without -r: some windows write the blanks of a file that is dropped with a backslash,
    case $program in
    "'"*"'") program=${program#"'"} program=${program%"'"} ;; # others put it into quotes
    '') exit 2 ;;
    esac
    [ -f "$program/build.py" ] && program=$program/build.py
    is_build "$program" && printf '%s\n%s\n' "$program" "$python" >"$record"
done

# Run, not only looked for: macOS has a python3 that only offers to install one, and one may have lost what it was made from.
"$python" -c '' >/dev/null 2>&1 || python=python3
if ! "$python" -c '' >/dev/null 2>&1; then
    printf '\n%s\n' '@no-python@'
    wait_and_leave 2
fi

trap : INT # Ctrl+C is the program's own to answer.
"$python" "$program" --project "$here" @command@
status=$?
if [ "$status" -ne 0 ]; then
    printf '\n%s\n' '@failed@'
    wait_and_leave "$status"
fi
@done@
