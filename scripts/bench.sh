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
CHROMIUM=$(find_chromium) CHROMEDRIVER=$(find_chromedriver) UPLOT="$UPLOT_DIR/node_modules/uplot/dist"
export CHROMIUM CHROMEDRIVER UPLOT
"$VENV/bin/python" benches/page/bench.py
"$VENV/bin/python" benches/page/table.py
if [ "${1:-}" = mlflow ]; then
  bash scripts/setup.sh mlflow
  say "Beside MLflow's own page (about 15 minutes; the first time it makes 1 GB of runs in target/bench-mlflow)."
  "$VENV/bin/python" benches/page/mlflow.py
fi
