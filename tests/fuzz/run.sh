#!/usr/bin/env bash
# Fuzzes each target of this folder for SECONDS (default 5), beginning with its corpus. Last line:
# `N passed, N failed`. What breaks a target is kept in build/fuzz/found.
#   tests/fuzz/run.sh [SECONDS [TARGET...]]
set -uo pipefail
cd "$(dirname "$0")/../.."

seconds=${1:-5}
shift || true
found=$PWD/build/fuzz/found
results=${NENGHUB_TEST_RESULTS:-build/fuzz}
passed=0 failed=0

deploy/packages.sh build fuzz || exit 1
mkdir -p "$found" "$results"
{ cmake --preset fuzz && cmake --build --preset fuzz; } >"$results/fuzz-build.log" 2>&1 || {
  grep -E 'error|FAILED' "$results/fuzz-build.log" | head -20; echo "0 passed, 1 failed"; exit 1; }

targets=("$@")
[ ${#targets[@]} = 0 ] && targets=($(cd tests/fuzz && printf '%s\n' *_fuzz.cpp | sed 's/\.cpp$//'))

for target in "${targets[@]}"; do
  grown=$(mktemp -d)  # new inputs go here, so that the committed corpus stays as it is
  options=(-max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=8192 -print_final_stats=1
           -artifact_prefix="$found/$target-" -dict=tests/fuzz/words.dict)
  if build/fuzz/tests/fuzz/"$target" "${options[@]}" "$grown" tests/fuzz/corpus/"$target" >"$results/$target.log" 2>&1; then
    passed=$((passed + 1))
    echo "ok   $target $(sed -n 's/^stat::number_of_executed_units: *//p' "$results/$target.log") executions"
  else
    failed=$((failed + 1))
    echo "FAIL $target"; grep -E 'broken:|ERROR|runtime error|Test unit written' "$results/$target.log" | head -5
  fi
  rm -rf "$grown"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
