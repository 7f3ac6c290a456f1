"""The pages that `slaspec explain` shows."""

from __future__ import annotations

import pytest

from slaspec.checks.pages import RECORDS, all_pages, page
from slaspec.checks.registry import all_rules
from slaspec.checks.selection import ids_of
from slaspec.errors import UsageError
from slaspec.records.reasons import FILE_REFUSED, NOTHING_USABLE, RULES


def test_a_page_has_title_and_docstring():
    """A page is the title with id, name and severity, and the docstring as it stands."""
    text = page("M004")

    assert text.startswith("# M004 target-without-window (error, measurable)\n\nA target does not")
    assert "\nWrong:\n\n    interpretation: {assign_to: decided}\n" in text


@pytest.mark.parametrize("word", ["M004", "m004", "target-without-window"])
def test_a_page_is_found_by_id_and_by_name(word):
    """Ids are found in any letter case, and names."""
    assert page("M004") == page(word)


def test_rules_of_reading_have_pages():
    """What is reported while a file is read can be explained too."""
    assert page("Y002").startswith("# Y002 duplicate-key (error, document)")
    assert page("S005").startswith("# S005 not-a-quantity (error, document)")


def test_reasons_for_leaving_a_ticket_out_have_pages():
    """Every reason of the readers, and the two for whole files, has a page of its name."""
    pages = {id: page.name for id, page in all_pages().items() if page.aspect == RECORDS}
    reasons = {id: reason.lower().replace(" ", "-") for reason, id in RULES.items()}
    titled = {
        "R006": "time-in-a-dst-gap",
        FILE_REFUSED: "file-refused",
        NOTHING_USABLE: "nothing-usable",
    }

    assert pages == reasons | titled
    assert page("R004").startswith("# R004 unknown-label (error, records)")


@pytest.mark.parametrize("word", ["R004", "r", "unknown-label"])
def test_reasons_of_records_select_no_check(word):
    """Records are not contracts: `check --select R004` is refused, with what to select instead."""
    with pytest.raises(UsageError, match="reported as M006"):
        ids_of(word)


def test_every_rule_has_a_page():
    """All rules are there, sorted by id, and no name is used twice."""
    pages = all_pages()

    assert {rule.id for rule in all_rules()} <= pages.keys()
    assert sorted(pages) == list(pages)
    assert len(pages) == len({each.name for each in pages.values()})


@pytest.mark.parametrize(
    ("word", "hint"), [("M4", "did you mean M"), ("target-without-windw", "window?")]
)
def test_an_unknown_rule_is_refused(word, hint):
    """The nearest rule is named."""
    with pytest.raises(UsageError, match="there is no rule") as refused:
        page(word)

    assert hint in str(refused.value)


def test_pages_fit_a_terminal():
    """No line of a page is wider than a terminal of a hundred columns."""
    lines = [line for each in all_pages().values() for line in each.markdown.splitlines()]

    assert [] == [line for line in lines if len(line) > 100]
