"""Availability from files to a statement, as somebody who previews a month has it."""

from __future__ import annotations

import json
from datetime import date

import pytest

from slaspec.use_cases.load import load
from slaspec.use_cases.preview import preview
from tests.measure.test_availability_credits import CONTRACT
from tests.measure.up_time_build import MAINTENANCE, SUNDAYS, source

PARTIES = {
    "apiVersion": "slaspec/v1",
    "kind": "Parties",
    "id": "parties",
    "title": "Two sides",
    "organisations": [{"id": "nordit", "name": "Nordit"}, {"id": "acme-ab", "name": "Acme"}],
}
CATALOGUE = {
    "apiVersion": "slaspec/v1",
    "kind": "ServiceCatalogue",
    "id": "catalogue",
    "title": "Services",
    "services": [{"id": "network", "title": "Network"}],
}
ROWS = """\
number,began,ended
O1,2026-04-10T10:00:00Z,2026-04-10T11:00:00Z
O2,2026-04-12T03:00:00Z,2026-04-12T05:00:00Z
O3,2026-04-13T03:00:00Z,soon
"""


@pytest.fixture
def previewed(tmp_path):
    """The preview of April under an agreement with one exclusion, and with these rows."""

    def run(rows=ROWS, **exclusion):
        contract = json.loads(json.dumps(CONTRACT))
        contract["parties"] = {"provider": "nordit", "customer": "acme-ab"}
        contract["metrics"][0]["exclusions"] = ["maintenance"]
        contract["exclusions"] = [{**MAINTENANCE, **exclusion}]
        for document in (contract, source(), SUNDAYS, PARTIES, CATALOGUE):
            text = json.dumps(document, indent=1)
            (tmp_path / f"{document['id']}.yaml").write_text(text, "utf-8")
        file = tmp_path / "noc.csv"
        file.write_text(rows, "utf-8")
        return preview(
            load(tmp_path), "acme", "2026-04", records={"noc": file}, as_of=date(2026, 6, 1)
        )

    return run


def test_a_month_of_outages_becomes_a_statement(previewed):
    """
    One hour counts of 704 (Sunday nights do not): 99.858 % pays 5 % of 10,000 euros. The row that
    cannot be read is left out and shown.
    """
    found = previewed()
    (measured,) = found.measurements.measured
    (report,) = found.reports

    assert (3600, 704 * 3600) == (measured.down, measured.counted)
    assert {"maintenance": 16 * 3600} == measured.excluded
    assert ["500.00"] == [str(line.amount) for line in found.statement.lines]
    assert ({"unreadable time": 1}, 2) == (report.excluded, report.tickets_used)


def test_a_preview_says_which_exclusion_excused_nothing(previewed):
    """Maintenance that must be announced counts, and the reader is told why."""
    found = previewed(notice="5 working days")

    assert 3 * 3600 == found.measurements.measured[0].down
    assert any("nothing of up is excused as maintenance" in each for each in found.remarks)
    assert not any("excused as" in each for each in previewed().remarks)
