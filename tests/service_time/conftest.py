"""Each test compiles its own calendars."""

from __future__ import annotations

import pytest

from tests.caches import clear_caches


@pytest.fixture(autouse=True)
def _nothing_compiled() -> None:
    clear_caches("slaspec.service_time")
