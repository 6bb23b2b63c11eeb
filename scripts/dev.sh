#!/usr/bin/env bash
# Debug build, rebuilt and reloaded when a source changes; kept apart from dist/.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/setup.sh rust trunk wasm-bindgen
use_tools
say "The first debug build takes some minutes; the page is then at http://127.0.0.1:${PORT:-8080}/"
exec env -u NO_COLOR trunk serve --locked --address 127.0.0.1 --port "${PORT:-8080}" --dist target/dev
