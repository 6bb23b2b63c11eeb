"""Shared by the contract tests."""

import pytest

from schemas import ROOT
from walker import Walk


@pytest.fixture(scope="session")
def demo():
    """The committed demo, read from index.json on."""
    return Walk(ROOT / "demo" / "data")
