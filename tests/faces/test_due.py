"""`slaspec due`: the deadlines of one ticket, worked out by hand on an Oslo office calendar."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import slaspec
from slaspec.checks.pages.examples import write_example
from slaspec.cli import run
from slaspec.errors import LocatedError, UsageError
from slaspec.language.schemas import folder as schemas
from slaspec.use_cases.due import Ticket, due

CHAIN = """\
kind: SLA
metrics:
  - {id: resolution-time, kind: duration, records: incident, source: itsm-export, start: reported,
     stop: [resolved, closed], pause: [waiting_customer]}
  - {id: response-time, kind: duration, records: incident, source: itsm-export, start: assigned,
     stop: [first_response], pause: []}
targets:
  - id: resolution
    clause: B-4.2
    service: service-desk
    metric: resolution-time
    objectives:
      P1: {share: 90%, within: 5h, hours: 24x7, backed_by: [desk-ola#triage/P1, team-uc#restore/P1]}
      P2: {share: 90%, within: 9h, hours: office, backed_by: [{own: {time: 1h}}, team-uc#restore/P2]}
  - {id: response, service: service-desk, metric: response-time,
     objective: {share: 90%, within: 1h, hours: office}}
---
kind: OLA
metrics:
  - {id: triage-time, kind: duration, records: incident, source: itsm-export, start: reported,
     stop: [assigned], pause: []}
targets:
  - {id: triage, service: service-desk, metric: triage-time,
     objectives: {P1: {share: 95%, within: 30min, hours: 24x7}}}
---
kind: UC
id: team-uc
parties: {provider: telco, customer: nordit, beneficiaries: [acme]}
metrics:
  - {id: restore-time, kind: duration, records: incident, source: itsm-export, start: assigned,
     stop: [resolved, closed], pause: []}
targets:
  - {id: restore, service: service-desk, metric: restore-time, objectives: {
     P1: {share: 95%, within: 4h, hours: office},
     P2: {share: 95%, within: {working_days: 1, due: end_of_day}, hours: office}}}
"""


@pytest.fixture
def book(tmp_path):
    """Writes the portfolio (with changes: old text, new text) and loads it."""

    def make(*changes, name="contracts"):
        text = CHAIN
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        folder = tmp_path / name
        folder.mkdir()
        write_example(text, folder)
        return slaspec.load(folder, name)

    return make


def deadline(book, reported, priority="P1", target="resolution"):
    """The deadline of one target, with instants as they are shown."""
    found = due(book, "acme-sla", Ticket(reported, priority), target)
    (one,) = found.deadlines
    return found, one


def ends(found, one):
    """When it is due, and until when it is met."""
    return found.shown(one.ends.due), found.shown(one.ends.met_until)


# --- the deadline --------------------------------------------------------------------------------


def test_a_limit_on_all_hours(book):
    """Five hours of 24x7 from Wednesday 16:30 end at 21:30, office or not."""
    there = "Wed 2026-04-01 21:30 +02:00"

    assert (there, there) == ends(*deadline(book(), "2026-04-01T16:30+02:00"))


def test_closing_time_and_the_next_opening(book):
    """Nine office hours from Friday 08:00 are due at closing, and met until Monday's opening."""
    found, one = deadline(book(), "2026-04-10T08:00+02:00", "P2")

    assert ("Fri 2026-04-10 17:00 +02:00", "Mon 2026-04-13 08:00 +02:00") == ends(found, one)


def test_exactly_the_limit_may_be_too_long(book):
    """With `limit_reached: missed` it has to be done before; the last second is one earlier."""
    changed = (
        "    metric: resolution-time\n",
        "    metric: resolution-time\n    limit_reached: missed\n",
    )
    found, one = deadline(book(changed), "2026-04-10T08:00+02:00", "P2")

    assert ("Fri 2026-04-10 17:00 +02:00", "Fri 2026-04-10 16:59:59 +02:00") == ends(found, one)


def test_a_limit_in_working_days(book):
    """One working day from Friday, due at the end of the day: Monday at closing time."""
    changed = ("within: 9h,", "within: {working_days: 1, due: end_of_day},")
    there = "Mon 2026-04-13 17:00 +02:00"
    found, one = deadline(book(changed), "2026-04-10T12:00+02:00", "P2")

    assert (there, there) == ends(found, one)
    assert () == one.paused_in


def test_the_night_when_the_clocks_change(book):
    """Five hours of 24x7 over the spring change are five real hours: 23:00 to 05:00."""
    found, one = deadline(book(), "2026-03-28T23:00+01:00")

    assert "Sun 2026-03-29 05:00 +02:00" == found.shown(one.ends.due)


@settings(max_examples=60)
@given(minutes=st.integers(0, 700 * 24 * 60), priority=st.sampled_from(["P1", "P2"]))
def test_the_limit_has_elapsed_at_the_deadline(minutes, priority, law_book):
    """Elapsed time from report to deadline is the limit, and still is at `met_until`."""
    reported = datetime(2026, 1, 5, tzinfo=UTC) + timedelta(minutes=minutes)
    _, one = deadline(law_book, reported.isoformat(), priority)
    calendar = "24x7" if priority == "P1" else law_book.contracts["office"]
    hours = slaspec.ServiceHours(calendar)
    limit = 5 * 3600 if priority == "P1" else 9 * 3600

    for end in one.ends:
        assert limit == hours.elapsed(reported, datetime.fromtimestamp(end, UTC))


@pytest.fixture(scope="module")
def law_book(tmp_path_factory):
    """The portfolio, once for all examples."""
    folder = tmp_path_factory.mktemp("law") / "contracts"
    folder.mkdir()
    write_example(CHAIN, folder)
    return slaspec.load(folder, "contracts")


# --- what moves it, who is told, who stands behind it --------------------------------------------


def test_pauses_and_escalations(book):
    """States that stop the clock are named; 75 % of five hours is 3 h 45 min, an hour over is 6 h."""
    found, one = deadline(book(), "2026-04-01T16:30+02:00")
    told = [(found.shown(each.at), each.to, each.why) for each in one.notices]

    assert ("waiting_customer",) == one.paused_in
    assert [
        ("Wed 2026-04-01 20:15 +02:00", "service level manager", "75% of the limit is used"),
        ("Wed 2026-04-01 22:30 +02:00", "steering board", "over the limit by 1h"),
    ] == told


def test_the_chain_hands_over_as_late_as_it_may(book):
    """
    Triage until 17:00; the supplier begins then, at closing time, and has four office hours:
    Thursday 12:00, long after the promise of 21:30 on Wednesday.
    """
    found, one = deadline(book(), "2026-04-08T16:30+02:00")
    triage, restore = one.steps

    assert ("nordit-desk", "assigned") == (triage.group, triage.stop)
    assert "Wed 2026-04-08 17:00 +02:00" == found.shown(triage.ends.due)
    assert "Wed 2026-04-08 17:00 +02:00" == found.shown(restore.begins)
    assert "Thu 2026-04-09 12:00 +02:00" == found.shown(restore.ends.due)
    assert (True, False) == (triage.in_time, restore.in_time)


def test_own_handling_is_a_step_of_the_provider(book):
    """An hour of our own on the hours of the objective, then a working day of the supplier."""
    found, one = deadline(book(), "2026-04-10T16:30+02:00", "P2")
    own, restore = one.steps

    assert ("nordit", "Mon 2026-04-13 08:30 +02:00") == (own.group, found.shown(own.ends.due))
    assert ("telco", "Tue 2026-04-14 17:00 +02:00") == (
        restore.group,
        found.shown(restore.ends.due),
    )


def test_what_is_behind_a_step_is_a_step_too(book):
    """An OLA that stands on a supplier shows the supplier below it."""
    changed = (
        "     objectives: {P1: {share: 95%, within: 30min, hours: 24x7}}}",
        "     objectives: {P1: {share: 95%, within: 30min, hours: 24x7,"
        " backed_by: [team-uc#restore/P1]}}}",
    )
    _, one = deadline(book(changed), "2026-04-08T16:30+02:00")

    assert [1, 2, 1] == [step.level for step in one.steps]


def test_branches_say_how_they_stand_to_each_other(book):
    """Alternative routes are joined by "or", parallel work by "meanwhile"; the last end counts."""
    behind = "[desk-ola#triage/P1, team-uc#restore/P1]"
    said = {}
    for word in ("one_of", "all_of"):
        changed = (
            f"backed_by: {behind}",
            f"backed_by: [{{{word}: {behind}}}, {{own: {{time: 1h}}}}]",
        )
        found, one = deadline(book(changed, name=word), "2026-04-08T08:00+02:00")
        said[word] = [step.relation for step in one.steps]

        assert "Wed 2026-04-08 13:00 +02:00" == found.shown(one.steps[2].ends.due)
    assert {"one_of": ["then", "or", "then"], "all_of": ["then", "meanwhile", "then"]} == said


def test_an_unknown_step_is_said(book):
    """A reference to nothing leaves the deadline, and a sentence about the steps."""
    changed = ("desk-ola#triage/P1, ", "desk-ola#gone/P1, ")
    _, one = deadline(book(changed), "2026-04-08T16:30+02:00")

    assert ((), ("there is no objective 'desk-ola#gone/P1'",)) == (one.steps, one.unknown)


def test_a_clock_that_has_not_started(book):
    """A response is counted from the assignment, which the report does not say."""
    found = due(book(), "acme-sla", Ticket("2026-04-01T16:30+02:00", "P1"))

    assert [
        (
            "response",
            "its clock starts when the ticket is assigned (90% within 1h, office)",
        )
    ] == list(found.without)


# --- what is asked wrongly -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ticket", "target", "said"),
    [
        (Ticket("2026-04-01T16:30+02:00", "P5"), None, "there is no priority in 'acme-sla' called"),
        (Ticket("2026-04-01T16:30+02:00", "P1"), "resolutoin", "did you mean 'resolution'?"),
        (Ticket("2026-04-01T16:30+02:00"), None, "say --priority (P1, P2)"),
        (Ticket("2026-04-01T16:30+02:00", impact="high"), None, "say both"),
        (
            Ticket("2026-04-01T16:30+02:00", impact="hihg", urgency="low"),
            None,
            "did you mean 'high'?",
        ),
        (Ticket("2026-04-01T16:30+02:00", "P1", service="phone"), None, "there is no service"),
        (Ticket("yesterday", "P1"), None, "write it like 2026-04-01T16:30+02:00"),
        (Ticket("2026-04-01", "P1"), None, "write it like 2026-04-01T16:30+02:00"),
        (Ticket("2026-02-30T10:00", "P1"), None, "write it like 2026-04-01T16:30+02:00"),
        (Ticket("0001-01-01T00:00", "P1"), None, "outside 1970 to 2199"),
        (Ticket("9999-12-31T23:59-12:00", "P1"), None, "outside 1970 to 2199"),
        (Ticket("2026-03-29T02:30", "P1"), None, "skipped"),
        (Ticket("2025-12-31T23:59+01:00", "P1"), None, "holds from 2026-01-01 to 2027-12-31"),
    ],
)
def test_what_is_asked_wrongly_is_said(book, ticket, target, said):
    """An unknown word gets the nearest one; an impossible time says why."""
    with pytest.raises(UsageError) as error:
        due(book(), "acme-sla", ticket, target)

    assert said in str(error.value)


def test_beyond_the_calendar_is_refused_with_its_place(book):
    """Holidays are pinned to the end of January 2028: hours after that are nobody's to guess."""
    changes = ("kind: SLA\n", "kind: SLA\neffective: {from: 2026-01-01, through: 2029-12-31}\n")

    with pytest.raises(LocatedError) as error:
        deadline(book(changes), "2028-01-31T16:30+01:00", "P2")

    assert str(error.value).startswith("contracts/sla.yaml:15:")
    assert "known to" in str(error.value)


def test_impact_and_urgency_lead_to_the_priority(book):
    """The matrix of the agreement: high impact and high urgency is P1."""
    found = due(book(), "acme-sla", Ticket("2026-04-01T16:30+02:00", impact="high", urgency="high"))

    assert "P1" == found.priority


# --- the faces -----------------------------------------------------------------------------------

ASKED = ["due", "acme-sla", "--contracts", "contracts", "--reported", "2026-04-10T08:00+02:00"]


def test_text(book, tmp_path, monkeypatch, capsys):
    """One block per target: deadline, promise, pauses, escalations, steps."""
    book()
    monkeypatch.chdir(tmp_path)

    assert 0 == run([*ASKED, "--priority", "P2", "--target", "resolution"])
    assert """\
acme-sla 1.0, Service desk and network for Acme
   P2, reported Fri 2026-04-10 08:00 +02:00

resolution (clause B-4.2): resolved by Fri 2026-04-10 17:00 +02:00 (met until Mon 2026-04-13 08:00 +02:00)
   promised: 90% within 9h, office
   the clock stands still in waiting customer: then it is due later
   Fri 2026-04-10 14:45 +02:00  service level manager is told: 75% of the limit is used
   Mon 2026-04-13 09:00 +02:00  steering board is told: over the limit by 1h
   behind it, each step as late as it may be:
""" == capsys.readouterr().out.split("   handed over")[0]


def test_cards(book, tmp_path, monkeypatch, capsys):
    """Each group has a card of its own with what it keeps, by time."""
    book()
    monkeypatch.chdir(tmp_path)
    run([*ASKED, "--priority", "P1", "--card"])
    cards = capsys.readouterr().out.split("\n\n")

    assert ["== Nordit AS ==", "== Service desk of Nordit ==", "== telco =="] == [
        card.split("\n")[0] for card in cards
    ]
    assert "assigned by  Fri 2026-04-10 08:30 +02:00" in cards[1]


def test_json_is_as_its_schema_says(book, tmp_path, monkeypatch, capsys):
    """The published schema holds; instants have the offset of the agreement's zone."""
    book()
    monkeypatch.chdir(tmp_path)
    run([*ASKED, "--priority", "P1", "--output-format", "json"])
    data = json.loads(capsys.readouterr().out)
    schema = json.loads((schemas("output") / "due.schema.json").read_text("utf-8"))

    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(data)
    assert "2026-04-10T13:00:00+02:00" == data["deadlines"][0]["due"]
    assert ["desk-ola#triage/P1", "team-uc#restore/P1"] == [
        step["name"] for step in data["deadlines"][0]["steps"]
    ]


# --- the same chain as in the proof --------------------------------------------------------------


@pytest.mark.parametrize("priority", ["P1", "P2"])
def test_the_slowest_record_of_the_proof_has_the_same_ends(law_book, priority):
    """`slaspec check` finds the slowest ticket of the term; asked about it, `due` says the same."""
    from slaspec.backing import prove

    proof = prove(law_book, law_book.agreement("acme-sla"), "resolution", priority)
    reported = datetime.fromtimestamp(proof.worst_start, UTC).isoformat()
    _, one = deadline(law_book, reported, priority)
    last = {step.name: step.ends.met_until for step in one.steps}

    assert len(proof.timeline) == len(one.steps)
    assert {step.leaf: step.until for step in proof.timeline} == last
