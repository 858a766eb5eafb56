#!/bin/sh
# The monthly report, from cron or systemd. It says nothing where all is well, so that a mail is worth reading.
#
#   BPJS_DATA    the fact base                       (default: facts/figures.toml beside this script)
#   REPORT       the report to write                 (default: out/report.html beside it; .md, .json … as its name says)
#   SITE         the folder of a site to write       (default: none)
#   FAIL_UNDER   least coverage in percent           (default: no gate)
#
# The program is taken from a virtual environment venv beside this script, where there is one, else from PATH. Folders
# that are missing are made. Exit code: that of the first step that did not succeed; `bpjs --help` says what each means.
set -u
here=$(cd -- "$(dirname -- "$0")" && pwd) || exit
PATH="$here/venv/bin:$PATH"
: "${BPJS_DATA:=$here/facts/figures.toml}" "${REPORT:=$here/out/report.html}"
export BPJS_DATA PATH
code=0

step() {
  "$@"
  last=$?
  if [ "$last" -ne 0 ]; then
    echo "bpjs-monthly: exit code $last: $*" >&2
    if [ "$code" -eq 0 ]; then code=$last; fi
  fi
}

# What contradicts itself is said in full, but for findings that somebody has accepted; the report is written all the
# same, with the figures marked as disputed.
step bpjs check --quiet
# Anything but findings would be said again by each step: the base cannot be read, or bpjs is not there.
if [ "$code" -gt 1 ]; then exit "$code"; fi
if [ -n "${FAIL_UNDER:-}" ]; then
  step bpjs coverage --quiet --fail-under "$FAIL_UNDER"
fi
mkdir -p -- "$(dirname -- "$REPORT")"
step bpjs report --output "$REPORT"
if [ -n "${SITE:-}" ]; then
  step bpjs site --quiet "$SITE"
fi
exit "$code"
