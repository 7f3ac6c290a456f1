"""Each test settles for itself."""

from __future__ import annotations

import pytest

from tests.caches import clear_caches


@pytest.fixture(autouse=True)
def _nothing_settled() -> None:
    clear_caches("slaspec.remedies")
