#!/usr/bin/env bash
# Builds and runs all tests. Last line: `N passed, N failed`.
#   tests/run.sh           everything a change must pass
#   tests/run.sh --quick   without the fault run and the quick start's end-to-end run
#   tests/run.sh --all     adds ThreadSanitizer and the long forms
set -uo pipefail
cd "$(dirname "$0")/.."

mode=${1:-}
results=$PWD/build/results
passed=0 failed=0

deploy/packages.sh run build test fuzz || exit 1
rm -rf "$results" && mkdir -p "$results"

say() { printf '\n== %s\n' "$*"; }

build() {  # preset target...
  local preset=$1; shift
  say "build $preset"
  cmake --preset "$preset" >"$results/cmake-$preset.log" 2>&1 || { tail -20 "$results/cmake-$preset.log"; return 1; }
  cmake --build --preset "$preset" -- "$@" >"$results/build-$preset.log" 2>&1 || {
    grep -E 'error|FAILED' "$results/build-$preset.log" | head -20; return 1; }
}

give_up() { echo "$*"; echo "$passed passed, $((failed + 1)) failed"; exit 1; }

count_line() {  # output file: adds the counts of its last `N passed, N failed`
  local line; line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$1" | tail -1)
  if [ -z "$line" ]; then failed=$((failed + 1)); echo "FAIL no result line in $1"; tail -5 "$1"; return; fi
  set -- $line
  passed=$((passed + $1)) failed=$((failed + $3))
}

google_tests() {  # preset
  local binary name
  for binary in build/"$1"/tests/*; do
    [ -f "$binary" ] && [ -x "$binary" ] || continue
    name=$(basename "$binary")
    case $name in *_server) continue ;; esac
    timeout 900 "$binary" --gtest_output="xml:$results/$1-$name.xml" --gtest_brief=1 >"$results/$1-$name.log" 2>&1
    local status=$? counts
    counts=$(python3 tests/support/count_xml.py "$results/$1-$name.xml" 2>/dev/null || echo "0 1")
    passed=$((passed + ${counts% *})) failed=$((failed + ${counts#* }))
    if [ $status -ne 0 ] && [ "${counts#* }" = 0 ]; then failed=$((failed + 1)); fi
    if [ $status -ne 0 ]; then echo "FAIL $name"; grep -vE '^\[ +OK|^\[ RUN' "$results/$1-$name.log" | tail -40; else
      echo "ok   $name ${counts% *}"; fi
  done
}

script_tests() {  # name command...
  local name=$1; shift
  if timeout "${limit:-1800}" "$@" >"$results/$name.log" 2>&1; then echo "ok   $name $(tail -1 "$results/$name.log")"; else
    echo "FAIL $name"; grep -E 'FAIL|Error|assert' "$results/$name.log" | head -20; tail -15 "$results/$name.log"; fi
  count_line "$results/$name.log"
}

build release nenghub || give_up "the release build failed"
build dev all || give_up "the build with sanitizers failed"

say "tests"
database=$(mktemp -d /tmp/nenghub-test.XXXXXX)
trap 'tests/support/mariadb.sh stop "$database" >/dev/null 2>&1; rm -rf "$database"' EXIT
NENGHUB_TEST_SOCKET=$(tests/support/mariadb.sh start "$database") || give_up "no database for the tests"
export NENGHUB_TEST_SOCKET
export NENGHUB_TEST_RESULTS=$results
export NENGHUB_TEST_BUILD=$PWD/build/dev

script_tests tidy python3 tests/tidy/tidy_test.py
google_tests dev
script_tests fuzz tests/fuzz/run.sh 5
for script in tests/integration/*_test.py; do
  [ -e "$script" ] && script_tests "$(basename "$script" .py)" python3 "$script"
done

if [ "$mode" = --all ]; then
  build tsan all && google_tests tsan
fi
if [ "$mode" != --quick ]; then
  say "faults"
  if [ "$mode" = --all ]; then
    limit=3600 script_tests faults tests/faults/run.sh --long
    script_tests kill_demo tests/faults/kill_demo.py
  else script_tests faults tests/faults/run.sh --short --seed 4; fi
  say "end to end"
  script_tests quickstart deploy/quickstart.sh --once --directory "$database/demo" --ports -11000
fi

say "requirement rows"
tests/trace.sh
echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
