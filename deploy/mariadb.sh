#!/usr/bin/env bash
# A private MariaDB on a unix socket in DIR, for the demo and the tests: small and quick to start, but as durable as
# production. No network.
#   mariadb.sh start DIR    prints the path of the socket; an already running one is left as it is
#   mariadb.sh stop DIR     stops it by its pid; the data stays
# The account is the caller's own name with all rights over the socket, without password. Further server options may
# stand in NENGHUB_MARIADB_OPTIONS.
set -euo pipefail

readonly kSocketBytesMax=107  # of sun_path, less the final NUL
readonly kStartSeconds=30

fail() { echo "mariadb.sh: $*" >&2; exit 1; }

# A killed one that nobody has waited for still answers kill -0.
alive() { [ -f "$1/mariadb.pid" ] && grep -q '^State:[[:space:]]*[^ZX[:space:]]' "/proc/$(cat "$1/mariadb.pid")/status" 2>/dev/null; }

initialise() {
  local dir=$1
  [ -d "$dir/data/mysql" ] && return
  rm -rf "$dir/data"
  mariadb-install-db --no-defaults --user="$(id -un)" --datadir="$dir/data" --skip-test-db \
    --auth-root-authentication-method=socket --auth-root-socket-user="$(id -un)" \
    --innodb-log-file-size=64M >"$dir/install.log" 2>&1 || { cat "$dir/install.log" >&2; fail "cannot initialise"; }
}

launch() {
  local dir=$1 socket=$2
  setsid mariadbd --no-defaults --user="$(id -un)" --datadir="$dir/data" --socket="$socket" \
    --pid-file="$dir/mariadb.pid" --log-error="$dir/mariadb.log" --skip-networking --skip-name-resolve \
    --character-set-server=utf8mb4 --collation-server=utf8mb4_nopad_bin \
    --innodb-flush-log-at-trx-commit=1 --innodb-rollback-on-timeout=ON \
    --innodb-buffer-pool-size=256M --innodb-log-file-size=64M --max-allowed-packet=64M \
    --max-connections=200 --performance-schema=OFF --skip-log-bin \
    ${NENGHUB_MARIADB_OPTIONS:-} </dev/null >"$dir/mariadb.out" 2>&1 &
}

start() {
  local dir socket
  mkdir -p "$1"
  dir=$(cd "$1" && pwd)
  socket=$dir/mariadb.sock
  [ "$(printf %s "$socket" | wc -c)" -le $kSocketBytesMax ] || fail "socket path is longer than $kSocketBytesMax bytes: $socket"
  if ! alive "$dir"; then
    initialise "$dir"
    launch "$dir" "$socket"
    local end=$((SECONDS + kStartSeconds))
    until mariadb-admin --no-defaults --socket="$socket" ping >/dev/null 2>&1; do
      [ $SECONDS -lt $end ] || { tail -20 "$dir/mariadb.log" >&2; fail "no answer within $kStartSeconds s"; }
      sleep 0.1
    done
  fi
  echo "$socket"
}

stop() {
  local dir pid
  dir=$(cd "$1" 2>/dev/null && pwd) || return 0
  alive "$dir" || return 0
  pid=$(cat "$dir/mariadb.pid")
  kill "$pid"
  while alive "$dir"; do sleep 0.1; done
}

[ $# -eq 2 ] || fail "usage: mariadb.sh start|stop DIR"
case $1 in
  start) start "$2" ;;
  stop) stop "$2" ;;
  *) fail "usage: mariadb.sh start|stop DIR" ;;
esac
