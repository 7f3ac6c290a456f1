"""What a change would have cost in the months that happened, worked out by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from slaspec.review.references import affected
from tests.review.impact_pairs import (
    AMENDMENT,
    APRIL,
    AS_OF,
    FILES,
    SLA,
    SOURCE,
    amendment,
    impact,
    pair,
    swapped,
    tickets,
)

FASTER = ("P1: {share: 90%, within: 5h", "P1: {share: 90%, within: 4h")
SLOW_P2 = "T7 2 2026-04-10T08:00:00 2026-04-10T20:00:00"  # 12h on a limit of 8h


@pytest.fixture
def root(tmp_path):
    """A folder with the six tickets of April."""
    tickets(tmp_path, *APRIL)
    return tmp_path


def replay(made, **more):
    """The replay of the one impact of a pair."""
    (found,) = impact(made, **more).streams
    assert "replay" == found.source
    return found


def row(stream, target="", side="credit"):
    """The amounts of a target, or of all."""
    (found,) = (each for each in stream.rows if (each.target, each.side) == (target, side))
    return found


def expected(stream, target=""):
    """Before, after, difference."""
    found = row(stream, target)
    return tuple(each.expected for each in (found.before, found.after, found.difference))


def test_a_tighter_limit_flips_the_month_and_names_the_ticket(root):
    """
    Six tickets, one took 4h 30min, one exactly 4h: within 5h all are met, within 4h five of six
    (83 % of 90 %), which costs 5 % of 10,000.
    """
    found = replay(pair(root, FASTER))

    assert ("2026-04", "2026-04", 1, 6) == (found.first, found.last, found.months, found.records)
    assert (0, 500, 500) == expected(found)
    (flip,) = found.flips
    assert ("fix", "P1", "2026-04") == (flip.target, flip.objective, flip.window)
    assert ("met", "missed", ("T2",), 0) == (flip.before, flip.after, flip.records, flip.more)
    assert (1, True, "y2026") == (found.touched, found.exercised, found.named)


def test_a_replay_is_no_sample(root):
    """It has no standard error, and no seed."""
    found = replay(pair(root, FASTER))

    assert (None, None) == (row(found).error, found.seed)


def test_swapped_sides_negate_the_difference(root):
    """What tightening costs, loosening gives back."""
    there, back = (replay(each) for each in (pair(root, FASTER), swapped(pair(root, FASTER))))

    assert (500, 0, -500) == expected(back)
    assert row(there).difference.worst == -row(back).difference.least
    assert [(f.after, f.before) for f in there.flips] == [(f.before, f.after) for f in back.flips]


@pytest.mark.parametrize("edit", [("title: Service desk", "title: Desk"), ("5h", "300min"),
                                  ("id: credit,", "id: credit, clause: '7',")])  # fmt: skip
def test_a_change_without_meaning_is_exactly_nothing(root, edit):
    """A title, a clause, another way to write 5h: no difference, no flip, nothing exercised."""
    found = replay(pair(root, edit))

    assert {Decimal(0)} == {row(found).difference.least, row(found).difference.worst}
    assert ((), 0, False) == (found.flips, found.touched, found.exercised)


def test_a_cap_that_is_raised_pays_what_it_had_cut(root):
    """Both objectives missed are 1,000; a cap of 5 % leaves 500 of it, one of 25 % all."""
    tickets(root, *APRIL, SLOW_P2, "T8 1 2026-04-20T00:00:00 2026-04-20T09:00:00")
    low = ("at_most: 25%", "at_most: 5%")
    found = replay(pair(root, before=[low]))

    assert (500, 1000, 500) == expected(found)
    assert ((), True) == (found.flips, found.exercised)


def test_a_cap_that_never_binds_is_not_exercised(root):
    """From 25 % to 30 % where 5 % is due: no record exercises this change."""
    tickets(root, *APRIL, SLOW_P2)
    found = replay(pair(root, ("at_most: 25%", "at_most: 30%")))

    assert (500, 500, 0) == expected(found)
    assert not found.exercised


def test_a_doubled_rate_costs_as_much_again(root):
    """Every month the difference is what was paid before."""
    tickets(root, *APRIL, SLOW_P2)
    found = row(replay(pair(root, ("flat: 5%", "flat: 10%"))))

    assert found.before == found.difference
    assert 1000 == found.after.expected


def test_a_share_that_flips_a_window_names_what_was_missed(root):
    """80 % of six may miss one, 90 % may not: no record is judged otherwise, T8 decides."""
    tickets(root, *APRIL[:5], "T8 1 2026-04-29T08:00:00 2026-04-29T20:00:00")
    found = replay(pair(root, before=[("share: 90%", "share: 80%")]))

    (flip,) = found.flips
    assert ("met", "missed", ("T8",)) == (flip.before, flip.after, flip.records)
    assert (0, True) == (found.touched, found.exercised)


def test_ten_records_are_named_and_the_others_counted(root):
    """Thirteen tickets of 4h 30min: ten by their ids, three more."""
    rows = [
        f"T{n:02} 1 2026-04-{2 * n:02}T08:00:00 2026-04-{2 * n:02}T12:30:00" for n in range(1, 14)
    ]
    tickets(root, *rows, "U1 1 2026-04-30T08:00:00 2026-04-30T09:00:00")
    (flip,) = replay(pair(root, FASTER)).flips

    assert tuple(f"T{n:02}" for n in range(1, 11)) == flip.records
    assert 3 == flip.more


def test_an_amendment_is_judged_as_if_it_had_been_in_force(root):
    """Effective in 2027, and April 2026 shows what it would have cost; closed windows stay."""
    head = {**FILES, "faster.yaml": amendment()}
    found = impact(pair(root, head=head))

    assert (0, 500, 500) == expected(found.streams[0])
    assert ((), Decimal(0)) == (found.closed, found.closed_difference)
    assert not found.draft
    assert () == found.streams[0].remarks


def test_a_draft_counts_and_is_marked(root):
    """An amendment that one party has not signed is what is proposed."""
    head = {**FILES, "faster.yaml": amendment(signatures="{party: pier, by: b, date: 2026-11-01}")}
    found = impact(pair(root, head=head))

    assert found.draft
    assert (0, 500, 500) == expected(found.streams[0])
    (remark,) = found.streams[0].remarks
    assert "version 1.1 of 'desk-sla'" in remark
    assert "amendment 'faster' makes; it lacks a signature" in remark


def test_signing_a_draft_is_a_change(root):
    """What was not in force before costs what it costs."""
    draft = {**FILES, "faster.yaml": amendment(signatures="{party: pier, by: b, date: 2026-11-01}")}
    signed = {**FILES, "faster.yaml": amendment()}

    assert (0, 500, 500) == expected(replay(pair(root, base=draft, head=signed)))


def test_a_draft_of_both_sides_is_no_change(root):
    """It counts on both, so that another change is seen by itself."""
    draft = {**FILES, "faster.yaml": amendment(signatures="{party: pier, by: b, date: 2026-11-01}")}

    assert (500, 500, 0) == expected(replay(pair(root, base=draft)))


def test_an_edit_in_place_shows_the_windows_that_are_over(root):
    """The text in force since January is edited: April would have to be settled again."""
    found = impact(pair(root, FASTER))

    (flip,) = found.closed
    assert ("2026-04", "met", "missed", ("T2",)) == (
        flip.window, flip.before, flip.after, flip.records
    )  # fmt: skip
    assert Decimal("500.00") == found.closed_difference


def test_another_amount_for_the_same_verdict_is_retroactive_too(root):
    """A doubled rate changes what a missed month cost."""
    tickets(root, *APRIL, SLOW_P2)
    found = impact(pair(root, ("flat: 5%", "flat: 10%")))

    assert [("P2", "missed", "missed")] == [(f.objective, f.before, f.after) for f in found.closed]
    assert Decimal("500.00") == found.closed_difference


def test_an_amendment_that_begins_earlier_reaches_back(root):
    """Effective from 2026-04-01, and written in November: April is settled otherwise."""
    said = amendment("2026-04-01").replace("changes:", "retroactive: agreed in May\nchanges:")
    head = {**FILES, "faster.yaml": said}

    assert Decimal("500.00") == impact(pair(root, head=head)).closed_difference


def test_a_window_before_the_term_is_not_over(root):
    """The term begins in May: nothing of April can be settled again, and is replayed as if."""
    later = ("from: 2026-01-01", "from: 2026-05-01")
    found = impact(pair(root, FASTER, later, before=[later]))

    assert (0, 500, 500) == expected(found.streams[0])
    assert ((), Decimal(0)) == (found.closed, found.closed_difference)


def test_a_new_agreement_had_cost_nothing(root):
    """Where the base has no such agreement, all of it is the difference."""
    tickets(root, *APRIL, SLOW_P2)
    base = {name: text for name, text in FILES.items() if name != "sla.yaml"}
    found = impact(pair(root, base=base, head=FILES))

    assert (0, 500, 500) == expected(found.streams[0])
    assert (0, Decimal("12000.00")) == (found.maximum_before, found.maximum_after)
    assert (500, 0, -500) == expected(replay(swapped(pair(root, base=base, head=FILES))))


def test_a_target_under_another_id_is_the_same_target(root):
    """Renamed, with its limit: no difference, and no window that is over."""
    tickets(root, *APRIL, SLOW_P2)
    made = pair(root, ("{id: fix,", "{id: repair,"))
    found = impact(made)

    assert (500, 500, 0) == expected(found.streams[0])
    assert ((), (), False) == (found.closed, found.streams[0].flips, found.streams[0].exercised)


def test_an_agreement_under_another_id_is_the_same_agreement(root):
    """One impact, under the new id."""
    made = pair(root, ("id: desk-sla", "id: help-desk"), FASTER)
    found = impact(made, affected=affected(made))

    assert "help-desk" == found.agreement
    assert (0, 500, 500) == expected(found.streams[0])


def test_each_side_reads_the_export_by_its_own_source(root):
    """What was P2 is P1 now: the ticket of 12h, in P2 missed alone, is in P1 one of seven."""
    tickets(root, *APRIL, SLOW_P2)
    found = replay(pair(root, ('P1: ["1"], P2: ["2"]', 'P1: ["1", "2"], P2: ["3"]')))

    flips = {flip.objective: (flip.before, flip.after) for flip in found.flips}
    assert {"P1": ("met", "missed"), "P2": ("missed", "not_measured")} == flips


def test_amounts_in_two_currencies_are_not_subtracted(root):
    """Verdicts are compared, amounts are not, and the impact says so."""
    found = impact(pair(root, FASTER, ("EUR", "NOK")))

    (stream,) = found.streams
    assert () == stream.rows
    assert ["missed"] == [flip.after for flip in stream.flips]
    assert any("the base is in EUR, the head in NOK" in each for each in found.not_computed)


def test_charges_that_only_invoices_know_leave_the_verdicts(root):
    """No amount without a charge, with the side and the place; the verdict flips all the same."""
    unknown = ("charge: {amount: 10000.00 EUR, per: month}", "charge: {source: invoices}")
    found = impact(pair(root, FASTER, unknown))

    (stream,) = found.streams
    assert ((), 1) == (stream.rows, len(stream.flips))
    (said,) = [each for each in found.not_computed if "charge" in each]
    assert said.startswith("head: no charge is known for service 'desk'")
    assert "(sla.yaml:" in said


def test_a_side_that_cannot_be_measured_is_named(root):
    """Nobody says who decides the priority: no figures, and no traceback."""
    found = impact(pair(root, ("  priority: final\n", "")))

    assert () == found.streams
    assert any(each.startswith("head: ") and "priority" in each for each in found.not_computed)


def test_a_side_that_cannot_be_read_is_named(root):
    """A base with a file that is no contract is not one without the agreement."""
    found = impact(pair(root, before=[("share: 90%", "share: 900%")]))

    assert () == found.streams
    assert found.not_computed[0].startswith("base: ")


def test_an_amendment_that_does_not_apply_is_named(root):
    """It expects 6h where 5h stands."""
    head = {**FILES, "faster.yaml": amendment().replace("was: 5h", "was: 6h")}
    found = impact(pair(root, head=head))

    assert () == found.streams
    assert found.not_computed[0].startswith("head: ")


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (("histories: [{id: y2026, file: y2026.csv}]\n", ""), "'tickets' names no history"),
        (("file: y2026.csv", "file: y2025.csv"), "'y2026' of 'tickets' is not where it says"),
        (("reported: opened", "reported: begun"), "the history of 'tickets' cannot be read"),
    ],
)
def test_a_history_that_is_not_there_is_said(root, edit, sentence):
    """No traceback and no silence: what there is to do stands in the impact."""
    found = impact(pair(root, FASTER, edit, before=[edit]))

    assert () == found.streams
    assert any(sentence in each for each in found.not_computed)


def test_the_history_of_the_base_serves_where_the_head_names_none(root):
    """And the other way round: both read the same file."""
    without = ("histories: [{id: y2026, file: y2026.csv}]\n", "")

    assert (0, 500, 500) == expected(replay(pair(root, FASTER, without)))
    assert (0, 500, 500) == expected(replay(pair(root, FASTER, before=[without])))


def test_without_replay_nothing_is_read(root):
    """Neither months nor closed windows."""
    found = impact(pair(root, FASTER), replay=False)

    assert ((), ()) == (found.streams, found.closed)


def test_the_most_and_what_no_supplier_returns(root):
    """Two objectives of 5 % in twelve months, 12,000; at 30 % each, capped by 25 %, 30,000."""
    found = impact(pair(root, ("flat: 5%", "flat: 30%")))

    assert ("12000.00", "30000.00") == (str(found.maximum_before), str(found.maximum_after))
    assert {"fix/P1": 500, "fix/P2": 500} == dict(found.uncovered_before)
    assert {"fix/P1": Fraction(2500), "fix/P2": Fraction(2500)} == dict(found.uncovered_after)


def test_an_agreement_without_remedies_has_no_impact(root):
    """An OLA that pays nothing costs nothing; an SLA is told all the same."""
    from slaspec.review.impact import impacts

    no_remedy = (SLA[SLA.index("remedies:\n") :], "")
    unbound = ("remedies: [credit], ", "")
    ola = ("kind: SLA", "kind: OLA")
    made = pair(root, FASTER, before=[no_remedy, unbound, ola], base=FILES, head={
        **FILES, "sla.yaml": SLA.replace(*no_remedy).replace(*unbound).replace(*ola)
    })  # fmt: skip

    assert () == impacts(made, AS_OF, frozenset({"desk-sla"}), months=0)


def test_months_that_are_not_over_are_not_replayed(root):
    """As of 20 April, April has no verdict yet."""
    found = impact(pair(root, FASTER), as_of=date(2026, 4, 20))

    assert () == found.streams
    assert any("no whole month" in each for each in found.not_computed)


def test_a_granted_relief_counts_in_the_replay(root):
    """The ledger leaves T2 out by force majeure, in May: April is met within 4h too."""
    exclusion = (
        "stop: [resolved], pause: []}",
        "stop: [resolved], pause: [], exclusions: [storm]}\n"
        "exclusions:\n  - {id: storm, cause: force_majeure, on_tickets: leave_out}",
    )
    ledger = (
        "apiVersion: slaspec/v1\nkind: Ledger\nid: book\ntitle: Book\nagreement: desk-sla\nentries:\n"
        "  - {date: 2026-05-04, granted: storm, records: [T2],\n"
        "     agreed_by: [{party: pier, by: b}, {party: harbour, by: a}]}\n"
    )
    parties = (
        "apiVersion: slaspec/v1\nkind: Parties\nid: parties\ntitle: Who\norganisations:\n"
        "  - {id: pier, name: Pier}\n  - {id: harbour, name: Harbour}\npeople:\n"
        "  - {id: a, name: A, organisation: harbour, roles: [signs]}\n"
        "  - {id: b, name: B, organisation: pier, roles: [signs]}\n"
    )
    files = {**FILES, "ledger.yaml": ledger, "parties.yaml": parties}
    found = impact(pair(root, FASTER, exclusion, base=files, before=[exclusion]))

    assert (0, 0, 0) == expected(found.streams[0])


def test_the_source_that_is_not_used_by_a_target_is_not_asked(root):
    """A second source without a history is no reason not to replay the first."""
    other = {**FILES, "other.yaml": SOURCE.replace("id: tickets", "id: others")}

    assert (0, 500, 500) == expected(replay(pair(root, FASTER, base=other, head=other)))
    assert "amends" in AMENDMENT


def test_a_target_that_moves_to_an_unknown_source_is_not_compared(root):
    """The base measures on a source without a history: not nothing before and all of it after."""
    other = {**FILES, "other.yaml": SOURCE.replace("id: tickets", "id: others").replace(
        "histories: [{id: y2026, file: y2026.csv}]\n", "")}  # fmt: skip
    found = impact(pair(root, base=other, before=[("source: tickets", "source: others")]))

    assert () == found.streams
    assert any("'others' names no history" in each for each in found.not_computed)


def test_one_agreement_that_cannot_be_computed_does_not_hide_another(root):
    """Each has its own impact, by id; the broken one says which side is wrong."""
    from slaspec.review.impact import impacts

    second = SLA.replace("id: desk-sla", "id: a-sla").replace(
        "hours: 24x7}, P2", "hours: nights}, P2"
    )
    files = {**FILES, "a.yaml": second}
    made = pair(root, FASTER, base=files)
    one, two = impacts(made, AS_OF, frozenset({"desk-sla", "a-sla"}), months=12)

    assert ("a-sla", ()) == (one.agreement, one.streams)
    assert {"base", "head"} == {each.partition(":")[0] for each in one.not_computed}
    assert ("desk-sla", 2) == (two.agreement, len(two.streams))
