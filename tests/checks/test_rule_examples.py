"""Every rule's page is executed: its wrong example yields the rule, its right one does not."""

from __future__ import annotations

from datetime import date

import pytest

from slaspec.checks.pages.examples import findings_of
from slaspec.checks.pages import HEADINGS, all_pages

TODAY = date(2026, 11, 21)
PAGES = all_pages()


def rules_found(example, folder, id):
    """Ids of the rules that an example breaks."""
    return {finding.rule for finding in findings_of(example, id, folder, TODAY)}


@pytest.mark.parametrize("id", PAGES)
def test_every_page_has_all_headings(id):
    """A page has one sentence and then every heading, each with a text, in the same order."""
    page = PAGES[id]

    assert list(HEADINGS) == list(page.sections)
    assert all(page.sections.values())
    assert page.sentence.endswith(".")
    assert len(page.sentence) < 120


@pytest.mark.parametrize("id", PAGES)
def test_the_wrong_example_yields_its_rule(id, tmp_path):
    """What a page shows as wrong is reported by this rule."""
    assert id in rules_found(PAGES[id].sections["Wrong:"], tmp_path, id)


@pytest.mark.parametrize("id", PAGES)
def test_the_right_example_does_not_yield_its_rule(id, tmp_path):
    """What a page shows as right is not reported by this rule."""
    assert id not in rules_found(PAGES[id].sections["Right:"], tmp_path, id)


@pytest.mark.parametrize("id", [id for id in PAGES if not id.startswith("Y")])
def test_examples_have_no_slips_of_their_own(id, tmp_path):
    """A wrong example of a rule can be read: nothing of its text or shape is wrong beside it."""
    for heading in ("Wrong:", "Right:"):
        folder = tmp_path / heading.strip(":")
        folder.mkdir()
        found = rules_found(PAGES[id].sections[heading], folder, id)

        assert {rule for rule in found if rule[0] in "SY"} <= {id}
