"""Where a waiver points to."""

from datetime import date

from slaspec.checks.pages.examples import write_example
from slaspec.checks.run import run
from slaspec.language.book import load_book

WAIVER = """\
terms: {use: nordit-terms, version: 2026-1}
# statement is missing
---
kind: Terms
statement: {due: 5 working days, data_closes: 5 working days, late_data: next_statement,
            object_within: 10 working days, silence: agreed, disputed: pay_undisputed}
---
kind: Waivers
waivers:
  - {id: slip, rule: B001, document: acme-sla, at: targets/resolutoin/objectives/P1, by: k-berg,
     reason: agreed with the customer, until: 2027-03-31}
"""


def test_a_slip_in_a_place_is_told_as_such_beside_terms(tmp_path):
    """A target that is not there is no place, although the Terms hold no targets at all."""
    write_example(WAIVER, tmp_path)

    found = run(load_book(tmp_path), date(2026, 11, 21), select=["D071", "D073"])

    assert ["D073"] == [finding.rule for finding in found]
    assert "'acme-sla' has no place 'targets/resolutoin/objectives/P1'" == found[0].message
