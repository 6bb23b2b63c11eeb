#!/usr/bin/env bash
# Trains the demo's runs again and writes demo/data.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
bash scripts/setup.sh python
exec "$VENV/bin/python" demo/train.py
