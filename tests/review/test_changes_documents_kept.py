"""What the rules say of amendments, parties, catalogues, ledgers and waivers, beyond the pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.review.fragments import compared, told

ISSUED = "{statement: 2026-01, date: 2026-02-06, state: issued}"
AGREED = "{statement: 2026-01, date: 2026-02-20, state: agreed}"
LEDGER = "kind: Ledger\nentries: [%s]"


def test_entries_that_are_made_are_told_with_the_last(tmp_path: Path) -> None:
    """A ledger grows at its end; that is routine."""
    [change] = compared(LEDGER % ISSUED, LEDGER % f"{ISSUED}, {AGREED}", tmp_path)

    assert ("V677", False, "entries: 1", "entries: 2") == (
        change.rule,
        change.material,
        change.before,
        change.after,
    )
    assert change.sentence.startswith("an entry is made: statement 2026-01, date 2026-02-20")


@pytest.mark.parametrize("after", [AGREED, f"{AGREED}, {ISSUED}", ISSUED.replace("02-06", "02-07")])
def test_entries_that_are_not_what_they_were_are_a_warning(after: str, tmp_path: Path) -> None:
    """An entry that was taken out, put before another, or changed."""
    [change] = compared(LEDGER % ISSUED, LEDGER % after, tmp_path)

    assert ("V677", True, "warning") == (change.rule, change.material, change.severity)


WAIVERS = "kind: Waivers\nwaivers:\n"
REVIEW = (
    "  - {id: slow-review, rule: T009, document: acme-sla, at: review, by: k-berg,\n"
    "     reason: the customer asked for it, until: 2027-03-31}\n"
)
CARRIER = (
    "  - {id: one-carrier, rule: B001, document: acme-sla, by: k-berg,\n"
    "     reason: the second one begins in March, until: 2027-03-31}\n"
)


def test_a_new_waiver_is_told_with_its_reason_and_end(tmp_path: Path) -> None:
    """It is for information: it takes nothing from anybody."""
    [change] = compared(WAIVERS + REVIEW, WAIVERS + REVIEW + CARRIER, tmp_path)

    assert (
        "a waiver is added: B001 of acme-sla until 2027-03-31,"
        " because the second one begins in March"
    ) == change.sentence
    assert "info" == change.severity


def test_a_waiver_that_is_gone_is_told(tmp_path: Path) -> None:
    """Its finding fails again."""
    [change] = compared(WAIVERS + REVIEW + CARRIER, WAIVERS + CARRIER, tmp_path)

    assert ("V682", "removed") == (change.rule, change.sort)


CATALOGUE = "kind: ServiceCatalogue\n"
DESK = "services: [{id: service-desk, title: Desk, %s}]"
CASES = [
    (
        "the order of components",
        CATALOGUE + DESK % "components: [wan, lan]",
        CATALOGUE + DESK % "components: [lan, wan]",
        {},
    ),
    (
        "the order of tiers",
        CATALOGUE + "tiers: [silver, gold]",
        CATALOGUE + "tiers: [gold, silver]",
        {"V671": "neutral"},
    ),
    (
        "a service with a rule of its own",
        CATALOGUE + DESK % "changes: provider_if_not_worse",
        CATALOGUE + DESK % "changes: by_consent",
        {"V672": "tightened"},
    ),
    (
        "the order of roles",
        "kind: Parties\npeople: [{id: p, name: P, organisation: acme,"
        " roles: [signs, represents_users]}]",
        "kind: Parties\npeople: [{id: p, name: P, organisation: acme,"
        " roles: [represents_users, signs]}]",
        {},
    ),
    (
        "windows end under the old text where nothing is said",
        "kind: Amendment",
        "kind: Amendment\ntakes_effect: next_window",
        {},
    ),
    (
        "notice is kept where nothing is said",
        "kind: Amendment",
        "kind: Amendment\nnotice_waived: false",
        {},
    ),
]


@pytest.mark.parametrize(("what", "before", "after", "expected"), CASES, ids=[c[0] for c in CASES])
def test_a_document(
    what: str, before: str, after: str, expected: dict[str, str], tmp_path: Path
) -> None:
    """What means the same is no change."""
    assert expected == told(before, after, tmp_path), what


def test_components_change_what_is_measured(tmp_path: Path) -> None:
    """Outages of another part take the service down."""
    [change] = compared(
        CATALOGUE + DESK % "components: [wan]",
        CATALOGUE + DESK % "components: [wan, lan]",
        tmp_path,
    )

    assert change.meaning
    assert "what the service consists of: lan is new" == change.sentence


def test_a_renamed_organisation_is_followed(tmp_path: Path) -> None:
    """The agreement that names it is not changed by its other id."""
    texts = [
        f"parties: {{provider: nordit, customer: {id}, beneficiaries: []}}\n---\n"
        "kind: Parties\norganisations:\n"
        f"  - {{id: {id}, name: Acme AS, country: NO, registration: '912 345 678'}}\n"
        for id in ("acme", "acme-norge")
    ]
    found = {each.rule: each.sort for each in compared(*texts, tmp_path)}

    assert "renamed" == found["V662"]
    assert "V411" not in found


def test_a_date_that_moves_is_told_with_the_texts_of_both_days(tmp_path: Path) -> None:
    """From July on the old text holds again, until August: that is what was agreed otherwise."""
    before = "kind: Amendment\neffective: {from: 2026-07-01}"
    after = "kind: Amendment\neffective: {from: 2026-08-01}"
    found = {each.rule: each for each in compared(before, after, tmp_path)}

    assert ("neutral", False) == (found["V653"].direction, found["V653"].material)
    assert "loosened" == found["V104"].direction
