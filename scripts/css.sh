#!/bin/sh
# Joins style/*.css into target/style/runlens.css, so that the page asks for one
# file: tokens.css, base.css, then the others by name. Run by Trunk before a build.
set -eu
cd "$(dirname "$0")/.."
LC_ALL=C; export LC_ALL
mkdir -p target/style
new=target/style/.runlens.css.$$
trap 'rm -f "$new"' EXIT
: > "$new"
for first in style/tokens.css style/base.css; do
  [ -f "$first" ] && cat "$first" >> "$new"
done
for file in style/*.css; do
  case $file in
    style/tokens.css|style/base.css) ;;
    *) [ -f "$file" ] && cat "$file" >> "$new" ;;
  esac
done
[ -s "$new" ] || { echo "css.sh: there is nothing in style/*.css" >&2; exit 1; }
# An unchanged file keeps its time.
cmp -s "$new" target/style/runlens.css || mv "$new" target/style/runlens.css
