# Shared by the other scripts; sourced. Changes to the repository's root.
# shellcheck shell=bash
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."
ROOT=$PWD
[ -d "$HOME/.cargo/bin" ] && case ":$PATH:" in *":$HOME/.cargo/bin:"*) ;; *) PATH="$HOME/.cargo/bin:$PATH" ;; esac
export PATH
# shellcheck source=scripts/versions.sh
. scripts/versions.sh

TOOLS="${XDG_CACHE_HOME:-$HOME/.cache}/runlens-tools"
TRUNK_DIR="$TOOLS/trunk-$TRUNK_VERSION"
WASM_BINDGEN_DIR="$TOOLS/wasm-bindgen-cli-$WASM_BINDGEN_VERSION"
WASM_SPLIT_DIR="$TOOLS/wasm-split-$WASM_SPLIT_VERSION"
BINARYEN_DIR="$TOOLS/binaryen-$BINARYEN_VERSION"
UPLOT_DIR="$TOOLS/uplot-$UPLOT_VERSION"
VENV="$ROOT/.venv"
MLFLOW_VENV="$ROOT/.venv-mlflow"
AZUREML_VENV="$ROOT/.venv-azureml"
NOTEBOOK_VENV="$ROOT/.venv-notebook"

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
die() { printf '\nerror: %s\n' "$1" >&2; shift; for line in "$@"; do printf '       %s\n' "$line" >&2; done; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# has_version NAME VERSION: NAME is on PATH and calls itself exactly VERSION.
has_version() { has "$1" && "$1" --version 2>/dev/null | head -n 1 | grep -Eq "(^| )v?${2//./\\.}( |\$)"; }

# The wasm-opt to use: a path, or nothing when there is none that is known to be good.
find_wasm_opt() {
  if [ -x "$BINARYEN_DIR/node_modules/.bin/wasm-opt" ] && has node; then
    echo "$BINARYEN_DIR/node_modules/.bin/wasm-opt"
  elif has_version wasm-opt "${BINARYEN_VERSION%%.*}"; then
    command -v wasm-opt
  fi
}

# Puts the pinned tools at the front of PATH. A machine without a good wasm-opt
# gets a stand-in that copies the file, so the page is larger but works.
use_tools() {
  [ -x "$TRUNK_DIR/bin/trunk" ] && PATH="$TRUNK_DIR/bin:$PATH"
  [ -x "$WASM_BINDGEN_DIR/bin/wasm-bindgen" ] && PATH="$WASM_BINDGEN_DIR/bin:$PATH"
  WASM_OPT=$(find_wasm_opt)
  if [ -n "$WASM_OPT" ]; then
    PATH="$(dirname "$WASM_OPT"):$PATH"
  else
    PATH="$ROOT/scripts/no-wasm-opt:$PATH"
  fi
  export PATH WASM_OPT
}

# After use_tools: has trunk part the program into files (scripts/chunks/).
use_chunks() {
  WASM_BINDGEN=$(command -v wasm-bindgen)
  WASM_SPLIT="$WASM_SPLIT_DIR/bin/wasm-split-cli" CHUNKS_DIR="$ROOT/target/chunks" PATH="$ROOT/scripts/chunks:$PATH"
  export WASM_BINDGEN WASM_SPLIT CHUNKS_DIR PATH
}

find_chromedriver() {
  if [ -n "${CHROMEDRIVER:-}" ]; then echo "$CHROMEDRIVER"
  elif has chromedriver; then command -v chromedriver
  fi
}

find_chromium() {
  if [ -n "${CHROMIUM:-}" ]; then echo "$CHROMIUM"; return; fi
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if has "$name"; then command -v "$name"; return; fi
  done
}

find_nginx() {
  if has nginx; then command -v nginx
  elif [ -x /usr/sbin/nginx ]; then echo /usr/sbin/nginx
  fi
}
