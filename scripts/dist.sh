#!/usr/bin/env bash
# Builds the optimised page into dist/; does nothing when dist/ is newer than
# everything it is made of. FORCE=1 builds in any case; FEATURES=mlflow builds in
# what the page leaves out to stay within its size, DIST=target/other puts it elsewhere.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/setup.sh rust trunk wasm-bindgen wasm-opt
use_tools

out=${DIST:-dist}
stamp=target/$(basename "$out").stamp
made_with="trunk $TRUNK_VERSION, wasm-bindgen $WASM_BINDGEN_VERSION, wasm-opt ${WASM_OPT:+$BINARYEN_VERSION}, features ${FEATURES:-}"
inputs=(src style assets index.html Trunk.toml Cargo.toml Cargo.lock rust-toolchain.toml demo/data scripts/css.sh)
for dir in locales build.rs; do [ -e "$dir" ] && inputs+=("$dir"); done

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
env -u NO_COLOR trunk build --release --locked --no-default-features --features "${FEATURES:-}" --dist "$ROOT/$out" >&2
mv "$stamp.new" "$stamp"
