"""What the rules of changes say of parties, term, duties and governance, beyond the pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from slaspec.checks.pages.portfolio import OLA as OLA_FILE
from tests.review.fragments import compared, told

TERM = "effective: {from: 2026-01-01, %s}"
RIGHT = """
termination:
  - {when: {missed: availability, %s}, by: %s, notice: 30 days%s}
"""
DUTY = "duties: {%s: [{id: answers, text: answer questions%s}]}"
PHONE = 'support: [{channel: phone, contact: "22 00", hours: %s%s}]'
CASES = [
    # the term
    (
        "a term without a last day",
        TERM % "through: 2027-12-31",
        TERM % "judged_from: 2026-01-01",
        {"V406": "tightened"},
    ),
    (
        "it ends where nothing is said",
        TERM % "through: 2027-12-31",
        TERM % "through: 2027-12-31, renewal: none",
        {},
    ),
    (
        "it renews itself",
        TERM % "through: 2027-12-31, renewal: by_agreement",
        TERM % "through: 2027-12-31, renewal: automatic",
        {"V406": "tightened"},
    ),
    (
        "it ends either way",
        TERM % "through: 2027-12-31, renewal: by_agreement",
        TERM % "through: 2027-12-31, renewal: none",
        {"V406": "neutral"},
    ),
    (
        "from the first day on where nothing is said",
        TERM % "through: 2027-12-31",
        TERM % "through: 2027-12-31, judged_from: 2026-01-01, credits_from: 2026-01-01",
        {},
    ),
    (
        "credits from April where they were from the first day on",
        TERM % "through: 2027-12-31",
        TERM % "through: 2027-12-31, credits_from: 2026-04-01",
        {"V408": "loosened"},
    ),
    # parties, languages, binding
    (
        "nobody else uses it, said or not",
        "parties: {provider: nordit, customer: acme}",
        "parties: {provider: nordit, customer: acme, beneficiaries: []}",
        {},
    ),
    (
        "some come and some go",
        "parties: {provider: nordit, customer: acme, beneficiaries: [one, two]}",
        "parties: {provider: nordit, customer: acme, beneficiaries: [two, three]}",
        {"V412": "neutral"},
    ),
    ("two that bind nobody in law", "binding: internal", "binding: charter", {"V421": "neutral"}),
    (
        "a charter that becomes a contract",
        "binding: charter",
        "binding: contract",
        {"V421": "tightened"},
    ),
    (
        "a translation for information",
        "languages: {prevailing: nb}",
        "languages: {prevailing: nb, also: [en]}",
        {"V423": "neutral"},
    ),
    # support
    ("around the clock", PHONE % ("office", ""), PHONE % ("24x7", ""), {"V432": "tightened"}),
    (
        "no target is no list",
        PHONE % ("24x7", ", targets: none"),
        PHONE % ("24x7", ", targets: [resolution]"),
        {"V434": "tightened"},
    ),
    (
        "the order of targets",
        PHONE % ("24x7", ", targets: [resolution, availability]"),
        PHONE % ("24x7", ", targets: [availability, resolution]"),
        {},
    ),
    # duties
    (
        "more time for the provider",
        DUTY % ("provider", ", within: 4h"),
        DUTY % ("provider", ", within: 8h"),
        {"V444": "loosened"},
    ),
    (
        "more time for the customer",
        DUTY % ("customer", ", within: 4h"),
        DUTY % ("customer", ", within: 8h"),
        {"V444": "tightened"},
    ),
    (
        "the same time",
        DUTY % ("customer", ", within: 4h"),
        DUTY % ("customer", ", within: 240min"),
        {},
    ),
    (
        "nothing follows where nothing is said",
        DUTY % ("customer", ""),
        DUTY % ("customer", ", if_not: none"),
        {},
    ),
    (
        "an excuse for the whole record in place of a pause",
        DUTY % ("customer", ", if_not: clock_paused"),
        DUTY % ("customer", ", if_not: excused"),
        {"V445": "loosened"},
    ),
    # termination
    ("no right, said or not", "# termination is missing", "termination: []", {}),
    (
        "one miss is enough where no number is said",
        RIGHT % ("below: 95%", "customer", ""),
        RIGHT % ("below: 95%, times: 1", "customer", ""),
        {},
    ),
    (
        "misses must follow one another",
        RIGHT % ("times: 3", "customer", ""),
        RIGHT % ("times: 3, consecutive: true", "customer", ""),
        {"V452": "loosened"},
    ),
    (
        "misses far below only",
        RIGHT % ("times: 3", "customer", ""),
        RIGHT % ("times: 3, below: 95%", "customer", ""),
        {"V452": "loosened"},
    ),
    (
        "misses of a longer period",
        RIGHT % ("times: 3, in: rolling 6 months", "customer", ""),
        RIGHT % ("times: 3, in: rolling 1 year", "customer", ""),
        {"V452": "tightened"},
    ),
    (
        "fewer misses for the provider's own right",
        RIGHT % ("times: 3", "provider", ""),
        RIGHT % ("times: 2", "provider", ""),
        {"V452": "loosened"},
    ),
    (
        "a closing date for the right",
        RIGHT % ("times: 3", "customer", ""),
        RIGHT % ("times: 3", "customer", ", exercise_within: 60 days"),
        {"V453": "loosened"},
    ),
    (
        "the provider may terminate in place of the customer",
        RIGHT % ("times: 3", "customer", ""),
        RIGHT % ("times: 3", "provider", ""),
        {"V451": "loosened"},
    ),
    # governance
    (
        "both have to agree where nothing is said",
        "# changes is missing",
        "changes: {consent: mutual}",
        {},
    ),
    (
        "a notice where none was said",
        "# changes is missing",
        "changes: {consent: mutual, notice: 30 days}",
        {"V456": "tightened"},
    ),
    (
        "the provider alone",
        "# changes is missing",
        "changes: {consent: provider}",
        {"V456": "loosened"},
    ),
    (
        "an earlier warning",
        "escalation: [{over_by: 1h, to: board}]",
        "escalation: [{over_by: 30min, to: board}]",
        {"V462": "tightened"},
    ),
    (
        "a report each week",
        "reporting: {every: month, to: [acme]}",
        "reporting: {every: week, to: [acme]}",
        {"V471": "tightened"},
    ),
    (
        "a report that shows other things",
        "reporting: {every: month, to: [acme], shows: [verdicts, trend]}",
        "reporting: {every: month, to: [acme], shows: [verdicts, credits]}",
        {"V472": "neutral"},
    ),
    (
        "no review yet, said or not",
        "review: {every: 12 months}",
        "review: {every: 1 year, held: []}",
        {},
    ),
    (
        "misses of a longer period call for a plan",
        "improvement: {after: {missed: 2, in: rolling 3 months}, plan_within: 10 days}",
        "improvement: {after: {missed: 2, in: rolling 6 months}, plan_within: 10 days}",
        {"V475": "tightened"},
    ),
    (
        "a later plan",
        "improvement: {after: {missed: 2, in: rolling 3 months}, plan_within: 10 days}",
        "improvement: {after: {missed: 2, in: rolling 3 months}, plan_within: 1 month}",
        {"V475": "loosened"},
    ),
    (
        "the order of the steps of a dispute",
        "disputes: {steps: [{body: one, within: 5 days}, {body: two, within: 5 days}]}",
        "disputes: {steps: [{body: two, within: 5 days}, {body: one, within: 5 days}]}",
        {"V454": "neutral"},
    ),
    (
        "a word that is defined under another name",
        "definitions: [{term: outage, means: nobody can log in}]",
        "definitions: [{term: downtime, means: nobody can log in}]",
        {"V425": "neutral"},
    ),
]


@pytest.mark.parametrize(("what", "before", "after", "expected"), CASES, ids=[c[0] for c in CASES])
def test_a_clause(
    what: str, before: str, after: str, expected: dict[str, str], tmp_path: Path
) -> None:
    """Each clause goes its way; what is said by saying nothing is no change."""
    assert expected == told(before, after, tmp_path), what


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("title: One", "title: Two"),
        ('version: "1.0"', 'version: "1.1"'),
        ("signatures: [{party: acme, by: j-jansen, date: 2026-01-01}]", "# signatures is missing"),
        ("review: {every: 12 months}", "review: {every: 6 months}"),
        ("contact_point: desk", "contact_point: the desk"),
        ("purpose: [{value: speed, targets: [resolution]}]", "# purpose is missing"),
        ("languages: {prevailing: nb}", "languages: {prevailing: nb, also: [en]}"),
    ],
)
def test_what_nobody_is_owed_is_for_information(before: str, after: str, tmp_path: Path) -> None:
    """It is told and never a warning."""
    found = compared(before, after, tmp_path)

    assert {(False, "info")} == {(each.material, each.severity) for each in found}


def test_a_time_zone_is_another_measure(tmp_path: Path) -> None:
    """Figures of windows in two zones do not compare."""
    [change] = compared("timezone: Europe/Oslo", "timezone: Europe/Helsinki", tmp_path)

    assert change.meaning


# --- how texts are compared ----------------------------------------------------------------------

SLA = """
terms: {use: nordit-terms, version: 2026-1}
# caps is missing
"""
OLA = """---
kind: OLA
terms: {use: nordit-terms, version: 2026-1}
"""
TERMS = """---
kind: Terms
# precedence is missing
caps: [{per: month, at_most: %s.00 EUR, excess: lost}]
"""


def test_terms_of_two_agreements_change_once(tmp_path: Path) -> None:
    """One change of the Terms names every agreement that stands on them."""
    texts = (SLA + OLA + TERMS % most for most in (500, 900))
    [change] = compared(*texts, tmp_path)

    assert ("V318", "tightened") == (change.rule, change.direction)
    assert {"acme-sla", "desk-ola"} == set(change.agreements)


def test_an_entry_of_terms_stands_in_their_file(tmp_path: Path) -> None:
    """Also where the agreements pin another version of them than there is: one change, one place."""
    terms = "---\nkind: Terms\nversion: 2026-2\n# precedence is missing\ncaps:\n"
    month, quarter = (
        f"  - {{per: {per}, at_most: 500.00 EUR, excess: lost}}\n" for per in ("month", "quarter")
    )
    texts = (SLA + OLA + terms + caps for caps in (month, month + quarter))
    [change] = compared(*texts, tmp_path)

    assert ("V317", "added") == (change.rule, change.sort)
    assert change.head is not None
    assert "contracts/terms.yaml" == change.head.file


def test_a_section_that_moves_to_terms_is_no_change(tmp_path: Path) -> None:
    """What holds is the same; only that the agreement stands on Terms is told."""
    cap = "caps: [{per: month, at_most: 500.00 EUR, excess: lost}]"

    assert {"V402": "neutral"} == told(cap, SLA + TERMS % 500, tmp_path)


def test_another_style_of_writing_is_no_change(tmp_path: Path) -> None:
    """Comments, quotes, order of keys and layout say nothing."""
    before = "changes: {consent: mutual, notice: 30 days}\nbinding: contract"
    after = (
        'binding: "contract"  # in law\nchanges:\n  # as always\n'
        "  notice: '30 days'\n  consent: mutual"
    )

    assert {} == told(before, after, tmp_path)


def test_the_order_of_entries_is_no_change(tmp_path: Path) -> None:
    """Services, duties and steps are known by their names."""
    one, two = "{service: network, tier: gold}", "{service: service-desk}"

    assert {} == told(f"services: [{one}, {two}]", f"services: [{two}, {one}]", tmp_path)


AMENDED = """
changes: {consent: mutual, notice: 30 days}
---
kind: Amendment
%schanges:
  - at: changes/notice
    was: 30 days
    becomes: 60 days
"""
UNSIGNED = "signatures: [{party: nordit, by: k-berg, date: 2026-05-21}]\n"


def test_an_amendment_changes_the_text_from_its_day_on(tmp_path: Path) -> None:
    """The change bears the day on which it begins to hold, and the amendment itself is told."""
    before = "changes: {consent: mutual, notice: 30 days}"
    found = {each.rule: each for each in compared(before, AMENDED % "", tmp_path)}

    assert {"V403", "V457", "V651"} == set(found)
    assert (date(2026, 7, 1), False) == (found["V457"].effective, found["V457"].draft)
    assert "version 1.1 of acme-sla from 2026-07-01 on" == found["V651"].after


def test_an_amendment_that_lacks_a_signature_is_a_draft(tmp_path: Path) -> None:
    """It changes nothing yet, and is told as what it would change."""
    before = "changes: {consent: mutual, notice: 30 days}"
    found = {each.rule: each for each in compared(before, AMENDED % UNSIGNED, tmp_path)}

    assert found["V457"].draft
    assert "version 1.1 of acme-sla from 2026-07-01 on, not signed by all" == found["V651"].after


def test_a_new_agreement_is_told_as_one(tmp_path: Path) -> None:
    """Its sections are not listed one by one."""
    found = compared("kind: OLA", "kind: OLA\n---\nkind: OLA\nid: network-ola", tmp_path)

    assert [("V401", "added", "tightened")] == [
        (each.rule, each.sort, each.direction) for each in found
    ]


def test_a_renamed_agreement_is_recognised(tmp_path: Path) -> None:
    """The OLA has another id, and what stands behind the SLA is still the same."""
    objective = "{share: 90%%, within: 5h, hours: 24x7, backed_by: [%s#restore/P1]}"
    texts = [
        "targets:\n  - {id: resolution, service: service-desk, metric: resolution-time,\n"
        f"     objectives: {{P1: {objective % id}}}}}\n---\nkind: OLA\nid: {id}"
        for id in ("desk-ola", "first-line-ola")
    ]
    [change] = compared(*texts, tmp_path)

    assert ("V401", "renamed", False) == (change.rule, change.sort, change.material)


def test_an_agreement_of_another_kind_is_one_change(tmp_path: Path) -> None:
    """An internal team that became a supplier."""
    uc = "# file: ola.yaml\n" + OLA_FILE.replace("kind: OLA", "kind: UC")
    [change] = compared("kind: OLA", uc, tmp_path)

    assert ("V401", "OLA", "UC") == (change.rule, change.before, change.after)


def test_the_counting_of_days_is_used_without_remedies(tmp_path: Path) -> None:
    """An OLA that pays nothing counts the notice of its exclusions by it."""
    [change] = compared(
        "kind: OLA\ninterpretation: {window: month}",
        "kind: OLA\ninterpretation:\n  window: month\n  day_periods:\n"
        "    {first_day: included, ends: end_of_day, on_closed_day: same_day}",
        tmp_path,
    )

    assert ("V327", True) == (change.rule, change.material)
