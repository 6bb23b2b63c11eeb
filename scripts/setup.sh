#!/usr/bin/env bash
# Gets what a target needs, each step free once done:
#   scripts/setup.sh rust trunk wasm-bindgen wasm-split wasm-opt chromium python mlflow azureml uplot
# Tools land in ${XDG_CACHE_HOME:-~/.cache}/runlens-tools/<tool>-<version>, Python
# packages in .venv, MLflow in .venv-mlflow, Azure ML in .venv-azureml, JupyterLab in .venv-notebook; nothing is put into ~/.cargo/bin.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# Two makes at once: the second waits here and then finds the work done. What may
# leave a service running is started with 9>&-, or that would keep the lock.
locked=
lock() {
  [ -z "$locked" ] || return 0
  locked=1
  mkdir -p "$TOOLS"
  if has flock; then
    exec 9>"$TOOLS/.lock"
    flock -n 9 || { say "Another set-up is running; waiting for it."; flock 9; }
  fi
}

setup_rust() {
  local get_rustup="curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"
  has cc || has gcc || has clang || die "there is no C compiler, which Rust needs as its linker." \
    "Debian, Ubuntu: sudo apt-get install build-essential" \
    "Fedora: sudo dnf install gcc    macOS: xcode-select --install"
  if has rustup; then
    # (No grep -q: it may end before rustup has written everything.)
    if ! rustup toolchain list | grep "^$RUST_VERSION" >/dev/null \
      || ! rustup target list --installed --toolchain "$RUST_VERSION" 2>/dev/null | grep -x "$RUST_TARGET" >/dev/null \
      || [ "$(rustup component list --installed --toolchain "$RUST_VERSION" 2>/dev/null | grep -cE '^(clippy|rustfmt)')" -lt 2 ]; then
      lock
      say "Getting Rust $RUST_VERSION with $RUST_TARGET, clippy and rustfmt through rustup (about 1 minute)."
      rustup toolchain install "$RUST_VERSION" --profile minimal --no-self-update \
        --target "$RUST_TARGET" --component clippy --component rustfmt
    fi
  elif has rustc && has cargo; then
    [ "$(rustc --version | cut -d' ' -f2)" = "$RUST_VERSION" ] && [ -d "$(rustc --print sysroot)/lib/rustlib/$RUST_TARGET" ] \
      || die "this Rust is not $RUST_VERSION with the target $RUST_TARGET, and rustup is not here to get it." "$get_rustup"
  else
    die "Rust is not here." "Get it through rustup: $get_rustup"
  fi
}

# Links and codegen of a release build of these tools take ten times as long with
# their own profile; the tools are not what a person waits for.
fast_install() {
  CARGO_PROFILE_RELEASE_LTO=false CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
  CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_DEBUG=0 \
    cargo install "$@" 9>&-
}

# cargo_tool CRATE VERSION DIR BINARY TIME ARGUMENTS-OF-CARGO-INSTALL...
cargo_tool() {
  local crate=$1 version=$2 dir=$3 binary=$4 about=$5; shift 5
  [ -x "$dir/bin/$binary" ] && return 0
  has_version "$binary" "$version" && return 0
  setup_rust
  lock
  [ -x "$dir/bin/$binary" ] && return 0
  if has cargo-binstall; then
    say "Fetching $crate $version with cargo binstall (some seconds)."
    if cargo binstall --no-confirm --disable-strategies compile --root "$dir" "$crate@$version" && [ -x "$dir/bin/$binary" ]; then
      return 0
    fi
    say "That did not work; compiling it instead."
  fi
  say "Compiling $crate $version, once for this user ($about on two cores)."
  local build; build=$(mktemp -d "$TOOLS/build.XXXXXX")
  if ! fast_install "$crate" --version "$version" --root "$dir" --target-dir "$build" "$@"; then
    rm -rf "$build"
    die "$crate $version could not be compiled; the messages above say why."
  fi
  rm -rf "$build"
}

setup_trunk() {
  # Without its downloader, which is not needed: its tools are put on PATH by us.
  cargo_tool trunk "$TRUNK_VERSION" "$TRUNK_DIR" trunk "about 5 minutes" --locked --no-default-features
}

setup_wasm_bindgen() {
  [ -n "$WASM_BINDGEN_VERSION" ] || die "Cargo.lock names no wasm-bindgen."
  # A wasm-bindgen found on PATH must bring the test runner of the same version.
  if [ ! -x "$WASM_BINDGEN_DIR/bin/wasm-bindgen-test-runner" ] && has_version wasm-bindgen "$WASM_BINDGEN_VERSION" && ! has wasm-bindgen-test-runner; then
    rm -f "$WASM_BINDGEN_DIR/bin/wasm-bindgen"
  fi
  # Not --locked: the lock file it is published with asks for a withdrawn version.
  cargo_tool wasm-bindgen-cli "$WASM_BINDGEN_VERSION" "$WASM_BINDGEN_DIR" wasm-bindgen "about 2 minutes"
}

setup_wasm_split() {
  cargo_tool wasm_split_cli_support "$WASM_SPLIT_VERSION" "$WASM_SPLIT_DIR" wasm-split-cli "about 1 minute" --features build-binary
}

# npm_package DIR NAME VERSION
npm_package() {
  mkdir -p "$1"
  npm install --prefix "$1" --no-save --no-audit --no-fund --ignore-scripts --loglevel=error "$2@$3" >&2
}

setup_wasm_opt() {
  [ -n "$(find_wasm_opt)" ] && return 0
  if has node && has npm; then
    lock
    [ -n "$(find_wasm_opt)" ] && return 0
    say "Fetching wasm-opt (npm's binaryen $BINARYEN_VERSION, 100 MB, some seconds)."
    npm_package "$BINARYEN_DIR" binaryen "$BINARYEN_VERSION" && [ -n "$(find_wasm_opt)" ] && return 0
    say "That did not work."
  fi
  say "No wasm-opt ${BINARYEN_VERSION%%.*} here (Node with npm would get it): the page is built without it, works the same and is larger."
}

setup_uplot() {
  [ -f "$UPLOT_DIR/node_modules/uplot/dist/uPlot.iife.min.js" ] && return 0
  has npm || die "npm is needed to get uPlot, which the benchmark compares with."
  lock
  say "Fetching uPlot $UPLOT_VERSION for the benchmark."
  npm_package "$UPLOT_DIR" uplot "$UPLOT_VERSION"
}

# Installs Debian packages when that is possible without asking for a password.
apt_install() {
  local sudo=
  [ "$(id -u)" = 0 ] || { has sudo && sudo -n true 2>/dev/null && sudo="sudo -n"; } || return 1
  has apt-get || return 1
  lock
  say "Installing with apt-get: $* (about 2 minutes)."
  $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >&2 9>&-
}

setup_chromium() {
  local missing=()
  [ -n "$(find_chromium)" ] || missing+=(chromium)
  [ -n "$(find_chromedriver)" ] || missing+=(chromium-driver)
  [ -n "$(find_nginx)" ] || missing+=(nginx-light)
  if has apt-get; then
    [ -d /usr/share/fonts/truetype/dejavu ] || missing+=(fonts-dejavu-core)
    ls /usr/share/fonts/opentype/noto/*CJK* >/dev/null 2>&1 || missing+=(fonts-noto-cjk)
  fi
  [ ${#missing[@]} -eq 0 ] && return 0
  apt_install "${missing[@]}" || die "the browser tests need: ${missing[*]}" \
    "Debian: sudo apt-get install ${missing[*]}" \
    "Elsewhere: Chromium or Chrome, its chromedriver and nginx on PATH; or name the first two in CHROMIUM and CHROMEDRIVER."
  [ -n "$(find_chromium)" ] && [ -n "$(find_chromedriver)" ] && [ -n "$(find_nginx)" ] \
    || die "installed ${missing[*]}, and still miss one of chromium, chromedriver, nginx."
}

# python_venv DIR TIME FILE...: a venv with the packages of these files, made once.
python_venv() {
  local dir=$1 about=$2 stamp file; shift 2
  has python3 || apt_install python3 python3-venv || die "Python 3.11 or newer is needed for this target." "Debian: sudo apt-get install python3 python3-venv"
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || die "Python 3.11 or newer is needed; this is $(python3 --version)."
  stamp=$(python3 - "$@" <<'PY'
import hashlib, sys
print(sys.version.split()[0], *(hashlib.sha256(open(f, "rb").read()).hexdigest()[:16] for f in sys.argv[1:]))
PY
)
  [ -x "$dir/bin/python" ] && [ "$(cat "$dir/stamp" 2>/dev/null)" = "$stamp" ] && return 0
  lock
  [ -x "$dir/bin/python" ] && [ "$(cat "$dir/stamp" 2>/dev/null)" = "$stamp" ] && return 0
  python3 -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv \
    || die "Python's venv module is missing." "Debian: sudo apt-get install python3-venv"
  say "Making $(basename "$dir") with the Python packages of $* ($about)."
  rm -rf "$dir"
  python3 -m venv "$dir"
  local args=()
  for file in "$@"; do args+=(-r "$file"); done
  "$dir/bin/python" -m pip install --quiet --disable-pip-version-check "${args[@]}"
  printf '%s\n' "$stamp" > "$dir/stamp"
}

setup_python() {
  local files=() file
  for file in tests/e2e/requirements.txt tests/contract/requirements.txt demo/requirements.txt; do
    [ -f "$file" ] && files+=("$file")
  done
  python_venv "$VENV" "about 20 seconds" "${files[@]}"
}

# Apart from the tests' own packages, whose versions MLflow would choose otherwise.
setup_mlflow() { python_venv "$MLFLOW_VENV" "about a minute" tests/mlflow/requirements.txt; }

# The same. This SDK is for Python 3.12 at most: it asks for a module that 3.13 dropped.
setup_azureml() {
  python3 -c 'import sys; sys.exit(sys.version_info >= (3, 13))' 2>/dev/null \
    || die "azureml-core needs Python 3.11 or 3.12; this is $(python3 --version)."
  python_venv "$AZUREML_VENV" "about a minute, 360 MB" tests/azureml/requirements.txt
}

# What shows a notebook, and what runs its cells.
setup_notebook() { python_venv "$NOTEBOOK_VENV" "about a minute, 250 MB" tests/notebook/requirements.txt; }

[ $# -gt 0 ] || die "say what to set up: rust trunk wasm-bindgen wasm-split wasm-opt chromium python mlflow azureml notebook uplot"
for step in "$@"; do
  case $step in
    rust|trunk|chromium|python|mlflow|azureml|notebook|uplot) "setup_$step" ;;
    wasm-bindgen) setup_wasm_bindgen ;;
    wasm-split) setup_wasm_split ;;
    wasm-opt) setup_wasm_opt ;;
    *) die "unknown step: $step" ;;
  esac
done
