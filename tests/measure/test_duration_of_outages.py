"""The time to repair: a duration measured on a list of outages."""

from __future__ import annotations

import pytest

from slaspec.errors import LocatedError
from slaspec.measure.measure import measure
from slaspec.records.reading.rows import records_of_rows
from tests.measure import build

SOURCE = {
    "apiVersion": "slaspec/v1",
    "kind": "DataSource",
    "id": "itsm",
    "title": "Outages",
    "format": "csv",
    "records": "outage",
    "timezone": "UTC",
    "date_order": "iso",
    "columns": {key: key for key in ("id", "from", "until", "class", "component")},
}
CATALOGUE = {
    "apiVersion": "slaspec/v1",
    "kind": "ServiceCatalogue",
    "id": "catalogue",
    "title": "Services",
    "services": [{"id": "desk", "title": "Desk", "components": ["wan", "lan"]}],
}


def contract(within="4h", **metric):
    """Nine of ten outages are repaired in time."""
    return build.agreement(
        metric={"records": "outage", "stop": ["resolved"], **metric},
        target={"objective": {"share": "90%", "within": within, "hours": "24x7"}},
    )


def outage(id, begin, end, component="wan", kind="down"):
    """An outage of April; without an end it lasts."""
    return {
        "id": id,
        "from": f"2026-04-{begin}:00",
        "until": f"2026-04-{end}:00" if end else "",
        "class": kind,
        "component": component,
    }


def measured(plain, *outages, as_of="2026-07-01 00:00"):
    """What is measured of some outages, one part for each."""
    made = build.planned_on(SOURCE, plain, "2026-04", CATALOGUE)
    read = build.book(SOURCE).contracts["itsm"]
    held = [records_of_rows(read, [each], "outages.csv")[0] for each in outages]
    return measure(made, {"itsm": held}, build.at(as_of))


def test_each_outage_has_a_clock_from_its_begin_to_its_end():
    """Three hours keep 4h, five do not, and one that lasts is missed once it is over."""
    found = measured(
        contract(),
        outage("A", "02 08:00", "02 11:00"),
        outage("B", "03 08:00", "03 13:00", "lan"),
        outage("C", "04 08:00", None, "desk"),
    )

    assert {("all", "2026-04"): "1/2/0"} == build.cells(found)
    assert ("B", "C") == found.measured[0].missed_ids


def test_outages_of_other_components_are_no_records_of_the_service():
    """The catalogue says which components the service has."""
    found = measured(contract(), outage("A", "02 08:00", "02 11:00", "mainframe"))

    assert {"another service": 1} == found.measured[0].excluded


def test_classes_and_components_are_fields_for_filters():
    """Maintenance is no repair, where the contract says so."""
    plain = contract(where={"class": ["down"], "component": ["wan"]})
    found = measured(
        plain,
        outage("A", "02 08:00", "02 11:00"),
        outage("B", "02 08:00", "02 20:00", kind="maintenance"),
        outage("C", "02 08:00", "02 20:00", "lan"),
    )

    assert {("all", "2026-04"): "1/0/0"} == build.cells(found)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"start": "accepted"}, "'start'"),
        ({"stop": ["resolved", "first_response"]}, "'stop'"),
        ({"pause": ["waiting_customer"]}, "'pause'"),
        ({"group": "L2", "visits": "sum"}, "'group'"),
    ],
)
def test_what_an_outage_cannot_answer(terms, said):
    """It begins and ends: nobody accepts it, and nothing pauses."""
    with pytest.raises(LocatedError, match=f"cannot answer {said}"):
        build.planned_on(SOURCE, contract(**terms), "2026-04", CATALOGUE)


def test_outages_have_no_priority():
    """Objectives by priority would judge none of them."""
    plain = contract()
    objective = plain["targets"][0].pop("objective")
    plain["targets"][0]["objectives"] = {"P1": objective}
    with pytest.raises(LocatedError, match="cannot answer 'objectives'"):
        build.planned_on(SOURCE, plain, "2026-04", CATALOGUE)
