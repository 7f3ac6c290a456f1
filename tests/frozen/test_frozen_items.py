"""What is measured in an item of pytest, or by `check --scenarios`, reads one date: its own."""

from __future__ import annotations

import sys
import textwrap
from datetime import date, datetime
from time import time

import pytest

import slaspec.scenario.run as scenario_run
from slaspec.checks.pages.portfolio import ATTACHMENTS, DOCUMENTS, SCENARIO
from slaspec.scenario.frozen import frozen_at
from slaspec.use_cases.check import check
from slaspec.use_cases.load import load

AS_OF = date(2026, 6, 1)
OTHER = SCENARIO.replace("id: late-evening", "id: earlier").replace(
    "as_of: 2026-05-08", "as_of: 2026-05-20"
)


@pytest.fixture
def contracts(tmp_path):
    """The smallest complete portfolio with two scenarios, as of 8 and 20 May."""
    folder = tmp_path / "contracts"
    texts = {"late.scenario.yaml": SCENARIO, "other.scenario.yaml": OTHER}
    for name, text in (ATTACHMENTS | DOCUMENTS | texts).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def seen(monkeypatch):
    """The dates that somebody who reads the clock while a scenario is measured would read."""
    dates = []
    measure = scenario_run.tables_of

    def spied(book, scenario):
        dates.append((scenario.id, datetime.now().isoformat(), date.today().isoformat(), time()))
        return measure(book, scenario)

    monkeypatch.setattr(scenario_run, "tables_of", spied)
    return dates


MAY_EIGHTH, MAY_TWENTIETH = 1778198400.0, 1779235200.0


def test_the_scenarios_that_the_rules_name_have_these_dates():
    """The test would prove nothing if both scenarios had the same date."""
    assert "as_of: 2026-05-08" in SCENARIO
    assert "as_of: 2026-05-20" in OTHER


def test_every_scenario_of_a_check_is_measured_at_its_own_date(contracts, seen):
    """`check --scenarios` of any day: each reads 00:00 UTC of its `as_of`; then time goes on."""
    before = time()
    found = check(load(contracts), AS_OF, scenarios=True)

    assert [] == [finding for finding in found if finding.rule == "D089"]
    assert [
        ("earlier", "2026-05-20T00:00:00", "2026-05-20", MAY_TWENTIETH),
        ("late-evening", "2026-05-08T00:00:00", "2026-05-08", MAY_EIGHTH),
    ] == sorted(seen)
    assert before <= time() != MAY_EIGHTH


def test_a_scenario_that_fails_lets_the_clock_go(contracts, seen, monkeypatch):
    """Whatever happens while it stands still, afterwards it runs."""

    def broken(book, scenario):
        raise ZeroDivisionError

    monkeypatch.setattr(scenario_run, "tables_of", broken)
    with pytest.raises(ZeroDivisionError):
        check(load(contracts), AS_OF, scenarios=True)

    assert time() not in (MAY_EIGHTH, MAY_TWENTIETH)


def test_a_check_without_scenarios_stops_no_clock(contracts, monkeypatch):
    """freezegun is not even loaded where nothing is measured."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "freezegun"]:
        monkeypatch.delitem(sys.modules, name)

    check(load(contracts), AS_OF)

    assert "freezegun" not in sys.modules


def test_clocks_that_stand_still_can_be_nested():
    """A frozen check holds frozen scenarios; each sees its own date."""
    with frozen_at(AS_OF):
        with frozen_at(date(2020, 2, 29)):
            assert date(2020, 2, 29) == date.today()
        assert AS_OF == date.today()


STREAMED = """
from datetime import date
import pytest

def test_with_a_stream(slaspec_stream, tmp_path):
    import pyarrow.parquet as pq
    import pyarrow as pa

    assert date(2026, 6, 1) == date.today()
    pq.write_table(pa.table({"at": [date.today()]}), tmp_path / "at.parquet")
    assert [{"at": date(2026, 6, 1)}] == pq.read_table(tmp_path / "at.parquet").to_pylist()

def test_without():
    assert date(2026, 6, 1) != date.today()

@pytest.fixture
def tickets(slaspec_stream):
    return slaspec_stream

def test_with_a_fixture_of_a_stream(tickets):
    assert date(2026, 6, 1) == date.today()
"""


def test_an_item_with_a_simulated_stream_reads_the_date_of_the_run(contracts, pytester):
    """So do those that get the stream by a fixture of their own; other tests are left alone."""
    pytester.makepyfile(test_stream=textwrap.dedent(STREAMED))

    done = pytester.runpytest_subprocess(
        *("-p", "slaspec.pytest_plugin", f"--slaspec-contracts={contracts}"),
        *("--slaspec-as-of=2026-06-01", "test_stream.py", "-p", "no:cacheprovider"),
        *("-W", "error"),
    )

    done.assert_outcomes(passed=3)
