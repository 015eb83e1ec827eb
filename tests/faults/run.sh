#!/usr/bin/env bash
# City, province and nation under load while everything around them breaks. Last line: `N passed, N failed`.
#   tests/faults/run.sh [--seed N] [--short | --long] [--only NAME]... [--list]
# Wants a built program (build/release/nenghub, or --binary FILE) and root for what needs namespaces and mounts.
set -euo pipefail
cd "$(dirname "$0")/../.."
exec python3 tests/faults/run.py "$@"
