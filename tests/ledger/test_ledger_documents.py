"""The kind `Ledger` as it is read: its page, and what is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from slaspec.language.model.ledger import (
    AcceptedRiskEntry,
    ChoiceEntry,
    ClaimEntry,
    GrantedEntry,
    MaintenanceEntry,
    StatementEntry,
)
from slaspec.language.read import read_text

PAGE = Path(__file__).parents[2] / "docs" / "ledger.md"
HEAD = """\
apiVersion: slaspec/v1
kind: Ledger
id: ledger
title: Ledger
agreement: acme
entries:
"""


def findings(entries):
    """What is wrong with the shape of a ledger of some entries: rule and message."""
    read = read_text((HEAD + entries).encode(), "ledger.yaml")
    return [(finding.rule, finding.message) for finding in read.findings]


def test_the_page_shows_a_ledger_that_can_be_read():
    """Every kind of entry stands in the example of `docs/ledger.md`."""
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    read = read_text(example.encode(), "ledger.yaml")

    assert () == read.findings
    assert {
        MaintenanceEntry,
        GrantedEntry,
        StatementEntry,
        ClaimEntry,
        ChoiceEntry,
        AcceptedRiskEntry,
    } == {type(entry) for entry in read.contract.entries}


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("- {date: 2026-04-01}", "exactly one of maintenance, granted, claim"),
        ("- {claim: credit, statement: 2026-01, date: 2026-04-01}", "at once"),
        ("- {claim: credit, for: O1}", "'date' is missing"),
        ("- {claim: credit, for: O1, date: 2026-02-30}", "2026-02-30"),
        ("- {claim: credit, for: O1, date: 2026-02-20, amount: 3}", "unknown key 'amount'"),
        (
            "- {granted: flood, date: 2026-04-01, from: '2026-04-01T10:00:00Z',"
            " agreed_by: [{party: a, by: b}]}",
            "'from' needs 'until' beside it",
        ),
        (
            "- {granted: flood, date: 2026-04-01, windows: [2026-04],"
            " agreed_by: [{party: a, by: b}]}",
            "'windows' needs 'targets' beside it",
        ),
        (
            "- {maintenance: work, date: 2026-04-01, from: 2026-04-01T10:00:00,"
            " until: '2026-04-01T11:00:00Z', notified: '2026-03-01T11:00:00Z'}",
            "2026-04-01T10:00:00",
        ),
        ("- {statement: April, date: 2026-05-01, state: issued}", "April"),
        ("- {statement: 2026-04, date: 2026-05-01, state: sent}", "sent"),
    ],
)
def test_what_an_entry_cannot_be_is_refused_by_name(entry, says):
    """One kind of entry at a time, with its day, and no key that nobody reads."""
    found = findings(entry)

    assert any(says in message for _, message in found), found
