"""The collector of reference cycles rests while something is settled, and no longer."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from slaspec.language.collection import no_collection


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    ran = gc.isenabled()
    yield
    (gc.enable if ran else gc.disable)()


def test_the_collector_rests_and_goes_on() -> None:
    """It runs again behind the settlement."""
    gc.enable()

    with no_collection():
        assert not gc.isenabled()

    assert gc.isenabled()


def test_whoever_has_stopped_it_keeps_it_stopped() -> None:
    """A program that does without it is not given it."""
    gc.disable()

    with no_collection():
        assert not gc.isenabled()

    assert not gc.isenabled()


def test_an_error_does_not_leave_it_stopped() -> None:
    """A contract that cannot be settled is no reason to stop collecting."""
    gc.enable()

    with pytest.raises(ZeroDivisionError), no_collection():
        _ = 1 // 0

    assert gc.isenabled()
