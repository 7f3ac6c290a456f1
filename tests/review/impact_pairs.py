"""Pairs of a small portfolio, one target and six tickets a month, with the impacts of a change."""

from datetime import date
from pathlib import Path

from slaspec.language.book import Book
from slaspec.language.read import read_text
from slaspec.review.impact import impacts
from slaspec.review.pair import Pair, side_of

AS_OF = date(2026, 11, 22)
FLAT = ", ".join(
    f"{day}: [{', '.join(['1'] * 24)}]" for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
)
TERMS = """apiVersion: slaspec/v1
kind: Terms
id: terms
title: General terms
version: "1"
timezone: UTC
currency: EUR
interpretation:
  window: month
  assign_to: decided
  limit_reached: met
  priority: final
  reclassified: from_start
  reopened: {clock: continues, gap: counts}
  without_stop: open
  leave_out: [cancelled, duplicate]
  no_events: not_measured
  no_data: missed
  few_events: none
  round_measured: exact
  partial_window: not_judged
  prorate: calendar_days
  rounding: {mode: half_up, at: line}
  nature: price_reduction
  claim: {automatic: true}
  settlement: {method: next_invoice, netting: none}
"""
SLA = """apiVersion: slaspec/v1
kind: SLA
id: desk-sla
title: Service desk
version: "1.0"
terms: {use: terms, version: "1"}
effective: {from: 2026-01-01, through: 2027-12-31, renewal: none}
parties: {provider: pier, customer: harbour}
services:
  - {service: desk, charge: {amount: 10000.00 EUR, per: month}}
metrics:
  - {id: time, kind: duration, records: incident, source: tickets, start: reported, stop: [resolved], pause: []}
targets:
  - {id: fix, service: desk, metric: time, remedies: [credit], objectives: {
     P1: {share: 90%, within: 5h, hours: 24x7}, P2: {share: 50%, within: 8h, hours: 24x7}}}
remedies:
  - {id: credit, for_each: window, rate: {flat: 5%}, base: {charge: desk}, caps: [{per: month, at_most: 25%, of: {charge: desk}, excess: lost}]}
"""
SOURCE = """apiVersion: slaspec/v1
kind: DataSource
id: tickets
title: Tickets
format: csv
records: incident
layout: snapshot
timezone: UTC
date_order: iso
service: desk
columns: {id: number, reported: opened, resolved: solved, priority: priority}
priorities: {P1: ["1"], P2: ["2"]}
histories: [{id: y2026, file: y2026.csv}]
"""
PROFILE = f"""apiVersion: slaspec/v1
kind: Profile
id: stream
title: Stream
timezone: UTC
tickets:
  per_week: 8
  hours_of_week: {{{FLAT}}}
  services: {{desk: 100%}}
  priorities:
    P1: {{share: 60%, resolution: {{p0: 1h, p50: 3h, p80: 4h, p95: 5h, p100: 9h}}}}
    P2: {{share: 40%, resolution: {{p0: 1h, p50: 7h, p100: 20h}}}}
  closed: {{after: {{p50: 120h}}}}
"""
FILES = {"terms.yaml": TERMS, "sla.yaml": SLA, "source.yaml": SOURCE, "stream.yaml": PROFILE}
AMENDMENT = """apiVersion: slaspec/v1
kind: Amendment
id: faster
title: Faster
amends: {{agreement: desk-sla, version: "1.0"}}
version: "1.1"
effective: {{from: {begins}}}
signatures: [{signatures}]
changes:
  - {{at: targets/fix/objectives/P1/within, was: 5h, becomes: 4h}}
"""
SIGNED = "{party: harbour, by: a, date: 2026-11-01}, {party: pier, by: b, date: 2026-11-01}"


def amendment(begins="2027-01-01", signatures=SIGNED):
    """An amendment from 5h to 4h."""
    return AMENDMENT.format(begins=begins, signatures=signatures)


def book(root, files, *edits):
    """The book of some texts; an edit is (old, new), of which the old must stand somewhere."""
    texts = dict(files)
    for old, new in edits:
        assert any(old in text for text in texts.values()), old
        texts = {name: text.replace(old, new) for name, text in texts.items()}
    read = (read_text(text.encode(), name) for name, text in sorted(texts.items()))
    return Book(Path(root), tuple(read))


def pair(root, *edits, base=FILES, head=None, before=()):
    """The portfolio, and the same with some edits; `before` are edits of the base."""
    one, two = book(root, base, *before), book(root, head or base, *edits)
    return Pair(one, two, side_of(one, "base"), side_of(two, "head"))


def swapped(made):
    """The same change, undone."""
    return Pair(made.head, made.base, made.head_side, made.base_side)


def impact(made, *, months=0, affected=("desk-sla",), as_of=AS_OF, **more):
    """The one impact of a pair."""
    (found,) = impacts(made, as_of, frozenset(affected), months=months, **more)
    return found


def tickets(root, *rows, name="y2026.csv"):
    """A file of tickets: `number priority opened solved` a row, `-` for one that is open."""
    lines = ["number,priority,opened,solved"]
    for row in rows:
        number, priority, opened, solved = row.split()
        solved = "" if solved == "-" else solved
        lines.append(f"{number},{priority},{opened},{solved}")
    Path(root, name).write_text("\n".join(lines) + "\n", "utf-8")


APRIL = (  # how long: 3h, 4h 30min, exactly 4h, 2h, 1h, 3h 30min
    "T1 1 2026-04-01T08:00:00 2026-04-01T11:00:00",
    "T2 1 2026-04-06T08:00:00 2026-04-06T12:30:00",
    "T3 1 2026-04-12T08:00:00 2026-04-12T12:00:00",
    "T4 1 2026-04-18T08:00:00 2026-04-18T10:00:00",
    "T5 1 2026-04-24T08:00:00 2026-04-24T09:00:00",
    "T6 1 2026-04-29T08:00:00 2026-04-29T11:30:00",
)
