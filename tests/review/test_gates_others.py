"""Backing, versions and reviews as gates; what waives a gate, and what does not."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from slaspec.checks.pages import gate_pages, page
from slaspec.checks.pages.of_gates import GATES
from slaspec.checks.run import run
from slaspec.findings import Span
from slaspec.language.book import load_book
from slaspec.review.gates import all_gates, gates
from slaspec.review.gates.settings import GateSettings
from slaspec.review.review import BackingChange
from tests.review.gate_build import (
    NEW_SIGNATURES,
    SLA,
    TIGHTER,
    TODAY,
    VERSION_2,
    asked,
    edited,
    pair_of,
    reviewed,
    states,
    written,
)

CHANGED = {"sla.yaml": edited(SLA, TIGHTER)}
BROKEN = BackingChange(
    document="acme-sla",
    target="resolution",
    objective="P1",
    before="backed",
    after="not_backed",
    effect="broken",
    span=Span("contracts/sla.yaml", 66, 60),
    through=("desk-ola",),
    repairs=("desk-ola#restore/P1 within at most 5h",),
)


def waivers(*said):
    """A document of kind Waivers; each waiver is a mapping of what differs from the usual one."""
    usual = {"id": "accepted", "rule": "G003", "document": "acme-sla", "by": "k-berg",
             "reason": "the second desk begins in March", "until": "2027-03-31"}  # fmt: skip
    lines = (", ".join(f"{k}: {v}" for k, v in (usual | each).items()) for each in said)
    return {
        "waivers.yaml": "apiVersion: slaspec/v1\nkind: Waivers\nid: acme-waivers\ntitle: Accepted\n"
        "waivers:\n" + "".join(f"  - {{{line}}}\n" for line in lines)
    }


RESOLUTION = {"at": "targets/resolution"}


# --- what stands behind --------------------------------------------------------------------------


def test_a_promise_that_is_no_longer_backed_is_denied(tmp_path):
    """The objective, through which document, and what would mend it."""
    [result] = asked(pair_of(tmp_path, head=CHANGED), "backing-broken", backing=(BROKEN,))

    assert ("G003", "denied", "error") == (result.id, result.state, result.finding.severity)
    assert (
        "'acme-sla' resolution/P1 was backed and is not any more, through desk-ola"
    ) == result.sentence
    assert ("targets", "resolution", "objectives", "P1") == result.finding.path
    assert "desk-ola#restore/P1 within at most 5h" == result.finding.help


@pytest.mark.parametrize("effect", ["mended", "slack", "unjudged", "changed"])
def test_other_changes_of_backing_pass(tmp_path, effect):
    """Only what was backed and is not any more breaks."""
    given = BackingChange(
        **{**vars(BROKEN), "effect": effect, "slack_before": Fraction(1), "slack_after": None}
    )

    assert ["passed"] == states(asked(pair_of(tmp_path), "backing-broken", backing=(given,)))


@pytest.mark.parametrize(
    ("choice", "states_of"), [("deny", ["denied"]), ("warn", ["warned"]), ("off", [])]
)
def test_a_project_sets_what_becomes_of_it(tmp_path, choice, states_of):
    """Denied, warned of, or not asked at all."""
    settings = GateSettings(backing_broken=choice)
    found = asked(pair_of(tmp_path), "backing-broken", settings=settings, backing=(BROKEN,))

    assert states_of == states(found)


# --- versions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "says"),
    [
        ("1.0", "keeps version 1.0"),
        ("0.9", "goes from version 1.0 down to 0.9"),
        ("1.1", None),
        ("1.10", None),
        ("2.0", None),
    ],
)
def test_a_material_change_raises_the_version(tmp_path, version, says):
    """The version of the changed text is compared by its numbers."""
    text = edited(SLA, TIGHTER, ('version: "1.0"', f'version: "{version}"'))

    [result] = asked(pair_of(tmp_path, head={"sla.yaml": text}), "version-not-raised")

    assert ("passed" if says is None else "warned") == result.state
    assert says is None or f"SLA 'acme-sla' is changed and {says}" == result.sentence


def test_versions_are_numbers_and_not_letters(tmp_path):
    """3.10 comes after 3.9."""
    before = edited(SLA, ('version: "1.0"', 'version: "3.9"'))
    after = edited(SLA, TIGHTER, ('version: "1.0"', 'version: "3.10"'))
    pair = pair_of(tmp_path, {"sla.yaml": before}, {"sla.yaml": after})

    assert ["passed"] == states(asked(pair, "version-not-raised"))


def test_another_title_needs_no_version(tmp_path):
    """What is not material changes no text that anybody stands on."""
    text = edited(SLA, ("title: Service desk and network for Acme", "title: Desk and network"))

    assert ["passed"] == states(
        asked(pair_of(tmp_path, head={"sla.yaml": text}), "version-not-raised")
    )


def test_terms_are_changed_under_a_version_of_their_own(tmp_path):
    """The section stands in the Terms: their version is asked for, not that of the agreement."""
    section = (
        "liability: {credits: sole_remedy, except: [termination, intent_or_gross_negligence]}\n"
    )
    terms = "apiVersion: slaspec/v1\nkind: Terms\nid: nordit-terms\ntitle: Terms\nversion: 2026-1\n"
    uses = "terms: {use: nordit-terms, version: 2026-1}\ntimezone: Europe/Oslo"
    shared = {"sla.yaml": edited(SLA, (section, ""), ("timezone: Europe/Oslo", uses))}
    other = section.replace("sole_remedy", "in_addition")
    pair = pair_of(
        tmp_path,
        {**shared, "terms.yaml": terms + section},
        {**shared, "terms.yaml": terms + other},
    )

    [result] = asked(pair, "version-not-raised")

    assert "Terms 'nordit-terms' is changed and keeps version 2026-1" == result.sentence


# --- reviews -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "state"), [(date(2027, 1, 1), "passed"), (date(2027, 1, 2), "warned")]
)
def test_a_changed_agreement_should_have_been_reviewed(tmp_path, as_of, state):
    """Twelve months from 2026-01-01: the review is due by 2027-01-01, the day itself is in time."""
    pair = pair_of(tmp_path, head=CHANGED)

    assert [state] == states(asked(pair, "review-overdue", as_of))


def test_an_agreement_that_is_left_alone_is_not_asked(tmp_path):
    """The OLA is overdue as well, and nothing of it is changed."""
    results = asked(pair_of(tmp_path, head=CHANGED), "review-overdue", date(2027, 6, 1))

    assert ["acme-sla"] == [each.finding.document for each in results]


# --- waivers -------------------------------------------------------------------------------------


def broken(folder, base, head, as_of=TODAY):
    """What the gate of backing says with these waivers on the base and on the head."""
    pair = pair_of(folder, base, {**CHANGED, **head})
    [result] = asked(pair, "backing-broken", as_of, backing=(BROKEN,))
    return result


def test_a_waiver_that_the_base_has_waives_a_gate(tmp_path):
    """Who accepted it, why and until when is said."""
    accepted = waivers(RESOLUTION)

    result = broken(tmp_path, accepted, accepted)

    assert "waived" == result.state
    assert result.sentence.endswith(
        "(waived until 2027-03-31 by k-berg: the second desk begins in March)"
    )


def test_a_change_does_not_waive_what_it_does_itself(tmp_path):
    """The waiver comes with the change: it does not count, and that is said with its place."""
    result = broken(tmp_path, {}, waivers(RESOLUTION))

    assert "denied" == result.state
    said = "waiver 'accepted' comes with this change and does not count yet"
    assert result.sentence.endswith(f"({said})")
    assert [(said, "contracts/waivers.yaml:6")] == [
        (what, f"{at.file}:{at.line}") for what, at in result.finding.related
    ]


@pytest.mark.parametrize(
    "differs",
    [
        {"until": "2026-11-20"},
        {"document": "desk-ola"},
        {"rule": "G004"},
        {"at": "targets/availability"},
    ],
)
def test_a_waiver_of_something_else_waives_nothing(tmp_path, differs):
    """Expired on the base and prolonged by the change, or of another document, gate or place."""
    result = broken(tmp_path, waivers(RESOLUTION | differs), waivers(RESOLUTION))

    assert "denied" == result.state


def test_a_waiver_that_the_change_removes_is_over(tmp_path):
    """Nobody accepts any more what the base accepted."""
    assert "denied" == broken(tmp_path, waivers(RESOLUTION), {}).state


def test_a_waiver_holds_on_its_last_day(tmp_path):
    """Until 2027-03-31 means through that day."""
    accepted, last = waivers(RESOLUTION), date(2027, 3, 31)

    assert "waived" == broken(tmp_path / "in", accepted, accepted, last).state
    assert "denied" == broken(tmp_path / "after", accepted, accepted, last + timedelta(1)).state


def test_a_waiver_of_an_approval_needs_no_place(tmp_path):
    """A missing signature is about the document as a whole."""
    accepted = waivers({"rule": "G004"})
    pair = pair_of(tmp_path, accepted, {**CHANGED, **accepted})

    assert ["waived"] == states(asked(pair, "missing-approval"))


def test_the_checks_know_gates_in_waivers(tmp_path):
    """A waiver of a gate is neither unknown nor unused; one of G099, or of no place, is a slip."""
    slips = waivers(
        RESOLUTION,
        {"id": "unknown", "rule": "G099"},
        {"id": "no-place", "at": "targets/nothing"},
    )

    found = run(load_book(written(tmp_path, slips), "contracts"), TODAY)

    assert [
        ("D073", "there is no rule 'G099'"),
        ("D073", "'acme-sla' has no place 'targets/nothing'"),
    ] == [(each.rule, each.message) for each in found]


# --- all of them ---------------------------------------------------------------------------------


def test_every_gate_has_a_page_and_a_setting():
    """One file each, in the order of their ids, named as in `[tool.slaspec.gates]`."""
    assert list(GATES) == [gate.id for gate in all_gates()]
    assert list(vars(GateSettings())) == [gate.setting for gate in all_gates()]
    assert list(GATES) == list(gate_pages())
    assert page("G003").startswith("# G003 backing-broken (error, gate)\n\nWhat stands behind")
    assert page("missing-approval").startswith("# G004")
    assert page("review-overdue").startswith("# T010")  # the rule that the gate asks


@pytest.mark.parametrize("id", GATES)
def test_pages_of_gates_are_like_those_of_rules(id):
    """A sentence, every heading with a text, no line too wide for a terminal."""
    from slaspec.checks.pages import HEADINGS

    each = gate_pages()[id]

    assert list(HEADINGS) == list(each.sections)
    assert all(each.sections.values())
    assert each.sentence.endswith(".")
    assert max(len(line) for line in each.markdown.splitlines()) <= 100


def test_nothing_changed_passes_every_gate(tmp_path):
    """Gates that are not off say that they pass, by a sentence."""
    pair = pair_of(tmp_path)

    found = gates(pair, reviewed(pair), GateSettings(), TODAY)

    assert [
        ("G003", "passed", "what was backed is backed"),
        ("G004", "passed", "every material change is signed by those who have to"),
        ("G005", "passed", "every changed text has a version of its own"),
        ("G006", "passed", "no changed agreement waits for its review"),
    ] == [(each.id, each.state, each.sentence) for each in found]


def test_a_change_that_is_signed_and_numbered_passes_every_gate(tmp_path):
    """Version 2.0, signed by both, backed, reviewed in time."""
    text = edited(SLA, TIGHTER, VERSION_2, *NEW_SIGNATURES)
    pair = pair_of(tmp_path, head={"sla.yaml": text})

    assert {"passed"} == set(states(gates(pair, reviewed(pair), GateSettings(), TODAY)))
