"""Rule D040."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator

from slaspec.checks.measurements import Promised, figure_of, promised, text_of, window_of
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import bindings
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.model import Agreement


@rule(id="D040", name="promise-stated-twice", severity="warning", aspect="document")
def promise_stated_twice(agreement: Agreement) -> Iterator[Finding]:
    """
    The same promise stands in two targets, perhaps with two different figures.

    What it does:
        Compares targets for one service that measure the same over the same window and hours. Of
        two with one limit and two shares, or one share and two limits, one is always kept when
        the other is; that is meant only where each has consequences of its own: remedies, or a
        right to terminate.

    Why:
        "90 % within 4h" on page 3 and "95 % within 4h" on page 9: each side quotes the page that
        suits it. Where both say the same, the next amendment will change only one of them.

    Wrong:

        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}}
          - {id: repair, service: service-desk, metric: resolution-time,
             objective: {share: 95%, within: 5h, hours: 24x7}}

    Right:

        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}}
          - {id: repair, service: service-desk, metric: resolution-time,
             objective: {share: 99%, within: 24h, hours: 24x7}}

    Source:
        iAgree (Müller and others, 2010) finds inconsistent terms of one agreement; UNIDROIT
        Principles 2016, article 4.4: terms are read as a whole.
    """
    earlier: dict[Hashable, list[Promised]] = defaultdict(list)
    for each in promised(agreement):
        keys = list(_keys(each, agreement))
        others = (other for key in keys for other in earlier[key])
        again = next((o for o in others if _says_it_again(each, o, agreement)), None)
        if again is not None:
            yield finding_at(
                each.target.at.of("id"),
                f"'{each.name}' promises {_figures(each)}, '{again.name}' {_figures(again)} of"
                " the same records",
                "keep one of the two, or give each its own remedies or right to terminate",
                related=((f"'{again.name}'", again.objective.at.span),),
            )
        for key in keys:
            earlier[key].append(each)


def _keys(each: Promised, agreement: Agreement) -> Iterator[Hashable]:
    """What two promises share when one of them is kept whenever the other is."""
    said, source = each.objective, each.metric.source
    form = tuple(key for key in _FORMS if getattr(said, key) is not None)
    obligation = answer("obligation", each.target, each.metric, agreement.interpretation)
    same = (each.measured, window_of(each, agreement), source, each.hours, form, obligation)
    if said.within is None:
        yield same
    else:
        yield same, figure_of(said.within), "within"
        yield same, figure_of(said.share), figure_of(said.percentile)


def _says_it_again(one: Promised, other: Promised, agreement: Agreement) -> bool:
    mine, theirs = (_consequences(each, agreement) for each in (one, other))
    same = not mine or not theirs or mine == theirs
    return one.target is not other.target and same


def _consequences(each: Promised, agreement: Agreement) -> set[object]:
    """The remedies and the rights of termination that follow from a miss."""
    found: set[object] = {id for id, _ in bindings(each.target)}
    rights = enumerate(agreement.termination or ())
    return found | {n for n, right in rights if right.when.missed == each.target.id}


_FORMS = ("share", "percentile", "within", "availability", "at_least", "at_most")


def _figures(each: Promised) -> str:
    said = (getattr(each.objective, key) for key in _FORMS)
    return " within ".join(text_of(figure) for figure in said if figure is not None)
