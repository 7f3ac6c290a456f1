"""A ledger of plain mappings, and what an agreement measures with it."""

from __future__ import annotations

from slaspec.language.ledgers import entries_of
from slaspec.measure.measure import measure
from slaspec.measure.plan import plan
from slaspec.measure.windows import period as dates
from tests.measure import build, up_time_build

BOTH = [{"party": "customer-co", "by": "c-one"}, {"party": "provider-co", "by": "p-one"}]
PARTIES = {"provider": "provider-co", "customer": "customer-co"}
PEOPLE = {
    "apiVersion": "slaspec/v1",
    "kind": "Parties",
    "id": "parties",
    "title": "Two sides",
    "organisations": [
        {"id": "provider-co", "name": "Provider"},
        {"id": "customer-co", "name": "Customer"},
    ],
    "people": [
        {"id": "p-one", "name": "P. One", "organisation": "provider-co", "roles": ["signs"]},
        {"id": "c-one", "name": "C. One", "organisation": "customer-co", "roles": ["signs"]},
    ],
}
PERIODS = {
    "first_day": "excluded",
    "ends": "end_of_day",
    "on_closed_day": "next_open_day",
    "calendar": "office",
}


def ledger(*entries, id="ledger", **overrides):
    """The plain mapping of a ledger of the agreement `acme`."""
    return {
        "apiVersion": "slaspec/v1",
        "kind": "Ledger",
        "id": id,
        "title": "Ledger",
        "agreement": "acme",
        "entries": list(entries),
        **overrides,
    }


def instant(text):
    """`2026-04-12 02:00` in UTC as it is written in a contract."""
    return f"{text.replace(' ', 'T')}:00Z"


def work(begin, end, notified="2026-03-20 10:00", **more):
    """An entry of announced maintenance."""
    return {
        "maintenance": "maintenance",
        "date": more.pop("date", notified[:10]),
        "from": instant(begin),
        "until": instant(end),
        "notified": instant(notified),
        **more,
    }


def grant(begin=None, end=None, *, exclusion="flood", date="2026-05-01", **more):
    """An entry that both sides agreed to."""
    span = {} if begin is None else {"from": instant(begin), "until": instant(end)}
    return {"granted": exclusion, "date": date, "agreed_by": BOTH, **span, **more}


def up_time_contract(*exclusions, metric=None, answers=None, **overrides):
    """An agreement on an availability whose metric names all of these exclusions."""
    named = {"exclusions": [each["id"] for each in exclusions], **(metric or {})}
    said = {"day_periods": PERIODS, **(answers or {})}
    return up_time_build.agreement(
        metric=named, answers=said, exclusions=list(exclusions), parties=PARTIES, **overrides
    )


def up_time(
    rows, contract, *entries, period="2026-04", as_of="2026-07-01", columns=(), origin=None
):
    """Every `Measured` of outages under a contract with a ledger."""
    origin = origin or up_time_build.source(*columns)
    held = build.book(
        contract,
        origin,
        up_time_build.OFFICE,
        up_time_build.SUNDAYS,
        up_time_build.CATALOGUE,
        PEOPLE,
        *([ledger(*entries)] if entries else []),
    )
    made = plan(held, held.agreement("acme"), *dates(period), entries_of(held, "acme"))
    tables = [up_time_build.records(origin, rows)] if rows else []
    return measure(made, {"noc": tables}, build.at(f"{as_of} 00:00")).measured


def only_up_time(*arguments, **said):
    """The one `Measured` of one target in one window."""
    (found,) = up_time(*arguments, **said)
    return found


def tickets_contract(*exclusions, metric=None, answers=None, **overrides):
    """An agreement on tickets whose metric names all of these exclusions."""
    named = {"exclusions": [each["id"] for each in exclusions], **(metric or {})}
    said = {"day_periods": PERIODS, **(answers or {})}
    return build.agreement(
        metric=named, answers=said, exclusions=list(exclusions), parties=PARTIES, **overrides
    )


def measured_tickets(
    tickets, contract, *entries, period="2026-04", as_of="2026-07-01", layout="events", more=()
):
    """Every `Measured` of tickets under a contract with a ledger."""
    held = build.book(
        contract,
        build.source(layout),
        build.OFFICE,
        build.MATRIX,
        PEOPLE,
        *more,
        *([ledger(*entries)] if entries else []),
    )
    made = plan(held, held.agreement("acme"), *dates(period), entries_of(held, "acme"))
    table = build.table(tickets, layout)
    return measure(made, {"itsm": [table]}, build.at(f"{as_of} 00:00")).measured
