"""What was settled before is the past of what is settled now, however the windows are grouped."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from slaspec.language.structure import structure
from slaspec.remedies.earlier.history import History, PastLine, PastVerdict
from slaspec.remedies.pipeline import settle
from tests.remedies.build import measured
from tests.remedies.schemes import scheme
from tests.remedies.test_settle_against_oracle import results

SCHEMES, BLOCK = 400, 100


def parts(measurements, cuts):
    """The measurements in parts that begin at these windows, by their place."""
    for begin, end in zip([0, *cuts], [*cuts, len(measurements.windows)], strict=True):
        windows = measurements.windows[begin:end]
        found = tuple(one for one in measurements.measured if one.window in windows)
        if found:
            yield replace(measurements, windows=windows, measured=found)


@pytest.mark.parametrize("block", range(SCHEMES // BLOCK))
def test_a_period_in_parts_pays_what_it_pays_at_once(block):
    """Line by line, to the last word of the trail; the history may come in any order."""
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        random = Random(seed)
        contract, found, rows = scheme(random)
        agreement, _ = structure(contract)
        measurements = results(found)
        places = range(1, len(measurements.windows))
        cuts = sorted(random.sample(places, random.randint(0, len(places))))

        statements = []
        for part in parts(measurements, cuts):
            known = History.of(random.sample(statements, len(statements)))
            statements.append(settle(agreement, part, charges=rows, history=known))

        whole = settle(agreement, measurements, charges=rows)
        assert whole.lines == tuple(line for each in statements for line in each.lines), seed
        assert whole.quiet == tuple(quiet for each in statements for quiet in each.quiet), seed
        assert set(whole.nettings) <= {one for each in statements for one in each.nettings}, seed


def test_the_past_of_a_statement_is_its_verdicts_and_lines():
    """Values are exact and as measured; amounts are signed as in the statement."""
    contract, found, rows = scheme(Random(6))
    agreement, _ = structure(contract)
    statement = settle(agreement, results(found), charges=rows)

    known = History.of([statement])

    assert [(one.value, one.unit) for one in statement.verdicts] == [
        (one.value, one.unit) for one in known.verdicts
    ]
    assert [(one.amount, one.carried_out, one.record) for one in statement.lines] == [
        (one.amount, one.carried, one.record) for one in known.lines
    ]
    assert statement.lines


def test_the_past_of_a_verdict_keeps_what_later_windows_need():
    """Target, objective, window, verdict and value."""
    one = measured("99.5", "met")

    past = PastVerdict.of(one)

    assert (one.target, one.objective, one.window, one.verdict, one.value, "%") == (
        past.target,
        past.objective,
        past.window,
        past.verdict,
        past.value,
        past.unit,
    )
    assert "remedy" == PastLine.__dataclass_fields__["kind"].default
