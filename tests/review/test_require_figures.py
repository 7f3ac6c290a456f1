"""What a supplier must promise: worked out by hand, tried in the text, and a step looser."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.backing.proof import prove
from slaspec.backing.words import duration
from slaspec.errors import UsageError
from slaspec.language.book import load_book
from slaspec.language.quantities import Duration
from slaspec.use_cases.require import require
from slaspec.use_cases.require_search import loosest
from tests.backing.build import (
    LONG,
    agreement,
    book,
    calendar,
    target,
    time_leaf,
    time_sla,
    times,
    up_leaf,
    up_sla,
)

TODAY = date(2026, 3, 1)
TREE = ["desk-ola#restore", "net-ola#restore"]
CONTRACTS = Path(__file__).resolve().parent.parent.parent / "contracts"
EASTER = [{"date": day} for day in ("2026-04-02", "2026-04-03", "2026-04-06")]


def chain(limit="5h", net="4h", hours="24x7", id="sla", **more):
    """An SLA over 30 minutes of the desk and so much of the network team, one after the other."""
    sla = {**time_sla(TREE, limit), "id": id}
    return [
        sla,
        time_leaf("desk", "30min", metric=times(stop=["assigned"])),
        time_leaf("net", net, hours=hours, metric=times(start="assigned"), **more),
    ]


def sheet(documents, supplier="net-ola", as_of=TODAY):
    """What is required of a supplier."""
    return require(book(*documents), supplier, as_of)


def figures(found, row=0):
    """The figures of a promise by their names."""
    return {each.name: each for each in found.parts[0].rows[row].figures}


def term(found):
    """The figures of a term by their names."""
    return {each.name: each for each in found.parts[0].term}


def verdicts(documents):
    """The verdicts of all objectives that stand on something."""
    made = book(*documents)
    return [
        prove(made, made.agreement(each["id"]), target["id"], priority).verdict
        for each in documents
        if each["kind"] == "SLA"
        for target in each["targets"]
        for priority in target.get("objectives", {"all": None})
    ]


def with_objective(documents, id, **said):
    """The documents with other answers of the first objective of an agreement."""
    made = copy.deepcopy(documents)
    [found] = [each for each in made if each["id"] == id]
    found["targets"][0]["objective"].update(said)
    return made


def test_the_limit_is_what_the_chain_leaves():
    """5h less 30min of the desk are 4h 30min; 4h are promised, so that 30min are in hand."""
    found = figures(sheet(chain()))

    limit = found["limit"]
    assert ("at most 4h 30min", "4h", True) == (limit.required, limit.today, limit.enough)
    assert ("30min in hand", ("sla#resolve",)) == (limit.gap, limit.asked_by)
    assert ("24x7", True) == (found["hours"].required, found["hours"].enough)


def test_what_is_required_is_enough_and_a_second_more_is_not():
    """4h 30min in the OLA: backed. 4h 30min 1s: not."""
    documents = chain(net="6h")
    limit = figures(sheet(documents))["limit"]

    assert ("at most 4h 30min", False, "1h 30min too long") == (
        limit.required,
        limit.enough,
        limit.gap,
    )
    assert "sla#resolve: worst case 6h 30min" == limit.why
    assert ["backed"] == verdicts(with_objective(documents, "net-ola", within="4h 30min"))
    assert ["not_backed"] == verdicts(with_objective(documents, "net-ola", within="4h 30min 1s"))


@settings(max_examples=12, deadline=None)
@given(
    st.integers(2 * 3600, 30 * 3600),
    st.integers(1, 7200),
    st.integers(600, 40 * 3600),
    st.sampled_from(["24x7", "office"]),
    st.sampled_from(["24x7", "office"]),
)
def test_of_any_chain_the_requirement_is_enough_and_a_second_more_is_not(
    limit, desk, net, ours, theirs
):
    """Any limits, on office hours or around the clock, over Easter."""
    documents = [*chain(duration(limit), duration(net), theirs), calendar(closed=EASTER)]
    documents[0]["targets"][0]["objective"]["hours"] = ours
    documents[1]["targets"][0]["objective"]["within"] = duration(desk)

    found = figures(sheet(documents))

    if found["limit"].required:
        hours, text = found["hours"].required, found["limit"].required.removeprefix("at most ")
        more = duration(Duration(text).seconds + 1)
        kept, broken = (
            with_objective(documents, "net-ola", hours=hours, within=each) for each in (text, more)
        )
        assert (["backed"], ["not_backed"]) == (verdicts(kept), verdicts(broken))
    enough = all(each.enough for each in found.values())
    assert (verdicts(documents) == ["backed"]) == enough


def test_where_reaching_the_limit_is_missing_it_a_second_less_is_left():
    """The objective must end before 5h, the leaf before its limit: they come to the same."""
    documents = chain()
    for each in documents:
        each["interpretation"]["limit_reached"] = "missed"

    required = figures(sheet(documents))["limit"].required

    assert "at most 4h 30min 1s" == required
    assert ["backed"] == verdicts(with_objective(documents, "net-ola", within="4h 30min 1s"))
    assert ["not_backed"] == verdicts(with_objective(documents, "net-ola", within="4h 30min 2s"))


def test_the_strictest_of_several_slas_is_required_and_named():
    """5h, 4h and 8h over one team: 3h 30min, because of the second."""
    documents = [
        *chain("5h"),
        {**time_sla(TREE, "4h"), "id": "other"},
        {**time_sla(TREE, "8h"), "id": "third"},
    ]

    found = sheet(documents)
    limit = figures(found)["limit"]

    assert ("at most 3h 30min", False, ("other#resolve",)) == (
        limit.required,
        limit.enough,
        limit.asked_by,
    )
    assert ["other#resolve", "sla#resolve", "third#resolve"] == [
        user.name for user in found.parts[0].rows[0].users
    ]
    assert not found.is_enough


def test_hours_on_which_no_limit_is_enough_are_not_required():
    """Office hours over Easter take days whatever the limit; around the clock 4h 30min are left."""
    documents = [*chain(hours="office"), calendar(closed=EASTER)]
    found = figures(sheet(documents))

    assert ("24x7", "office", False) == (
        found["hours"].required,
        found["hours"].today,
        found["hours"].enough,
    )
    assert ("at most 4h 30min", True) == (found["limit"].required, found["limit"].enough)
    changed = with_objective(documents, "net-ola", hours="24x7", within="4h 30min")
    assert ["backed"] == verdicts(changed)


def test_other_hours_are_an_alternative_to_a_shorter_limit():
    """
    Reported on Friday at 16:30, handed over at 17:00, until Monday at 8:00: 63h 30min.

    One hour more in the night in which the clocks go back: of 66h 1h 30min are left on office
    hours, or 65h 30min around the clock.
    """
    documents = [*chain("66h", net="8h", hours="office"), calendar()]
    limit = figures(sheet(documents))["limit"]

    assert ("at most 1h 30min", False) == (limit.required, limit.enough)
    assert ("at most 65h 30min on 24x7 hours",) == limit.or_else
    assert ["backed"] == verdicts(with_objective(documents, "net-ola", within="1h 30min"))
    assert ["not_backed"] == verdicts(with_objective(documents, "net-ola", within="1h 30min 1s"))


def test_limits_in_working_days_are_whole():
    """Three working days of the SLA, to the end of the day: three are left for the only leaf."""
    days = {"working_days": 3, "due": "end_of_day"}
    documents = [
        time_sla(["net-ola#restore"], days, hours="office"),
        time_leaf("net", {"working_days": 2, "due": "end_of_day"}, hours="office"),
        calendar(),
    ]

    limit = figures(sheet(documents))["limit"]

    assert ("at most 3 working days", "2 working days", "1 working day in hand") == (
        limit.required,
        limit.today,
        limit.gap,
    )


def test_a_share_is_what_the_others_leave():
    """90 % over a leaf at 95 % and ours: misses add up, so that 95 % are left for us."""
    documents = chain()
    for each, share in zip(documents[1:], ("95%", "100%"), strict=True):
        each["targets"][0]["objective"]["share"] = share
        each["metrics"][0]["start"] = "reported"
    documents[0]["targets"][0]["objective"]["backed_by"] = [{"all_of": TREE}]
    documents[1]["metrics"][0]["stop"] = ["resolved", "closed"]

    share = figures(sheet(documents))["share"]

    assert ("at least 95%", "100%", "5% in hand") == (share.required, share.today, share.gap)
    assert ["backed"] == verdicts(with_objective(documents, "net-ola", share="95%"))
    assert ["not_backed"] == verdicts(with_objective(documents, "net-ola", share="94.9999%"))


def test_where_only_all_records_are_enough_it_says_what_less_would_do():
    """The team counts records of others, too: all that it may miss can be ours."""
    documents = chain()
    documents[2]["parties"]["beneficiaries"] = ["dealers", "others"]
    documents[2]["targets"][0]["objective"]["share"] = "99%"

    share = figures(sheet(documents))["share"]

    assert ("at least 100%", False) == (share.required, share.enough)
    assert "no least share of ours is stated" in share.why


def test_an_availability_is_what_the_series_leaves():
    """99 % over 99.5 % and ours: 99.5 % are left; a step less is too little."""
    documents = [
        up_sla(["line-uc#up", "telco-uc#up"], "99%"),
        up_leaf("line", "99.5%"),
        up_leaf("telco", "99.9%"),
    ]

    level = figures(sheet(documents, "telco-uc"))["availability"]

    assert ("at least 99.5%", "99.9%", "0.4% in hand") == (level.required, level.today, level.gap)
    assert ["backed"] == verdicts(with_objective(documents, "telco-uc", availability="99.5%"))
    assert ["not_backed"] == verdicts(
        with_objective(documents, "telco-uc", availability="99.4999%")
    )


def test_a_throughput_is_that_of_the_narrowest():
    """100 records a month behind 100: fewer are too few."""
    metric = {"id": "handled", "kind": "throughput", "records": "incident", "event": "resolved"}

    def handled(kind, id, count, **more):
        objective = {"at_least": count, **more}
        promised = target("handled", "handled", objective=objective)
        return agreement(kind, id, [promised], [metric], effective=LONG)

    documents = [
        handled("SLA", "sla", "100 records", backed_by=["net-ola#handled"]),
        handled("OLA", "net-ola", "120 records"),
    ]

    found = figures(sheet(documents))["at least"]

    assert ("at least 100 records", "120 records", "20 records in hand") == (
        found.required,
        found.today,
        found.gap,
    )


def test_what_cannot_be_composed_is_not_told():
    """A score has no figure that could be required, and the reader is told why."""
    metric = {"id": "csat", "kind": "score", "field": "score", "lowest": 1, "highest": 5}

    def score(kind, id, **more):
        objective = {"at_least": "4", **more}
        return agreement(kind, id, [target("csat", "csat", objective=objective)], [metric])

    documents = [score("SLA", "sla", backed_by=["net-ola#csat"]), score("OLA", "net-ola")]
    found = sheet(documents)

    assert [None] == [each.enough for each in figures(found).values()]
    assert "cannot be composed" in figures(found)["level"].why
    assert [("sla#csat", False)] == [(each.user, each.judged) for each in found.still_open]
    assert found.is_enough  # nothing is known to be too little


def test_a_term_that_is_too_short_is_found_and_the_figures_all_the_same():
    """The SLA runs through 2026; a record of its last second is handed over on the day after."""
    documents = chain(effective={"from": "2026-02-01", "through": "2026-11-30"})
    found = sheet(documents)

    begin, end = term(found)["from"], term(found)["through"]
    assert ("2026-01-01 or earlier", "2026-02-01", False, "31 days missing") == (
        begin.required,
        begin.today,
        begin.enough,
        begin.gap,
    )
    assert ("2027-01-01 or later", False, "32 days missing", ("sla",)) == (
        end.required,
        end.enough,
        end.gap,
        end.asked_by,
    )
    assert "at most 4h 30min" == figures(found)["limit"].required


def test_a_term_reaches_to_the_last_hand_over():
    """A record of the last second is handed over 30min later: the next day."""
    documents = chain(effective={"from": "2026-01-01", "through": "2026-12-31"})

    end = term(sheet(documents))["through"]

    assert ("2027-01-01 or later", False, "1 day missing") == (end.required, end.enough, end.gap)


def test_an_sla_without_end_needs_suppliers_without_end():
    """No last day is agreed: any last day of the OLA is too early."""
    documents = chain()
    documents[0]["effective"] = {"from": "2026-01-01", "renewal": "automatic"}

    end = term(sheet(documents))["through"]

    assert ("no end", "2028-12-31", False) == (end.required, end.today, end.enough)


def test_the_notice_is_the_longest_of_those_that_stand_on_it():
    """Who can be left with 3 and 6 months' notice needs 6."""
    documents = [*chain(), {**time_sla(TREE, "6h"), "id": "other"}]
    for each, notice in zip((documents[0], documents[3]), ("3 months", "6 months"), strict=True):
        each["effective"] = {**each["effective"], "notice": notice}
    documents[2]["effective"] = {**documents[2]["effective"], "notice": "3 months"}

    notice = term(sheet(documents))["notice"]

    assert ("6 months or more", "3 months", False, ("other",)) == (
        notice.required,
        notice.today,
        notice.enough,
        notice.asked_by,
    )


def paying(kind, documents, charge, pays):
    """The first document with a remedy of so much of a monthly charge."""
    for each in documents:
        if each["kind"] == kind:
            each["currency"] = "EUR"
            each["services"] = [
                {"service": "network", "charge": {"amount": charge, "per": "month"}}
            ]
            each["remedies"] = [
                {
                    "id": "credit",
                    "for_each": "window",
                    "rate": {"flat": pays},
                    "base": {"charge": "network"},
                }
            ]
            each["targets"][0]["remedies"] = ["credit"]


def test_credits_of_all_customers_are_to_be_returned():
    """5 % of 40,000 are owed to each of two customers; the supplier returns 10 % of 9,500."""
    documents = [
        up_sla(["telco-uc#up"]),
        {**up_sla(["telco-uc#up"]), "id": "other"},
        up_leaf("telco"),
    ]
    paying("SLA", documents, "40000.00 EUR", "5%")
    paying("UC", documents, "9500.00 EUR", "10%")

    credit = figures(sheet(documents, "telco-uc"))["credit"]

    assert ("at least 4,000.00 EUR a month", "at most 950.00 EUR a month") == (
        credit.required,
        credit.today,
    )
    assert ("3,050.00 EUR missing", ("other#up", "sla#up")) == (credit.gap, credit.asked_by)


def test_what_is_owed_in_another_currency_is_never_added():
    """The customer is paid in EUR, the supplier pays in GBP: nobody knows what is enough."""
    documents = [up_sla(["telco-uc#up"]), up_leaf("telco")]
    paying("SLA", documents, "40000.00 EUR", "5%")
    paying("UC", documents, "9500.00 GBP", "10%")
    documents[1]["currency"] = "GBP"

    credit = figures(sheet(documents, "telco-uc"))["credit"]

    assert (None, "") == (credit.enough, credit.required)
    assert "currencies are never added" in credit.why


def test_an_ola_returns_no_money():
    """It is the provider itself."""
    assert "credit" not in figures(sheet(chain()))


def test_two_promises_behind_one_hold_together():
    """Desk and network team of one supplier: what the first may take, the second has no more."""
    documents = chain(net="3h")
    for each in documents[1:]:
        each["parties"]["provider"] = "us"
    found = sheet(documents, "us")

    limits = [part.rows[0].figures[0] for part in found.parts]
    assert ["at most 2h", "at most 3h"] == [each.required for each in limits]
    assert ("net-ola#restore",) == found.parts[0].rows[0].together
    changed = with_objective(documents, "desk-ola", within="2h")
    assert ["backed"] == verdicts(changed)
    assert ["not_backed"] == verdicts(with_objective(changed, "net-ola", within="3h 1s"))


def test_what_no_figure_mends_is_said():
    """A record that the network team may leave open for ever is never late."""
    documents = chain()
    documents[2]["interpretation"]["without_stop"] = "leave_out"
    found = sheet(documents)

    assert [None] == [figures(found)[name].enough for name in ("limit",)]
    assert ["sla#resolve"] == [each.user for each in found.still_open]
    assert found.still_open[0].judged
    assert found.still_open[0].help
    assert not found.is_enough


def test_what_nothing_stands_on_is_named():
    """A target of the OLA that no promise refers to."""
    documents = chain()
    documents[2]["targets"].append({**documents[2]["targets"][0], "id": "spare"})

    assert ("net-ola#spare",) == sheet(documents).parts[0].unused


def test_the_text_of_the_day_is_required():
    """An amendment tightens the SLA from July on."""
    later = {
        "apiVersion": "slaspec/v1",
        "kind": "Amendment",
        "id": "later",
        "title": "later",
        "amends": {"agreement": "sla", "version": "1"},
        "version": "2",
        "effective": {"from": "2026-07-01"},
        "signatures": [
            {"party": each, "by": each, "date": "2026-02-01"} for each in ("sla-team", "us")
        ],
        "changes": [{"at": "targets/resolve/objective/within", "was": "5h", "becomes": "4h"}],
    }
    documents = [*chain(), later]

    limits = [
        figures(sheet(documents, as_of=day))["limit"].required
        for day in (date(2026, 6, 30), date(2026, 7, 1))
    ]
    assert ["at most 4h 30min", "at most 3h 30min"] == limits


@pytest.mark.parametrize(
    ("supplier", "said"),
    [
        ("sla", "is an SLA: name an OLA, a UC or an organisation"),
        ("net-oal", "did you mean 'net-ola'?"),
        ("nobody-at-all", "there is no organisation, OLA or UC 'nobody-at-all'"),
    ],
)
def test_who_is_no_supplier_is_refused(supplier, said):
    """With what there is."""
    with pytest.raises(UsageError, match=r".*") as refused:
        sheet(chain(), supplier)

    assert said in str(refused.value)


@pytest.mark.parametrize("today", [0, 1, 7, 30, 99, 100])
@pytest.mark.parametrize("edge", [0, 1, 6, 7, 8, 63, 99, 100])
def test_the_loosest_is_found_from_anywhere(today, edge):
    """Of 0 to 100 where everything up to an edge is enough, upwards and downwards."""
    assert edge == loosest(lambda number: number <= edge, today, 0, 100)
    assert 100 - edge == loosest(lambda number: number >= 100 - edge, today, 100, 0)
    assert loosest(lambda _: False, today, 0, 100) is None


def failing(kind, id, at_most, **more):
    """A promise that so many of the requests fail at most."""
    metric = {
        "id": "failed",
        "kind": "ratio",
        "records": "request",
        "good": {"state": ["cancelled"]},
    }
    objective = {"at_most": at_most, **more}
    return agreement(
        kind, id, [target("failed", "failed", objective=objective)], [metric], effective=LONG
    )


def test_failures_add_up_times_the_visits():
    """1 % of the pages may fail; each calls a component ten times: 0.1 % of the calls."""
    behind = [{"target": "net-ola#failed", "visits": 10}]
    documents = [
        failing("SLA", "sla", "1%", backed_by=behind),
        failing("OLA", "net-ola", "0.05%"),
    ]

    found = figures(sheet(documents))["at most"]

    assert ("at most 0.1%", "0.05%", "0.05% in hand") == (found.required, found.today, found.gap)
    assert ["backed"] == verdicts(with_objective(documents, "net-ola", at_most="0.1%"))
    assert ["not_backed"] == verdicts(with_objective(documents, "net-ola", at_most="0.1001%"))


def test_what_is_promised_between_two_steps_is_taken_as_the_looser_one():
    """99.50004 % are shown as written; 99.5 % are enough."""
    documents = [up_sla(["telco-uc#up"], "99.5%"), up_leaf("telco", "99.50004%")]

    level = figures(sheet(documents, "telco-uc"))["availability"]

    assert ("at least 99.5%", "99.50004%", True) == (level.required, level.today, level.enough)


@pytest.mark.parametrize(
    ("folder", "supplier"),
    [
        ("nordit", "nordit"),
        ("nordit", "telco"),
        ("hospital", "medora"),
        ("hospital", "bordernet"),
        ("hospital", "whi"),
    ],
)
def test_sheets_of_whole_portfolios_are_enough_and_nothing_in_them_can_be_looser(folder, supplier):
    """All figures together back everything; each is asked for by somebody, or any will do."""
    portfolio = load_book(CONTRACTS / folder)
    found = require(portfolio, supplier, date(2026, 11, 22))

    assert () == found.still_open
    assert all(each.required for each in found.figures)
    asked = [each for each in found.figures if each.name in ("limit", "share", "availability")]
    assert all(each.asked_by or each.required == "any" for each in asked)
    assert asked
