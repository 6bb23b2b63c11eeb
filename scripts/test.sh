#!/usr/bin/env bash
# Runs parts of the tests, stops at the first that fails, and says at the end how
# long each took and how many tests ran. Without arguments: all parts.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

logs=target/test-logs
mkdir -p "$logs"
passed=0 failed=0 skipped=0
times=()

lint() {
  bash scripts/setup.sh rust
  cargo fmt --all --check
  cargo clippy --locked --all-targets -- -D warnings
  cargo clippy --locked --target "$RUST_TARGET" --lib --bins --test browser -- -D warnings
}

native() {
  bash scripts/setup.sh rust
  cargo test --locked
}

browser() {
  bash scripts/setup.sh rust wasm-bindgen chromium
  use_tools
  # The flags of the browser stand in webdriver.json.
  env CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
    CHROMEDRIVER="$(find_chromedriver)" WASM_BINDGEN_TEST_TIMEOUT="${WASM_BINDGEN_TEST_TIMEOUT:-120}" \
    cargo test --locked --target "$RUST_TARGET" --test browser
}

dist() { bash scripts/dist.sh; }
size() { bash scripts/setup.sh python && bash scripts/size.sh; }

python_tests() {
  env CHROMIUM="$(find_chromium)" CHROMEDRIVER="$(find_chromedriver)" NGINX="$(find_nginx)" \
    "$VENV/bin/python" -m pytest -p no:cacheprovider --color=no -ra "$@"
}

contract() {
  bash scripts/setup.sh python
  python_tests tests/contract
}

# What the source reads from a real server, against what the real client logged.
mlflow() {
  bash scripts/setup.sh rust mlflow
  # Compiled first, so that the server does not wait for it.
  cargo test --locked --test mlflow_live --no-run
  "$MLFLOW_VENV/bin/python" tests/mlflow/server.py -- cargo test --locked --test mlflow_live
}

# The stand-in for Azure ML, against the real SDK, and behind nginx (which comes with
# Chromium); then the source, against what the real SDK logged there.
azureml() {
  bash scripts/setup.sh rust azureml chromium
  cargo test --locked --test azureml_live --no-run
  NGINX="$(find_nginx)" "$AZUREML_VENV/bin/python" -m pytest -p no:cacheprovider --color=no -ra tests/azureml
  "$AZUREML_VENV/bin/python" tests/azureml_live/with_double.py -- cargo test --locked --test azureml_live
}

# The journeys that need a real MLflow server.
mlflow_pages() {
  bash scripts/setup.sh python mlflow chromium
  bash scripts/dist.sh
  python_tests -n 2 tests/e2e/test_mlflow*.py ${E2E:+-k "$E2E"}
}

# The journeys that need what the real SDK logs into a stand-in for Azure ML.
azureml_pages() {
  bash scripts/setup.sh python azureml chromium
  bash scripts/dist.sh
  python_tests -n 2 tests/e2e/test_azureml*.py ${E2E:+-k "$E2E"}
}

# A run in a real notebook, in JupyterLab.
notebook() {
  bash scripts/setup.sh python notebook chromium
  bash scripts/dist.sh
  python_tests tests/e2e/test_notebook.py
}

e2e() {
  bash scripts/setup.sh python chromium
  bash scripts/dist.sh
  # Two browsers at a time: most of a journey is waiting.
  python_tests -n 2 tests/e2e --ignore-glob='*/test_mlflow*' --ignore-glob='*/test_azureml*' --ignore-glob='*/test_notebook*' ${E2E:+-k "$E2E"}
}

# count PART: adds what the part's runner says it ran; a runner that ran nothing fails.
count() {
  local log="$logs/$1.plain" before=$((passed + failed)) n
  sed $'s/\033\\[[0-9;]*[A-Za-z]//g' "$logs/$1.log" > "$log"
  case $1 in
    native|browser|mlflow|azureml)
      while read -r p f i; do
        passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + i))
      done < <(sed -nE 's/^test result: [a-zA-Z]+\. ([0-9]+) passed; ([0-9]+) failed; ([0-9]+) ignored.*/\1 \2 \3/p' "$log") ;;
  esac
  case $1 in
    contract|azureml|e2e|mlflow_pages|azureml_pages|notebook)
      local line; line=$(grep -E '^=+ .*[0-9]+ (passed|failed|error|skipped).* in [0-9.]+s.* =+$' "$log" | tail -n 1 || true)
      for word in passed failed error skipped; do
        n=$(grep -oE "[0-9]+ ${word}" <<<"$line" | grep -oE '[0-9]+' || echo 0)
        case $word in passed) passed=$((passed + n)) ;; skipped) skipped=$((skipped + n)) ;; *) failed=$((failed + n)) ;; esac
      done ;;
    native|browser|mlflow) ;;
    *) return 0 ;;
  esac
  [ $((passed + failed)) -gt "$before" ]
}

finish() {
  printf '\n'
  [ ${#times[@]} -eq 0 ] || printf '%s\n' "${times[@]}"
  [ -z "$1" ] || printf 'FAILED: %s\n' "$1"
  if [ $((passed + failed)) -gt 0 ]; then
    printf '%d passed, %d failed' "$passed" "$failed"
    [ "$skipped" -eq 0 ] || printf ', %d skipped' "$skipped"
    printf '\n'
  fi
}

[ $# -gt 0 ] || set -- lint native browser dist size contract mlflow azureml azureml_pages mlflow_pages notebook e2e
for part in "$@"; do
  case $part in lint|native|browser|dist|size|contract|mlflow|azureml|e2e|mlflow_pages|azureml_pages|notebook) ;; *) die "unknown part: $part" ;; esac
  [ -n "${RUNLENS_PART:-}" ] || say "$part"
  started=$SECONDS status=0
  # errexit must stay on inside the part, so it runs as a command of its own.
  if [ -z "${RUNLENS_PART:-}" ]; then
    RUNLENS_PART=1 bash "$ROOT/scripts/test.sh" "$part" 2>&1 | tee "$logs/$part.log" || status=$?
  else
    "$part"
    exit 0
  fi
  ran=ok; count "$part" || ran=none
  times+=("$(printf '%-13s %5d s' "$part" $((SECONDS - started)))")
  if [ "$status" -ne 0 ]; then
    finish "$part (exit status $status)"; exit 1
  elif [ "$ran" = none ]; then
    finish "$part (it ran no tests)"; exit 1
  fi
done
[ "$failed" -eq 0 ] || { finish "the counts above"; exit 1; }
finish ""
