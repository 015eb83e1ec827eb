#!/usr/bin/env bash
# Requirement rows against passing tests, a line per document. Run tests/run.sh before it.
exec python3 "$(dirname "$0")/trace.py" "$@"
