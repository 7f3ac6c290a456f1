"""docs/ambiguities.md names every ambiguity of real contracts, and only rules that exist."""

from __future__ import annotations

import re
from pathlib import Path

from slaspec.checks.registry import all_rules

PAGE = Path(__file__).parents[2] / "docs" / "ambiguities.md"
ROW = re.compile(r"^\| (CR[0-9]{3}) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
RULE = re.compile(r"\b[BCDMPSTX][0-9]{3}\b")


def rows():
    """Id, ambiguity and what becomes of it."""
    return ROW.findall(PAGE.read_text("utf-8"))


def test_all_forty_one_stand_there_once():
    """CR001 to CR041, in order."""
    assert [f"CR{number:03}" for number in range(1, 42)] == [id for id, _, _ in rows()]


def test_each_is_found_by_a_rule_or_impossible():
    """Nothing is only described: a rule is named, or the reason why it cannot be."""
    for id, _, answer in rows():
        assert RULE.search(answer) or answer.startswith("impossible: "), id


def test_the_rules_that_are_named_exist():
    """A rule that is renamed is renamed here."""
    known = {rule.id for rule in all_rules()} | {"S005"}

    assert set() == set(RULE.findall(PAGE.read_text("utf-8"))) - known


def test_what_is_impossible_is_refused_by_the_schema(tmp_path):
    """A claim without an anchor, a cap without its excess, a settlement without netting."""
    from slaspec.language.book import load_book

    head = "apiVersion: slaspec/v1\nkind: SLA\nid: a\ntitle: A\n"
    head += 'version: "1"\neffective: {from: 2026-01-01}\n'
    (tmp_path / "a.yaml").write_text(head, "utf-8")
    assert () == load_book(tmp_path).reading_findings

    for section in (
        "interpretation: {claim: {within: 30 days}}",
        "interpretation: {settlement: {method: next_invoice}}",
        "caps: [{per: month, at_most: 10%, of: {charge: desk}}]",
        "remedies: [{id: a, rate: {ladder: [{below: 99%, above: 95%, pays: 5%}]}}]",
        "remedies: [{id: a, rate: {flat: 1000.001 EUR}}]",
    ):
        (tmp_path / "a.yaml").write_text(head + section + "\n", "utf-8")

        assert () != load_book(tmp_path).reading_findings, section
