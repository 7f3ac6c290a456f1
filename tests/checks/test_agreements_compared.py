"""What is compared over targets and agreements: promises, tiers, chains and terms side by side."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slaspec.checks.across.chains import behind, suppliers
from slaspec.checks.across.customers import said_differently
from slaspec.checks.pages.examples import write_example
from slaspec.checks.measurements import Promised, promised, weaknesses
from slaspec.checks.across.side_by_side import pairs
from slaspec.checks.across.strongest import Strongest
from slaspec.checks.across.tiers import offers
from slaspec.checks.document.unused import documents_used, used_of_terms
from slaspec.checks.run import run
from slaspec.language.book import Book, load_book
from slaspec.language.model.metric import DurationMetric
from slaspec.language.model.target import Objective, Target, WorkingDays
from slaspec.language.quantities import Amount, Duration, Share

METRIC = DurationMetric(id="clock", kind="duration")


@pytest.fixture
def book_of(tmp_path):
    """The portfolio with an example laid over it."""

    def load(example=""):
        write_example(example, tmp_path)
        return load_book(tmp_path)

    return load


def promise(**said):
    """An objective of a target for all records."""
    objective = Objective(**said)
    target = Target(id="t", service="s", metric="clock", objective=objective)
    return Promised(target, METRIC, "", objective)


def timed(share, minutes, hours="24x7"):
    """A share within some minutes."""
    return promise(share=Share(f"{share}%"), within=Duration(f"{minutes}min"), hours=hours)


def test_a_longer_limit_a_smaller_share_and_office_hours_are_weaker():
    """Each way of being weaker is told with both figures."""
    found = weaknesses(timed(85, 300, "office"), timed(90, 240))

    assert ["85% against 90%", "300min against 240min", "hours office against 24x7"] == found


def test_figures_are_compared_not_texts():
    """99.9% and 99.90%, 4h and 240min are the same promise."""
    ours = promise(share=Share("99.90%"), within=Duration("4h"))
    theirs = promise(share=Share("99.9%"), within=Duration("240min"))

    assert [] == weaknesses(ours, theirs) == weaknesses(theirs, ours)


def test_what_cannot_be_compared_is_passed_over():
    """Working days against hours, other units and two calendars tell nothing."""
    days = promise(within=WorkingDays(working_days=2, due="end_of_day"), hours="office")
    hours = promise(within=Duration("1h"), hours="shop")
    cases = promise(at_most=Amount("5 cases"))

    assert [] == weaknesses(days, hours)
    assert [] == weaknesses(cases, promise(at_most=Amount("1h")))


def test_levels_know_their_sense():
    """At least 4 is weaker than at least 5; at most 5 is weaker than at most 4."""
    assert ["4 points against 5 points"] == weaknesses(
        promise(at_least=Amount("4 points")), promise(at_least=Amount("5 points"))
    )
    assert ["5 cases against 4 cases"] == weaknesses(
        promise(at_most=Amount("5 cases")), promise(at_most=Amount("4 cases"))
    )


@given(st.tuples(*[st.integers(1, 99)] * 2), st.tuples(*[st.integers(1, 99)] * 2))
def test_of_two_different_figures_exactly_one_is_weaker(ours, theirs):
    """Per figure one side is weaker; equal figures on neither side."""
    one, other = timed(*ours), timed(*theirs)
    different = sum(a != b for a, b in zip(ours, theirs, strict=True))

    assert different == len(weaknesses(one, other)) + len(weaknesses(other, one))


promises = st.builds(
    timed, st.integers(1, 99), st.integers(1, 99), st.sampled_from(["24x7", "office"])
)


@given(promises, st.lists(promises, max_size=12))
def test_the_strongest_stand_for_all(ours, others):
    """A promise is weaker than one of many exactly when it is weaker than one of the kept ones."""
    kept = Strongest()
    for number, each in enumerate(others):
        kept.add(each, number, [each.measured])

    stronger = kept.stronger(ours, [ours.measured])

    assert any(weaknesses(ours, each) for each in others) == any(stronger)


def test_metrics_of_two_agreements_measure_the_same(book_of):
    """The ids of metrics do not matter; kind, records, start, stops and filters do."""
    example = """\
metrics:
  - {id: a, kind: duration, records: incident, source: itsm-export, start: reported,
     stop: [resolved, closed], pause: []}
  - {id: b, kind: duration, records: incident, source: itsm-export, start: reported,
     stop: [closed, resolved], pause: []}
  - {id: c, kind: duration, records: incident, source: itsm-export, start: reported,
     stop: [closed], pause: []}
  - {id: d, kind: duration, records: incident, source: itsm-export, start: reported,
     stop: [resolved, closed], pause: [], where: {group: [L2]}}
targets:
  - {id: a, service: service-desk, metric: a, objective: {share: 90%, within: 5h, hours: 24x7}}
  - {id: b, service: service-desk, metric: b, objective: {share: 90%, within: 5h, hours: 24x7}}
  - {id: c, service: service-desk, metric: c, objective: {share: 90%, within: 5h, hours: 24x7}}
  - {id: d, service: service-desk, metric: d, objective: {share: 90%, within: 5h, hours: 24x7}}
"""
    a, b, c, d = (each.measured for each in promised(book_of(example).agreement("acme-sla")))

    assert a == b
    assert len({a, c, d}) == 3


CHAIN = """\
targets:
  - {id: resolution, service: service-desk, metric: resolution-time,
     objective: {share: 90%, within: 5h, hours: 24x7, backed_by: [desk-ola#restore/P1]}}
---
kind: OLA
targets:
  - id: restore
    service: service-desk
    metric: restore-time
    backed_by: [telco-uc#restore/P1]
    objectives: {P1: {share: 95%, within: 4h, hours: 24x7}}
---
kind: UC
targets:
  - id: restore
    service: service-desk
    metric: restore-time
    backed_by: [desk-ola#restore/P1]
    objectives: {P1: {share: 95%, within: 4h, hours: 24x7}}
"""


def test_suppliers_are_found_through_olas_and_once(book_of):
    """The way to the UC leads through the OLA; a circle ends; the place is in the SLA."""
    book = book_of(CHAIN)

    [(supplier, place)] = suppliers(book.agreement("acme-sla"), book)

    assert "telco-uc" == supplier.id
    assert Path(place.span.file).name == "sla.yaml"
    assert ["desk-ola"] == list(behind(book)["acme-sla"])
    assert [] == list(suppliers(book.agreement("desk-ola"), book))


def test_terms_that_touch_on_one_day_are_side_by_side(book_of):
    """Both dates of a term are inside it."""
    text = """\
effective: {{from: 2026-01-01, through: 2026-06-30}}
services: [{{service: network}}]
---
kind: SLA
id: next-sla
effective: {{from: {}, through: 2026-12-31}}
services: [{{service: network}}]
"""

    def found(day):
        return [(p.earlier.id, p.later.id) for p in pairs(book_of(text.format(day)))]

    assert [("acme-sla", "next-sla")] == found("2026-06-30")
    assert [] == found("2026-07-01")


def many(number):
    """So many agreements of one customer for one service that all overlap, at two tiers."""
    text = "---\nkind: SLA\nid: a-{n}\nservices: [{{service: network, tier: {tier}}}]\n"
    tiers = ("silver", "gold")
    return "".join(text.format(n=n, tier=tiers[n % 2]) for n in range(number))[4:]


def test_many_agreements_side_by_side_are_compared_once_each(book_of, tmp_path):
    """Of n agreements that all overlap there are n - 1 pairs, not n squared."""
    for number, text in enumerate(many(40).split("---\n")):
        folder = tmp_path / str(number)
        folder.mkdir()
        write_example(text, folder)
    found = load_book(tmp_path)
    slas = tuple(file for file in found.files if Path(file.file).name == "sla.yaml")
    rest = tuple(file for file in found.files if "/0/" in file.file and file not in slas)
    book = Book(tmp_path, (*slas, *rest))

    assert 39 == len(list(pairs(book)))
    assert 40 == len(offers(book)["nordit", "network"])


def test_tiers_are_ranked_by_the_catalogue(book_of):
    """The first tier of the catalogue is the weakest; a line without a tier is no offer."""
    book = book_of("services: [{service: service-desk}, {service: network, tier: gold}]")

    [(key, [offer])] = offers(book).items()

    assert ("nordit", "network") == key
    assert ("gold", 1, ["availability"]) == (
        offer.tier,
        offer.rank,
        [each.name for each in offer.promises.values()],
    )


TIERS = """\
services: [{{service: network, tier: gold}}]
metrics:
  - {{id: a, kind: duration, records: incident, source: itsm-export, start: reported,
     stop: [closed], pause: [], where: {{{ours}}}}}
  - {{id: b, kind: duration, records: incident, source: itsm-export, start: reported,
     stop: [closed], pause: [], where: {{priority: [P9]}}}}
targets:
  - {{id: repair, service: network, metric: a, objective: {{share: 90%, within: 8h, hours: 24x7}}}}
{more}
---
kind: SLA
id: acme-silver
services: [{{service: network, tier: silver}}]
metrics:
  - {{id: a, kind: duration, records: incident, source: itsm-export, start: reported,
     stop: [closed], pause: [], where: {{{theirs}}}}}
targets:
  - {{id: repair, service: network, metric: a, objective: {{share: 90%, within: 4h, hours: 24x7}}}}
"""
SECOND = (
    "  - {id: other, service: network, metric: b, objective: {share: 90%, within: 9h, hours: 24x7}}"
)


@pytest.mark.parametrize(
    "ours, theirs, more, found",
    [
        ("group: [Acme]", "group: [Beta]", "", ["X001"]),
        ("group: [Acme]", "group: [Acme, Beta]", "", ["X001"]),
        ("group: [Acme]", "group: [Beta]", SECOND, []),
        ("group: [Acme]", "group: [Acme]", SECOND, ["X001"]),
    ],
    ids=["two customers", "all records", "cannot be told", "the same filter"],
)
def test_a_filter_hides_no_weaker_tier(book_of, ours, theirs, more, found):
    """
    Gold's 8h for one customer's records is weaker than silver's 4h for another's on one export.

    Where gold has two such targets nobody knows which of them is meant: no finding of either kind.
    """
    book = book_of(TIERS.format(ours=ours, theirs=theirs, more=more))

    said = run(book, date(2026, 3, 1), select=["X001", "X003"])

    assert found == [each.rule for each in said]


def test_a_customer_is_told_once(book_of):
    """Whatever the number of agreements in other zones, there is one finding for a customer."""
    zones = "".join(
        f"---\nkind: SLA\nid: beta-{zone.lower()}\ntimezone: Europe/{zone}\n" for zone in ("Rome",)
    )
    book = book_of(f"timezone: Europe/Oslo\n{zones}")

    assert [("beta-rome", "acme-sla")] == [
        (agreement.id, other.id) for agreement, other in said_differently(book, "timezone")
    ]
    assert [] == list(said_differently(book, "currency"))


def test_what_is_used_counts_the_terms(book_of):
    """A calendar that only Terms name is used; a metric of Terms is used by any agreement."""
    book = book_of("""\
terms: {use: nordit-terms, version: 2026-1}
# metrics is missing
# support is missing
targets:
  - {id: up, service: network, metric: shared, objective: {availability: 99.9%}}
---
kind: Terms
support: [{channel: phone, contact: call, hours: night}]
metrics: [{id: shared, kind: availability, of: network, source: noc-outages, hours: 24x7}]
""")

    assert {"night", "noc-outages", "nordit-terms", "itil"} <= documents_used(book)
    assert frozenset({"shared"}) == used_of_terms(book)["nordit-terms"]["metrics"]
