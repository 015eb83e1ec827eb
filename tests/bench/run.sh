#!/usr/bin/env bash
# Builds the release tree and measures. Medians; nothing here passes or fails.
#   tests/bench/run.sh                       the stages one by one (Google Benchmark, MariaDB with durable commits)
#   tests/bench/run.sh NAME [OPTION ...]     single, memory, merge, scale or deliveries: whole nodes under load (--help explains)
set -euo pipefail
cd "$(dirname "$0")/../.."

name=${1:-stages}
[ $# -eq 0 ] || shift
[ "$name" = stages ] || [ -f "tests/bench/$name.py" ] || { sed -n '2,4p' "$0" >&2; exit 2; }

deploy/packages.sh run build bench
log=build/bench-build.log
mkdir -p build
if [ -z "${NENGHUB_BENCH_BINARY:-}" ]; then
  targets=(nenghub)
  [ "$name" != stages ] || targets=(bench_stages)
  if ! { cmake --preset release -DNENGHUB_BENCH=ON && cmake --build --preset release -- "${targets[@]}"; } >"$log" 2>&1; then
    grep -E 'error|FAILED' "$log" | head -20
    echo "the release build failed, see $log" >&2
    exit 1
  fi
fi
[ "$name" = stages ] || exec python3 "tests/bench/$name.py" "$@"

database=$(mktemp -d /tmp/nenghub-bench.XXXXXX)
trap 'deploy/mariadb.sh stop "$database" >/dev/null 2>&1; rm -rf "$database"' EXIT
NENGHUB_MARIADB_OPTIONS="--innodb-buffer-pool-size=1G --innodb-log-file-size=1G" \
  deploy/mariadb.sh start "$database" >"$database/socket"
export NENGHUB_BENCH_SOCKET=$(<"$database/socket")
# One processor for the measured code; the database takes the other.
taskset -c 0 build/release/tests/bench/bench_stages --benchmark_repetitions=5 --benchmark_report_aggregates_only=true \
  --benchmark_enable_random_interleaving=false --benchmark_out="$database/stages.json" --benchmark_out_format=json \
  "$@" >"$database/stages.log" 2>&1 || { tail -20 "$database/stages.log" >&2; exit 1; }
python3 tests/bench/stage_table.py "$database/stages.json"
