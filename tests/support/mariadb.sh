#!/usr/bin/env bash
# The private server of the tests is the one of the demo.
exec "$(dirname "$0")/../../deploy/mariadb.sh" "$@"
