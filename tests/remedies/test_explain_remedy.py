"""`slaspec explain AGREEMENT#REMEDY`: what a remedy pays for which values, and the most of it."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

import slaspec
from slaspec.checks.pages.examples import write_example
from slaspec.cli import run

DEMO = Path(slaspec.__file__).parent / "_demo" / "contracts"
STEPS = """\
remedies:
  - id: network-credit
    for_each: window
    quantity: {of: shortfall, step: 0.1pp, count: commenced}
    rate: {per_step: 1%}
    base: {charge: network}
    caps: [{per: window, at_most: 5%, of: {charge: network}, excess: lost}]
  - {id: desk-credit, for_each: window, rate: {flat: 5%}, base: {charge: service-desk}}
"""


@pytest.fixture
def explained(tmp_path, capsys):
    """The exit code and the text of `explain` for an example."""

    def call(example, what):
        write_example(example, tmp_path)
        code = run(["explain", what, "--contracts", str(tmp_path)])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_a_staircase_under_its_cap(explained):
    """1 % of 12,000 EUR for each begun tenth of a point: five of them until the cap of 600 EUR."""
    code, out, _ = explained(STEPS, "acme-sla#network-credit")

    assert 0 == code
    assert out == textwrap.dedent(
        """\
        network-credit of availability, at the charges of 2026-01
          from 99.9% and up to 100%   nothing
          from 99.4% and below 99.9%  120.00 EUR to 600.00 EUR, 120.00 EUR for each commenced 0.1pp
          from 0% and below 99.4%     600.00 EUR

        All remedies of acme-sla together cost at most 4600.00 EUR in a window,
        and 55200.00 EUR in the first contract year.
        """
    )


def test_what_has_no_curve_is_named(explained):
    """A charge from invoices is not known before they come."""
    services = (
        "services:\n  - {service: network, charge: {source: bills}}\n"
        "  - {service: service-desk, charge: {amount: 40000.00 EUR, per: month}}\n"
    )
    code, out, _ = explained(services, "acme-sla#network-credit")

    assert 0 == code
    assert "no curve, no charge is known for service 'network' in 2026-01" in out
    assert "No most can be told for acme-sla" in out


def test_a_remedy_that_is_not_there(explained):
    """What it might be is said; the exit code is that of a usage error."""
    code, _, err = explained(STEPS, "acme-sla#network-credits")

    assert 2 == code
    assert "did you mean 'network-credit'?" in err


def test_an_agreement_that_is_not_there(explained):
    """As everywhere: one line, exit code 2."""
    code, _, err = explained(STEPS, "acme-sly#network-credit")

    assert 2 == code
    assert "acme-sl" in err
