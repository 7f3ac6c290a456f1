"""What a review comes to: what stands in the way, and from which severity on it fails."""

import dataclasses

import pytest

from slaspec.findings import Span
from slaspec.report.review_head import verdict
from slaspec.review.verdict import fails, findings_of, is_silent, to_decide
from tests.review.reviews import backing, change, empty, finding, gate, impact, review, rich


def passing(state):
    """A review with one change and one gate in a state."""
    return review(
        changes=(change(severity="info"),),
        gates=(gate("G004", "missing-approval", state, "a sentence"),),
    )


@pytest.mark.parametrize(
    ("state", "fails_on"),
    [
        ("denied", {"error", "warning", "info"}),
        ("warned", {"warning", "info"}),
        ("not_judged", {"warning", "info"}),
        ("waived", {"info"}),
        ("passed", {"info"}),  # the change itself
    ],
)
def test_a_gate_fails_from_its_state_on(state, fails_on):
    """Denied is an error, warned and not judged are warnings, waived is for information."""
    levels = ("error", "warning", "info", "never")

    assert fails_on == {level for level in levels if fails(passing(state), level)}


@pytest.mark.parametrize(
    ("state", "role", "sentence"),
    [
        ("denied", "error", "✗ needs 1 decision"),
        ("warned", "warning", "⚠ needs 1 decision"),
        ("not_judged", "warning", "⚠ needs 1 decision"),
        ("waived", "good", "✓ nothing to decide"),
        ("passed", "good", "✓ nothing to decide"),
    ],
)
def test_the_verdict_is_a_shape_a_word_and_a_count(state, role, sentence):
    """What is waived was decided already."""
    assert (role, sentence) == verdict(passing(state))


def test_a_change_is_no_decision_and_may_fail():
    """A material change against one's side is a warning: it fails where warnings do."""
    changed = review(changes=(change(),))

    assert () == to_decide(changed)
    assert not fails(changed, "error")
    assert fails(changed, "warning")


def test_nothing_of_meaning_changed_is_one_line():
    """Also where a review is overdue by the calendar: that is no fault of the change."""
    overdue = review(gates=(gate("G006", "review-overdue", "warned", "by 2026-10-01"),))

    assert ("good", "✓ Nothing of meaning changed.") == verdict(empty()) == verdict(overdue)
    assert is_silent(overdue)
    assert not is_silent(review(impacts=(impact(),)))


def test_an_error_breaks_the_silence():
    """A file that cannot be read, or a gate that denies, is never passed over."""
    denied = review(gates=(gate("G006", "review-overdue", "denied", "by 2026-10-01"),))
    unread = review(unreadable={"head": (finding("no YAML", rule="Y001", severity="error"),)})

    assert ["error", "error"] == [verdict(each)[0] for each in (denied, unread)]
    assert fails(unread, "error")


def test_what_only_the_base_cannot_read_is_a_warning():
    """The change may be what mends it."""
    unread = review(
        changes=(change(severity="info"),),
        unreadable={"base": (finding("no YAML", rule="Y001", severity="error"),)},
    )

    assert not fails(unread, "error")
    assert "⚠ needs 1 decision" == verdict(unread)[1]


def test_what_neither_side_can_read_was_there_already():
    """It is said, and does not fail: the change did not break it."""
    told, moved = (finding("no YAML", rule="Y001", span=Span("a.yaml", n, 1)) for n in (1, 9))
    unread = review(unreadable={"base": (told,), "head": (moved,)}, changes=(change(),))

    assert not fails(unread, "error")
    assert ["info"] == [each.severity for each in findings_of(unread) if each.rule == "Y001"]


def test_what_could_not_be_read_is_said_once():
    """The checks find it as well."""
    told = finding("no YAML", rule="Y001")

    assert (told,) == to_decide(review(findings=(told,), unreadable={"head": (told,)}))


def test_a_promise_that_lost_its_backing_is_told_once():
    """By its gate, so that what the project set for the gate holds; other findings stay."""
    lost = review(
        backing=(backing(),),
        gates=(gate("G003", "backing-broken", "warned", "not backed any more"),),
        findings=(finding(), finding("another", target="response")),
    )

    assert [("B001", "response"), ("G003", "resolution")] == [
        (each.rule, each.target) for each in findings_of(lost)
    ]


def test_what_was_there_already_does_not_fail():
    """Findings that the base has too are no fault of the change."""
    assert () == findings_of(review(already_there=(finding(),)))


def test_the_severe_ones_come_first():
    """Errors, then warnings, then what is for information, each by place."""
    found = [each.severity for each in findings_of(rich())]

    assert sorted(found, key=["error", "warning", "info"].index) == found
    assert {"error", "warning", "info"} == set(found)


def test_a_gate_without_a_place_is_where_gates_are_set():
    """Every annotation has a file."""
    without = dataclasses.replace(
        gate("G001", "expected-credit-increase", "denied", "too much"), finding=None
    )

    [found] = findings_of(review(gates=(without,)))

    assert ("pyproject.toml:1:1", "too much", "error") == (
        str(found.span),
        found.message,
        found.severity,
    )
