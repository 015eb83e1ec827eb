#!/usr/bin/env bash
# Three nodes on one machine, one real day through them.
#   deploy/quickstart.sh            install what is missing, build, run the day, leave the demo running
#   deploy/quickstart.sh --once     the same, then stop everything; exit 0 only if all steps were ok
#   deploy/quickstart.sh --stop     stop a running demo
#   deploy/quickstart.sh --restart city|province|national   start that node's hub again
# Further: --directory DIR (default var/demo), --ports OFFSET (added to every port)
set -euo pipefail
cd "$(dirname "$0")/.."

took() { awk -v s="$1" -v e="$(date +%s.%N)" 'BEGIN { printf "%.1f s", e - s }'; }

for argument in "$@"; do
  case $argument in --stop | --restart) exec python3 deploy/demo/quickstart.py "$@" ;; esac
done

started=$(date +%s.%N)
deploy/packages.sh run build
printf 'ok   %-44s %s\n' "packages" "$(took "$started")"

started=$(date +%s.%N)
log=build/quickstart-build.log
mkdir -p build
if ! { cmake --preset release && cmake --build --preset release -- nenghub; } >"$log" 2>&1; then
  printf 'FAIL %-44s see %s\n' "build" "$log"
  grep -E 'error|FAILED' "$log" | head -20
  exit 1
fi
printf 'ok   %-44s %s\n' "build" "$(took "$started")"

exec python3 deploy/demo/quickstart.py "$@"
