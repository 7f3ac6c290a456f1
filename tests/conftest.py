"""`SLASPEC_FROZEN_DATE=2020-02-29 pytest`: every test runs as if it were that day."""

from __future__ import annotations

import os
from contextlib import suppress
from importlib import import_module

import pytest

FROZEN_DATE = os.environ.get("SLASPEC_FROZEN_DATE", "")


@pytest.fixture(scope="session", autouse=True)
def _frozen_date():
    """The clock of this process stands still, where a date was asked for."""
    if not FROZEN_DATE:
        yield
        return
    from freezegun import freeze_time

    for name in (
        "pyarrow.parquet",
        "pyarrow.dataset",
        "pandas",
        "psycopg",
    ):  # they cannot be loaded while datetime is another class
        with suppress(ImportError):
            import_module(name)
    with freeze_time(FROZEN_DATE):
        yield
