#!/usr/bin/env bash
# Benchmarks of the Rust code (when there are any) and of the page in Chromium.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/setup.sh rust python chromium uplot
bash scripts/dist.sh
use_tools
say "Building the chart benchmark into target/bench (about a minute)."
env -u NO_COLOR trunk build --release --locked --dist "$ROOT/target/bench" benches/page/chart.html >&2
if compgen -G 'benches/*.rs' >/dev/null; then
  cargo bench --locked
fi
exec env CHROMIUM="$(find_chromium)" CHROMEDRIVER="$(find_chromedriver)" UPLOT="$UPLOT_DIR/node_modules/uplot/dist" \
  "$VENV/bin/python" benches/page/bench.py
