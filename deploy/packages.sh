#!/usr/bin/env bash
# Installs the Debian packages that are missing. Usage: deploy/packages.sh run|build|test|bench|fuzz ...
# run = what a node needs, build = to compile it, test = what the tests add, bench = what the measurements add,
# fuzz = a compiler with libFuzzer.
set -euo pipefail

declare -A groups=(
  [run]="mariadb-server mariadb-client nginx-light openssl python3 ca-certificates"
  [build]="g++ cmake ninja-build ccache mold pkg-config libpistache-dev nlohmann-json3-dev libmysqlcppconn-dev
           libssl-dev libspdlog-dev libcurl4-openssl-dev libcli11-dev libtomlplusplus-dev libexpected-dev libzstd-dev libsimdjson-dev"
  [test]="libgtest-dev libgmock-dev librapidcheck-dev clang-format git faketime iptables iproute2 e2fsprogs"
  [bench]="libbenchmark-dev"
  [fuzz]="clang libclang-rt-14-dev llvm"
)

missing=()
for group in "$@"; do
  for package in ${groups[$group]}; do
    dpkg-query -W -f='${Status}\n' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
  done
done
[ ${#missing[@]} = 0 ] && exit 0

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
# A server package must not start a service of its own: the demo and the tests run private ones.
export DEBIAN_FRONTEND=noninteractive
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
  as_root chmod 755 "$policy"
  trap 'as_root rm -f "$policy"' EXIT
fi
echo "installing: ${missing[*]}" >&2
as_root apt-get update -qq
as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
