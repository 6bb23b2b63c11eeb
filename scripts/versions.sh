# The one place where tool versions stand; sourced, from the repository's root.
# (Python packages: the requirements*.txt files. Crates: Cargo.lock.)
# shellcheck shell=bash disable=SC2034

RUST_VERSION=$(sed -n 's/^channel *= *"\(.*\)"/\1/p' rust-toolchain.toml)
RUST_TARGET=wasm32-unknown-unknown

# The newest line that builds with the pinned Rust (0.22.1 needs rustc 1.96).
TRUNK_VERSION=0.21.14

# The command must be of exactly the version that the page is linked with.
WASM_BINDGEN_VERSION=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[" ]/, ""); sub(/^version=/, ""); print; exit }' Cargo.lock 2>/dev/null || true)

# Parts the program into files that are fetched when needed; its crate for the marks is in Cargo.toml.
WASM_SPLIT_VERSION=0.2.4

# wasm-opt, as published on npm. Debian's 108 produces a page that does not start.
BINARYEN_VERSION=132.0.0

# What `make bench` compares the chart with.
UPLOT_VERSION=1.6.32
