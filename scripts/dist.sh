#!/usr/bin/env bash
# Builds the optimised page into dist/; does nothing when dist/ is newer than
# everything it is made of. FORCE=1 builds in any case, DIST=target/other puts it
# elsewhere.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/setup.sh rust trunk wasm-bindgen wasm-split wasm-opt
use_tools

out=${DIST:-dist}
stamp=target/$(basename "$out").stamp
made_with="trunk $TRUNK_VERSION, wasm-bindgen $WASM_BINDGEN_VERSION, wasm-split $WASM_SPLIT_VERSION, wasm-opt ${WASM_OPT:+$BINARYEN_VERSION}"
inputs=(src style assets index.html Trunk.toml Cargo.toml Cargo.lock build.rs rust-toolchain.toml demo/data scripts/css.sh scripts/chunks)
for dir in locales; do [ -e "$dir" ] && inputs+=("$dir"); done

if [ -z "${FORCE:-}" ] && [ -f "$out/index.html" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$made_with" ] \
  && [ -z "$(find "${inputs[@]}" -newer "$stamp" -print | head -n 1)" ]; then
  say "$out/ is up to date."
  exit 0
fi

say "Building the page into $out/ (the first time about 10 minutes on two cores, then about 1)."
mkdir -p target
rm -f "$stamp"
# The stamp carries the time before the build: what changes meanwhile counts as newer.
printf '%s' "$made_with" > "$stamp.new"
use_chunks
env -u NO_COLOR trunk build --release --locked --features chunks --dist "$ROOT/$out" >&2
mv "$stamp.new" "$stamp"
