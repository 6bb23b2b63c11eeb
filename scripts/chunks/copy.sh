#!/bin/sh
# The hook of trunk that puts the files `wasm-bindgen` beside it has made into the page.
[ -n "${CHUNKS_DIR:-}" ] && [ -d "$CHUNKS_DIR" ] || exit 0
cp "$CHUNKS_DIR"/*.wasm "${TRUNK_STAGING_DIR:?}/"
