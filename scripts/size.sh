#!/usr/bin/env bash
# What the files of dist weigh (raw, gzip -9, brotli 11); fails when those that a first
# visit fetches are above the limit that stands in scripts/limits.env. Chunks are
# fetched when they are first needed and listed apart. The demo's data is not counted.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
# shellcheck source=scripts/limits.env
. scripts/limits.env
[ -f dist/index.html ] || die "there is no dist/; run: make dist"

python=
for candidate in "$VENV/bin/python" python3; do
  if has "$candidate" && "$candidate" -c 'import brotli' 2>/dev/null; then python=$candidate; break; fi
done
brotli_size() {
  if [ -n "$python" ]; then
    "$python" -c 'import brotli, sys; print(len(brotli.compress(open(sys.argv[1], "rb").read(), quality=11)))' "$1"
  else
    node -e 'const z = require("zlib"), c = z.constants, d = require("fs").readFileSync(process.argv[1]);
      console.log(z.brotliCompressSync(d, { params: { [c.BROTLI_PARAM_QUALITY]: 11, [c.BROTLI_PARAM_LGWIN]: 22, [c.BROTLI_PARAM_SIZE_HINT]: d.length } }).length)' "$1"
  fi
}
[ -n "$python" ] || has node || die "sizes need Python's brotli (make test sets it up) or Node."

# weigh TITLE: prints what the files named on standard input weigh, and sums them up.
weigh() {
  printf '%-48s %10s %10s %10s\n' "$1" raw gzip brotli
  raw_sum=0 gzip_sum=0 brotli_sum=0
  while IFS= read -r file; do
    raw=$(wc -c < "$file" | tr -d ' ')
    gzip=$(gzip -9 -c "$file" | wc -c | tr -d ' ')
    brotli=$(brotli_size "$file")
    printf '%-48s %10d %10d %10d\n' "${file#dist/}" "$raw" "$gzip" "$brotli"
    raw_sum=$((raw_sum + raw)) gzip_sum=$((gzip_sum + gzip)) brotli_sum=$((brotli_sum + brotli))
  done
  printf '%-48s %10d %10d %10d\n' total "$raw_sum" "$gzip_sum" "$brotli_sum"
}
files() { find dist -path dist/demo -prune -o -type f \( -name '*.html' -o -name '*.css' -o -name '*.js' -o -name '*.wasm' \) "$@" -print | sort; }

weigh "when needed" < <(files \( -name '*-chunk_*' -o -name '*-split_*' \))
weigh "first visit" < <(files ! -name '*-chunk_*' ! -name '*-split_*')
printf '%-48s %32d\n' limit "$PAGE_BROTLI_BYTES"
[ "$brotli_sum" -gt 0 ] || die "dist holds none of the page's files."
if ! grep -q 'wasm-opt [0-9]' target/dist.stamp 2>/dev/null; then
  say "This page was built without wasm-opt: the limit is not for it."
  exit 0
fi
[ "$brotli_sum" -le "$PAGE_BROTLI_BYTES" ] || die "the page is $((brotli_sum - PAGE_BROTLI_BYTES)) bytes over its limit (scripts/limits.env)."
