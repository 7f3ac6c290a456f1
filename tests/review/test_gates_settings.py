"""`[tool.slaspec.gates]`: what a project sets, and what is wrong with it in words."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from slaspec.errors import UsageError
from slaspec.review.gates.settings import GateSettings, Limit, Limits
from slaspec.use_cases.settings import settings_near, settings_of


def gates(**table):
    """The gates of a table `[tool.slaspec.gates]`."""
    return settings_of({"gates": table}, Path("pyproject.toml")).gates


def test_what_is_not_set_has_its_default():
    """Backing and approval are denied, versions and reviews are warned of, credits are off."""
    standard = gates()

    assert GateSettings() == standard
    assert ("deny", "deny", "warn", "warn") == (
        standard.backing_broken,
        standard.missing_approval,
        standard.version_not_raised,
        standard.review_overdue,
    )
    assert not standard.asks("expected_credit_increase")
    assert not standard.asks("expected_credit_decrease")


def test_a_gate_is_denied_warned_of_or_off():
    """The three words."""
    found = gates(backing_broken="off", missing_approval="warn", version_not_raised="deny")

    assert ("off", "warn", "deny") == (
        found.backing_broken,
        found.missing_approval,
        found.version_not_raised,
    )
    assert not found.asks("backing_broken")
    assert found.asks("missing_approval")


def test_limits_of_credits_are_percentages_or_amounts():
    """Both, or one of them, exactly as written."""
    found = gates(
        expected_credit_increase={"warn": "2.5%", "deny": "1000.00 EUR"},
        expected_credit_decrease={"deny": "0%"},
    )

    assert (
        Limits(Limit("2.5%", Decimal("2.5"), "%"), Limit("1000.00 EUR", Decimal("1000.00"), "EUR"))
        == found.expected_credit_increase
    )
    assert Limits(deny=Limit("0%", Decimal(0), "%")) == found.expected_credit_decrease
    assert Fraction(15) == found.expected_credit_increase.warn.of(Fraction(600))
    assert Fraction(1000) == found.expected_credit_increase.deny.of(Fraction(600))


def test_a_credit_gate_can_be_switched_off():
    """As the others: `off`."""
    assert GateSettings() == gates(expected_credit_increase="off")


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"backing_brokn": "deny"}, "has no gate 'backing_brokn'; did you mean 'backing_broken'?"),
        ({"backing-broken": "deny"}, "did you mean 'backing_broken'?"),
        ({"backing_broken": "denny"}, "choice for 'backing_broken' 'denny'; did you mean 'deny'?"),
        ({"backing_broken": True}, "backing_broken is one of: deny, warn, off"),
        ({"expected_credit_increase": "25%"}, 'is {warn = "25%", deny = "50%"}'),
        ({"expected_credit_increase": {}}, 'is {warn = "25%", deny = "50%"}'),
        ({"expected_credit_increase": {"wran": "5%"}}, "'wran'; did you mean 'warn'?"),
        ({"expected_credit_increase": {"warn": "25"}}, 'written like "25%" or "1000.00 EUR"'),
        ({"expected_credit_increase": {"warn": 25}}, 'written like "25%" or "1000.00 EUR"'),
        ({"expected_credit_increase": {"warn": "-5%"}}, 'written like "25%" or "1000.00 EUR"'),
        ({"expected_credit_increase": {"warn": "5 points"}}, 'written like "25%"'),
        ({"expected_credit_increase": {"warn": "5.00 XYZ"}}, 'written like "25%"'),
        (
            {"expected_credit_increase": {"warn": "50%", "deny": "25%"}},
            "denies from 25% on, and would warn from 50%",
        ),
    ],
)
def test_a_slip_is_said_with_its_file(table, says):
    """Nothing that is set is passed over in silence."""
    with pytest.raises(UsageError) as refused:
        gates(**table)

    assert str(refused.value).startswith("'pyproject.toml': [tool.slaspec] ")
    assert says in str(refused.value)


@pytest.mark.parametrize("said", ["deny", ["backing_broken"]])
def test_gates_are_a_table(said):
    """Another thing than a table is refused."""
    with pytest.raises(UsageError, match="gates is a table"):
        settings_of({"gates": said}, Path("pyproject.toml"))


def test_gates_are_read_from_the_nearest_settings(tmp_path):
    """As TOML writes them."""
    (tmp_path / "pyproject.toml").write_text(
        "[tool.slaspec.gates]\n"
        'expected_credit_increase = {warn = "25%", deny = "50%"}\n'
        'missing_approval = "warn"\n'
    )

    found = settings_near(tmp_path).gates

    assert "warn" == found.missing_approval
    assert "50%" == found.expected_credit_increase.deny.text
