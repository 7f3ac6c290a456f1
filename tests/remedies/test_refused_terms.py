"""No term of a remedy is passed over: each is settled by a stage, beside the amount, or refused."""

from __future__ import annotations

import dataclasses
import types
import typing
from decimal import Decimal

import pytest

from slaspec.errors import LocatedError, Unsupported
from slaspec.language.document import read_document
from slaspec.language.model.interpretation import Claim, DayPeriods, Rounding, Settlement
from slaspec.language.model.node import Node
from slaspec.language.model.remedy import (
    Base,
    Cap,
    Combine,
    Rate,
    Remedy,
)
from slaspec.language.model.target import Binding
from slaspec.language.quantities import (
    Amount,
    Duration,
    Lookback,
    Money,
    Share,
    Span,
)
from slaspec.language.structure import structure
from slaspec.remedies.pipeline import settle
from slaspec.remedies.stages import rate
from slaspec.remedies.terms import (
    BESIDE,
    REFUSED,
    SETTLED,
    STAGES,
    refused_in_binding,
    refused_in_cap,
    refused_terms,
)
from slaspec.remedies.unsettled import Unsettled
from tests.remedies.build import (
    agreement,
    amounts,
    cap,
    flat,
    interpretation,
    measured,
    measurements,
    remedy,
    settled,
)

SAMPLES = {
    Amount: Amount("1%"),
    Duration: Duration("672h"),
    Lookback: Lookback("rolling 12 months"),
    Money: Money("1.00 EUR"),
    Share: Share("50%"),
    Span: Span("30 days"),
    Decimal: Decimal("0.5"),
    int: 2,
    str: "any",
    bool: True,
}
BASES = ("of", "greater_of", "previous_window")
INSIDE_A_BASE = tuple(f"{base}.{key}" for base in ("base", "caps.of") for key in BASES)


def parts(hint):
    """The alternatives of an annotation, with tuples opened."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return [part for arg in args if arg is not type(None) for part in parts(arg)]
    if origin is tuple:
        return parts(args[0])
    return [hint]


def is_node(hint):
    return isinstance(hint, type) and issubclass(hint, Node)


def fields(cls):
    """Key, field name and annotation of every key of a node."""
    hints = typing.get_type_hints(cls)
    for field in dataclasses.fields(cls):
        if field.name != "at":
            yield field.name.removesuffix("_"), field.name, hints[field.name]


def reachable(cls, prefix=""):
    """Every term below a class as a dotted key; a base inside a base is not opened again."""
    for key, _, hint in fields(cls):
        term = prefix + key
        nodes = [part for part in parts(hint) if is_node(part)]
        if term in REFUSED or term in INSIDE_A_BASE:
            yield term
            continue
        if len(nodes) < len(parts(hint)):
            yield term
        for node in nodes:
            yield from reachable(node, term + ".")


def sample(hint):
    """The smallest value of an annotation."""
    if typing.get_origin(hint) is tuple:
        return (sample(typing.get_args(hint)[0]),)
    first = parts(hint)[0]
    if typing.get_origin(first) is typing.Literal:
        return typing.get_args(first)[0]
    if is_node(first):
        needed = {f.name for f in dataclasses.fields(first) if f.default is dataclasses.MISSING}
        return first(**{name: sample(h) for _, name, h in fields(first) if name in needed})
    return SAMPLES[first]


def with_term(node, keys, value=None):
    """A node in which the term at these keys is said (with a sample, unless a value is given)."""
    key, *rest = keys
    name, hint = next((name, hint) for k, name, hint in fields(type(node)) if k == key)
    if not rest:
        return dataclasses.replace(node, **{name: sample(hint) if value is None else value})
    held = getattr(node, name)
    many = isinstance(held, tuple) or (held is None and isinstance(sample(hint), tuple))
    inner = next(part for part in parts(hint) if is_node(part))
    child = (held[0] if many and held else None) or (None if many else held)
    child = child if isinstance(child, Node) else sample(inner)
    changed = with_term(child, rest, value)
    return dataclasses.replace(node, **{name: (changed,) if many else changed})


def whole():
    """A remedy in which every settled section is present."""
    alone = Combine(group="alone", per="window", take="highest")
    return flat(caps=(cap(),), rounding=Rounding(mode="down", at_="line"), combine=alone)


def literals(cls, prefix=""):
    """Every term that is one of some words, with the words."""
    for term in reachable(cls, prefix):
        if term in SETTLED and SETTLED[term]:
            hint = hint_of(cls, term.removeprefix(prefix).split("."))
            words = [w for p in parts(hint) for w in typing.get_args(p)] or [True, False]
            others = [SAMPLES[p] for p in parts(hint) if p in SAMPLES and p is not bool]
            yield term, [*words, *others]


def hint_of(cls, keys):
    key, *rest = keys
    hint = next(hint for k, _, hint in fields(cls) if k == key)
    if not rest:
        return hint
    return hint_of(next(part for part in parts(hint) if is_node(part)), rest)


def test_every_term_of_a_remedy_is_settled_or_refused():
    """
    The terms that stages act on, those beside the amount and the refused ones are all there are.

    A new key of the language fails here until somebody decides what it does to the money.
    """
    terms = [*reachable(Remedy), *reachable(Binding, "binding.")]

    assert sorted(set(terms)) == sorted({*SETTLED, *REFUSED})
    assert len(terms) == len(set(terms))


def test_no_term_is_claimed_twice():
    """One stage acts on a term, or none does, or it is refused."""
    claimed = [term for stage in STAGES for term in stage.TERMS]

    assert len(claimed) == len(set(claimed))
    assert set() == set(claimed) & set(REFUSED) | set(BESIDE) & {*claimed, *REFUSED}


def test_every_stage_declares_its_terms():
    """Also a stage that acts on an answer about measuring, and so on none of a remedy."""
    assert all(isinstance(stage.TERMS, dict) for stage in STAGES)
    assert "rate.flat" in rate.TERMS


@pytest.mark.parametrize("term", REFUSED)
def test_a_refused_term_stops_everything_by_name(term):
    """Agreement, remedy and term are named, and nothing is computed."""
    remedy = with_term(whole(), term.split("."))

    with pytest.raises(Unsettled) as raised:
        settled(agreement(remedy))

    expected = (
        f"agreement 'acme', remedy 'credit': '{term}' cannot be settled yet by this version;"
        " nothing was computed"
    )
    assert expected == raised.value.message
    assert isinstance(raised.value, Unsupported | LocatedError)


@pytest.mark.parametrize(("term", "words"), list(literals(Remedy)))
def test_a_word_that_is_not_settled_is_refused_with_its_term(term, words):
    """Of each closed vocabulary some words are settled; all others are named."""
    for word in words:
        found = list(refused_terms(with_term(whole(), term.split("."), word)))
        shown = str(word).lower() if isinstance(word, bool) else str(word)

        expected = [] if word in SETTLED[term] else [f"{term}: {shown}"]
        assert expected == [name for name, _ in found]


@pytest.mark.parametrize("term", sorted(t for t, values in SETTLED.items() if not values))
def test_a_settled_term_is_not_refused(term):
    """Whatever its value."""
    if term.startswith("binding."):
        binding = with_term(Binding(remedy="credit"), term.removeprefix("binding.").split("."))
        assert [] == list(refused_in_binding(binding))
    else:
        assert [] == list(refused_terms(with_term(whole(), term.split("."))))


@pytest.mark.parametrize(
    ("answers", "term"),
    [
        (
            {"claim": Claim(within=Span("5 hours"), from_="window_end")},
            "claim.within: 5 hours",
        ),
        (
            {"claim": Claim(within=Span("2 windows"), from_="report")},
            "claim.within: 2 windows from report",
        ),
    ],
)
def test_what_the_remedy_leaves_to_the_interpretation_counts_as_its_own(answers, term):
    """The answer that acts is refused, wherever it stands; one that does not act is not."""
    said = interpretation(**answers)

    with pytest.raises(Unsettled, match=f"remedy 'credit': '{term}' cannot be settled yet"):
        settled(agreement(flat(), interpretation=said))
    own = {name: Claim(automatic=True) for name in answers if name == "claim"}
    own |= {n: Settlement(method="refund", netting="none") for n in answers if n == "settlement"}
    assert ["2000.00"] == amounts(settled(agreement(flat(**own), interpretation=said)))


def test_answers_that_move_no_amount_are_settled():
    """The way of payment, and how days of claims are counted."""
    said = interpretation(
        settlement=Settlement(method="service_extension", netting="none"),
        day_periods=DayPeriods(
            first_day="excluded", ends="end_of_day", on_closed_day="same_day", calendar="office"
        ),
    )

    assert ["2000.00"] == amounts(settled(agreement(flat(), interpretation=said)))


def test_a_base_inside_a_base_is_looked_at_too():
    """A share at risk of what the window before carried is still a base that is not settled."""
    before = Base(at_risk=Share("10%"), of=Base(previous_window=Base(record="fare")))

    assert ["caps.of.record"] == [t for t, _ in refused_in_cap(cap_of(before))]
    assert ["caps.of.record"] == [
        t for t, _ in refused_in_cap(cap_of(Base(at_risk=Share("10%"), of=Base(record="fare"))))
    ]


def cap_of(base):
    return Cap(per="month", at_most=Amount("10%"), excess="lost", of=base)


def test_a_cap_of_the_agreement_is_looked_at_too():
    """No remedy is named, for it binds all of them."""
    caps = (cap_of(Base(record="fare")),)

    with pytest.raises(Unsettled, match="agreement 'acme': 'caps.of.record' cannot be settled"):
        settled(agreement(flat(), caps=caps))


def test_all_refused_terms_of_a_remedy_are_listed_in_the_order_of_the_language():
    """For checks, which report every one of them."""
    several = remedy(
        Rate(flat=Amount("5%"), over="points"),
        caps=(cap_of(Base(record="fare")), cap_of(Base(at_risk=Share("5%"), of=Base(record="x")))),
    )

    assert ["rate.over: points", "caps.of.record", "caps.of.record"] == [
        term for term, _ in refused_terms(several)
    ]


TEXT = """\
apiVersion: slaspec/v1
kind: SLA
id: acme
title: Acme
version: "1"
effective: {from: 2026-01-01}
currency: EUR
services: [{service: desk, charge: {amount: 40000.00 EUR, per: month}}]
interpretation:
  window: month
  nature: price_reduction
  rounding: {mode: half_up, at: line}
  claim: {automatic: true}
targets:
  - {id: resolution, service: desk, metric: time, objective: {share: 90%, within: 4h}, remedies: [credit]}
remedies:
  - id: credit
    for_each: window
    rate: {flat: 5%}
    base: {charge: desk}
"""


def contract(text):
    document = read_document(text.encode(), "acme.sla.yaml")
    model, wrong = structure(document.data, document)
    assert [] == wrong
    return model


@pytest.mark.parametrize(
    ("line", "term", "place"),
    [
        (
            "    caps: [{per: month, at_most: 9%, of: {record: fare}, excess: lost}]",
            "caps.of.record",
            "acme.sla.yaml:21:51",
        ),
    ],
)
def test_a_refusal_stands_at_the_term_in_the_file(line, term, place):
    """File, line and column of what was written."""
    with pytest.raises(Unsettled) as raised:
        settle(contract(TEXT + line + "\n"), measurements(measured()))

    assert place == raised.value.at
    assert f"'{term}'" in raised.value.message
    assert f"{place}: agreement 'acme'" in str(raised.value)


def test_an_answer_of_the_interpretation_is_refused_at_its_own_place():
    """Not at the remedy that inherits it."""
    data = TEXT.replace("{automatic: true}", "{within: 5 hours, from: invoice}")

    with pytest.raises(Unsettled) as raised:
        settle(contract(data), measurements(measured()))

    assert "acme.sla.yaml:13:19" == raised.value.at


def test_the_trail_stands_at_the_terms_that_acted():
    """Objective, rate, base, claim and rounding are found in the file."""
    [line] = settle(contract(TEXT), measurements(measured())).lines

    places = {step.stage: str(step.at.span) for step in line.trail if step.at.document}
    assert {
        "quantity": "acme.sla.yaml:17:5",
        "rate": "acme.sla.yaml:19:18",
        "base": "acme.sla.yaml:20:11",
        "claim": "acme.sla.yaml:13:10",
        "rounding": "acme.sla.yaml:12:13",
    } == places
    assert "acme.sla.yaml:17:5" == str(line.at.span)
