#!/bin/sh
# The monthly report, from cron or systemd. It says nothing where all is well, so that a mail is worth reading.
#
#   BPJS_DATA    the fact base                       (required)
#   REPORT       the report to write                 (required; .html, .md, .json … as its name says)
#   FAIL_UNDER   least coverage in percent           (default: no gate)
#
# Exit code: that of the first step that did not succeed; see `bpjs --help` for what each means.
set -u
: "${BPJS_DATA:?set BPJS_DATA to the fact base}" "${REPORT:?set REPORT to the file to write}"
export BPJS_DATA
code=0

step() {
  "$@"
  last=$?
  if [ "$last" -ne 0 ]; then
    echo "bpjs-monthly: exit code $last: $*" >&2
    if [ "$code" -eq 0 ]; then code=$last; fi
  fi
}

# What contradicts itself is said in full; the report is written all the same, with the figures marked as disputed.
step bpjs check --quiet
# Anything but findings would be said again by each step: the base cannot be read, or bpjs is not there.
if [ "$code" -gt 1 ]; then exit "$code"; fi
if [ -n "${FAIL_UNDER:-}" ]; then
  step bpjs coverage --quiet --fail-under "$FAIL_UNDER"
fi
step bpjs report --output "$REPORT"
exit "$code"
