#!/usr/bin/env bash
# Serves dist/ with the demo on 127.0.0.1: on PORT, or on the first free port from 8080.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/dist.sh

busy() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
port=${PORT:-}
if [ -n "$port" ]; then
  ! busy "$port" || die "port $port is in use; choose another: make serve PORT=9000"
else
  port=8080
  while busy "$port"; do port=$((port + 1)); done
fi

if has python3; then
  exec python3 scripts/serve.py dist "$port"
fi
# (Trunk's own server, with the program in one piece: it has no use for chunks.)
use_tools
say "Runlens is at http://127.0.0.1:$port/  (Ctrl-C ends it)"
exec env -u NO_COLOR trunk serve --release --locked --no-autoreload --address 127.0.0.1 --port "$port" --dist target/served
