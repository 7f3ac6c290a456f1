"""What is one change is told once: shared answers, Terms, renamed names, amendments, other ink."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.review.changed import between, of, told

CLOCK = "service: network, metric: resolution-time"
OBJECTIVE = "objective: {share: 90%, within: 5h, hours: 24x7}"
THREE = "targets:\n" + "".join(
    f"  - {{id: {name}, {CLOCK}, {OBJECTIVE}}}\n" for name in ("one", "two", "three")
)


def test_an_answer_of_three_targets_is_one_change(tmp_path: Path) -> None:
    """Written once and changed once: told once, with its one place and the three targets."""
    [change] = told(
        tmp_path,
        THREE + "interpretation: {limit_reached: met}\n",
        THREE + "interpretation: {limit_reached: missed}\n",
    )

    assert ("V243", "tightened", True) == (change.rule, change.direction, change.material)
    assert ("one", "two", "three") == change.targets
    assert ("interpretation", "limit_reached") == change.path
    assert "" == change.target


def test_a_target_that_answers_itself_is_told_apart(tmp_path: Path) -> None:
    """One of three targets answers another thing now: the common answer did not change."""
    after = THREE.replace("{id: two,", "{id: two, limit_reached: missed,")
    common = "interpretation: {limit_reached: met}\n"
    [change] = told(tmp_path, THREE + common, after + common)

    assert ("V243", "two", ()) == (change.rule, change.target, change.targets)


def in_terms(section: str) -> str:
    """An SLA and an OLA that leave their interpretation to the same Terms."""
    use = "terms: {use: nordit-terms, version: 2026-1}\n# interpretation is missing\n"
    return f"{use}---\nkind: OLA\n{use}---\nkind: Terms\n{section}"


def test_terms_of_two_agreements_are_one_change(tmp_path: Path) -> None:
    """What the Terms say is changed once, and reaches every agreement that uses them."""
    before, after = (
        in_terms(f"interpretation: {{window: {each}}}\n") for each in ("month", "year")
    )
    [change] = told(tmp_path, before, after)

    assert ("V241", {"acme-sla", "desk-ola"}) == (change.rule, set(change.agreements))
    assert {"resolution", "availability", "restore"} == set(change.targets)
    assert change.head is not None
    assert change.head.file.endswith("terms.yaml")


def test_a_target_that_moves_to_the_terms_is_no_change(tmp_path: Path) -> None:
    """A section stands in the agreement or in its Terms; the agreement says the same."""
    use = "terms: {use: nordit-terms, version: 2026-1}\n"
    target = f"targets: [{{id: one, {CLOCK}, {OBJECTIVE}}}]\n"
    before = f"{use}{target}---\nkind: Terms\n"
    after = f"{use}# targets is missing\n---\nkind: Terms\n{target}"
    found = told(tmp_path, before, after)

    assert [] == [each for each in found if "acme-sla" == each.document]


def test_a_section_that_moves_from_the_terms_to_all_agreements_is_no_change(
    tmp_path: Path,
) -> None:
    """The Terms lose it and nobody else does."""
    review = "review: {every: 6 months}\n"
    use = "terms: {use: nordit-terms, version: 2026-1}\n"
    gone = "# review is missing\n"
    before = f"{use}{gone}---\nkind: OLA\n{use}{gone}---\nkind: Terms\n{review}"
    after = f"{use}{review}---\nkind: OLA\n{use}{review}---\nkind: Terms\n"

    assert [] == of("V473", told(tmp_path, before, after))
    [lost] = of("V473", told(tmp_path / "other", before, after.replace(review, gone, 1)))
    assert ("removed", ("acme-sla",)) == (lost.sort, lost.agreements)


def test_an_answer_reaches_the_agreements_that_use_it(tmp_path: Path) -> None:
    """Both leave it to the Terms; the targets of the OLA answer for themselves."""
    own = f"targets: [{{id: one, few_events: none, {CLOCK}, {OBJECTIVE}}}]\n"
    before, after = (
        in_terms(f"interpretation: {{few_events: {each}}}\n").replace(
            "kind: OLA\n", f"kind: OLA\n{own}"
        )
        for each in ("none", "{up_to: 9, allow_misses: 1}")
    )
    [change] = told(tmp_path, before, after)

    assert ("V252", ("acme-sla",)) == (change.rule, change.agreements)


def test_an_answer_that_nobody_uses_belongs_to_the_terms(tmp_path: Path) -> None:
    """No target asks what a window is that nobody measured: told of the Terms alone."""
    own = f"targets: [{{id: one, {CLOCK}, {OBJECTIVE}}}]\n"
    before, after = (
        own + in_terms(f"interpretation: {{no_data: {each}}}\n")
        for each in ("missed", "not_measured")
    )
    [change] = told(tmp_path, before, after)

    assert ("V250", "nordit-terms", False) == (change.rule, change.document, change.material)
    assert {"acme-sla", "desk-ola"} == set(change.agreements)


def test_a_new_target_says_what_it_promises(tmp_path: Path) -> None:
    """In its sentence, so that nobody has to look it up."""
    one = f"targets:\n  - {{id: one, {CLOCK}, {OBJECTIVE}}}\n"
    two = f"{one}  - {{id: up, service: network, metric: network-availability, objective: {{availability: 99.9%}}}}\n"  # fmt: skip
    [change] = told(tmp_path / "added", one, two)

    assert "a target was added: availability 99.9%" == change.sentence


def test_a_service_of_the_catalogue_reaches_those_who_deliver_it(tmp_path: Path) -> None:
    """What it consists of changed for every agreement with a line of that service."""
    before, after = (
        "kind: ServiceCatalogue\nservices: [{id: network, title: Network, components:"
        f" [{each}]}}, {{id: service-desk, title: Desk}}]\n"
        for each in ("wan", "wan, lan")
    )
    [change] = of("V669", told(tmp_path, before, after))

    assert "acme-sla" in change.agreements


def test_words_that_are_long_show_where_they_differ(tmp_path: Path) -> None:
    """The last of eight rungs pays more: that one is seen in the sentence and in both values."""
    rungs = ", ".join(f"{{below: {99 - n}%, pays: {n + 1}%}}" for n in range(7))
    before, after = (
        "remedies: [{id: desk-credit, for_each: window, base: {charge: service-desk}, rate:"
        f" {{ladder: [{rungs}, {{below: 80%, pays: {most}%}}], over: measured}}}}]\n"
        for most in (20, 30)
    )
    [change] = of("V312", told(tmp_path, before, after))

    for said in (change.sentence, change.after):
        assert "30% below 80%" in said
    for said in (change.sentence, change.before):
        assert "20% below 80%" in said


def test_a_renamed_metric_is_followed_by_its_targets(tmp_path: Path) -> None:
    """The target names the metric by its new name: neither the metric nor the target changed."""
    metric = "metrics: [{id: %s, kind: duration, source: itsm-export, start: reported,\n"
    metric += "           stop: [resolved], pause: []}]\n"
    before = metric % "repair-time" + f"targets: [{{id: one, {CLOCK}, {OBJECTIVE}}}]\n"
    before = before.replace("metric: resolution-time", "metric: repair-time")
    [change] = told(tmp_path, before, before.replace("repair-time", "restore-time"))

    assert ("V202", "renamed", False) == (change.rule, change.sort, change.material)


AMENDMENT = "title: Service desk and network for Acme\n---\nkind: Amendment\n"


def test_an_amendment_is_a_change_from_its_day_on(tmp_path: Path) -> None:
    """The text as signed stays; from July on the limit is 4h instead of 5h."""
    found = told(tmp_path, AMENDMENT.partition("---")[0], AMENDMENT)
    [change] = of("V104", found)

    assert (date(2026, 7, 1), False, "tightened") == (
        change.effective,
        change.draft,
        change.direction,
    )
    assert ("5h", "4h", ("acme-sla",)) == (change.before, change.after, change.agreements)


def test_an_amendment_without_all_signatures_is_a_draft(tmp_path: Path) -> None:
    """What is not signed does not hold: told as a draft."""
    signed = "signatures: [{party: acme, by: j-jansen, date: 2026-05-20}]\n"
    found = told(tmp_path, AMENDMENT.partition("---")[0], AMENDMENT + signed)

    assert [(True, "tightened")] == [(each.draft, each.direction) for each in of("V104", found)]


def test_a_change_of_the_first_text_is_not_repeated_by_each_amendment(tmp_path: Path) -> None:
    """The availability is other in the text as signed and stays so after the amendment."""
    target = "  - {id: availability, service: network, metric: network-availability,\n"
    target += "     objective: {availability: %s}}\n"
    first = "targets:\n  - {id: resolution, service: service-desk, metric: resolution-time,\n"
    first += "     objectives: {P1: {share: 90%%, within: 5h, hours: 24x7}}}\n"
    amendment = "---\nkind: Amendment\n"
    before, after = (first % () + target % each + amendment for each in ("99.9%", "99.8%"))
    found = of("V105", told(tmp_path, before, after))

    assert [(None, "loosened")] == [(each.effective, each.direction) for each in found]


FLOW = """\
apiVersion: slaspec/v1
kind: Calendar
id: office
title: Office hours
timezone: Europe/Oslo
open: {mon-fri: ["08:00-17:00"]}
closed: [{date: 2026-05-17, name: Constitution Day}]
"""
BLOCK = """\
# Hours of the office, as agreed with everybody.
kind: Calendar
apiVersion: slaspec/v1
title: "Office hours"
id: office

open:
  mon-fri:
    - 08:00-17:00   # without a break
closed:
  - name: >-
      Constitution
      Day
    date: "2026-05-17"
timezone: 'Europe/Oslo'
"""


def test_other_ink_is_no_change(tmp_path: Path) -> None:
    """Comments, quotes, the order of keys and the style of YAML mean nothing."""
    for name, text in (("before", FLOW), ("after", BLOCK)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "calendar.yaml").write_text(text, "utf-8")

    assert FLOW != BLOCK
    assert [] == between(tmp_path / "before", tmp_path / "after")


def test_a_file_of_another_name_and_place_is_no_change(tmp_path: Path) -> None:
    """Documents are found by their ids, wherever they stand."""
    for name in ("before/calendar.yaml", "after/hours/of/the-office.yaml"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(FLOW, "utf-8")

    assert [] == between(tmp_path / "before", tmp_path / "after")


def test_a_change_of_an_ola_is_good_for_the_provider_who_buys_it(tmp_path: Path) -> None:
    """The provider of an SLA is the customer of its OLAs: less from them is a warning for him."""
    text = "kind: OLA\ntargets: [{id: restore, service: network, metric: restore-time,\n"
    text += "           objective: {share: 90%%, within: %s, hours: 24x7}}]\n"
    seen = {}
    for view in ("customer", "provider"):
        [change] = of("V104", told(tmp_path / view, text % "4h", text % "5h", view))  # type: ignore[arg-type]
        seen[view] = change.direction, change.severity

    assert {"customer": ("loosened", "warning"), "provider": ("loosened", "warning")} == seen
