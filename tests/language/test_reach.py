"""
The reach of the contract language: real schemes, written out as whole agreements.

`MECHANISMS` is the claim: each of the 33 mechanisms of the study of about seventy real schemes,
and a few more, with the agreement and the key that carries it. `PRINTED` are amounts that the
sources themselves print; the scheme settles to them. That every agreement settles to amounts
worked out by hand is shown in `tests/remedies/test_published_settlements.py`.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from slaspec.errors import LocatedError
from slaspec.language.answers import answer
from slaspec.language.book import Book, load_book
from slaspec.language.model import Agreement
from slaspec.language.model import remedy as remedy_model
from slaspec.language.model.governance import Termination
from slaspec.language.model.interpretation import Interpretation, MeasureAnswers, MoneyAnswers
from slaspec.language.model.node import Node
from slaspec.language.model.target import Binding
from slaspec.language.read import ReadFile, read_file
from slaspec.language.structure import unstructure
from slaspec.measure.plan import plan
from slaspec.measure.results import Measured, Measurements, Verdict, WindowSpan
from slaspec.remedies.pipeline import settle
from slaspec.use_cases.check import check

FOLDER = Path(__file__).with_name("agreements")
GALLERY = Path(__file__).parents[2] / "contracts" / "gallery"
AS_OF = date(2026, 6, 1)

FILES = sorted(FOLDER.rglob("*.yaml"))
AGREEMENTS = sorted(path.name.removesuffix(".sla.yaml") for path in FOLDER.glob("*.sla.yaml"))

TEN_SCHEMES = set(
    "aws-compute-region atlassian-premium github-enterprise-quarter rackspace-half-hours"
    " german-full-points uk-model-services texas-at-risk gb-electricity nhs-emergency-2014"
    " nhs-emergency-2015 san-diego-on-time san-diego-trips websi-start websi-isp websi-plus".split()
)

# (number in the study or a letter, mechanism, agreement, path of the key, its value)
MECHANISMS: list[tuple[str, str, str, str, Any]] = [
    ("1", "per cent ladder", "aws-compute-region", "remedies.0.rate.ladder.1", {"below": "99.0%", "pays": "30%"}),
    ("1", "per cent ladder", "websi-start", "remedies.0.rate.ladder.0", {"below": "99.50%", "pays": "3%"}),
    ("1", "per cent ladder", "websi-isp", "remedies.0.rate.ladder.0", {"below": "99.70%", "pays": "8%"}),
    ("1", "per cent ladder", "websi-plus", "remedies.0.rate.ladder.10", {"below": "96.00%", "pays": "52%"}),
    ("2", "single flat per cent", "twilio-numerator", "remedies.0.rate.flat", "10%"),
    ("3", "per point, prorata", "crown-framework-prorata", "remedies.0.quantity.count", "prorata"),
    ("3", "per full point", "german-full-points", "remedies.0.quantity", {"of": "shortfall", "step": "1pp", "count": "whole"}),
    ("3", "per tenth of a point or part", "wavelength-tenths", "remedies.0.quantity", {"of": "shortfall", "step": "0.1pp", "count": "commenced"}),
    ("4", "shortfall x factor with forfeiture", "inducio-forfeiture", "remedies.0.rate", {"per_step": "3%", "forfeits_over": "15pp"}),
    ("5", "per half hour or part thereof", "rackspace-half-hours", "remedies.0.quantity", {"of": "duration", "step": "30min", "count": "commenced"}),
    ("5", "per full hour", "ipserver-full-hours", "remedies.0.quantity", {"of": "duration", "step": "1h", "count": "whole"}),
    ("6", "grace, then everything", "arcustech-grace", "remedies.0.trigger.grace", "1h"),
    ("6", "grace, then what lies beyond", "arcustech-grace", "remedies.1.quantity.from", "3h"),
    ("7", "first amount and further amounts", "gb-electricity", "remedies.0.rate", {"first": "95.00 GBP", "then": "45.00 GBP"}),
    ("7", "first amount and further amounts", "gb-electricity", "remedies.1.rate.first", "190.00 GBP"),
    ("8", "fee of the lost time, once", "digitalocean-droplets", "remedies.0.rate.lost_time", 1),
    ("8", "fee of the lost time, 10 times", "slack-lost-time", "remedies.0.rate.lost_time", 10),
    ("8", "fee of the lost time, 50 times", "upcloud-lost-time", "remedies.0.rate.lost_time", 50),
    ("9", "lost time beyond an allowance", "hostingking-allowance", "remedies.0.quantity", {"allowance": "43min 12s"}),
    ("10", "affected share of users", "microsoft-user-minutes", "metrics.0.weigh_by", "affected_users"),
    ("10", "affected share of users", "cloudflare-affected", "metrics.0.weigh_by", "affected_users"),
    ("11", "duration ladder in per cent", "crossroads-outage-ladder", "remedies.0.rate.over", "duration"),
    ("12", "duration ladder in hours of service", "vultr-hours-of-service", "remedies.0.rate.ladder.3.pays", "672 service hours"),
    ("12", "ladder in days of service", "google-days-of-service", "remedies.0.rate.ladder.2.pays", "15 service days"),
    ("13", "a day of service for a day", "windstream-day-for-day", "remedies.0.rate.per_step", "1 service day"),
    ("13", "a thirtieth of the month", "windstream-day-for-day", "remedies.0.prorate", "thirtieths"),
    ("13", "a day of service for an hour", "computercentric-day-per-hour", "remedies.0.rate.per_step", "1 service day"),
    ("14", "fixed amount per calendar day", "uk-automatic-compensation", "remedies.0.quantity.step", {"calendar_days": 1}),
    ("14", "per cent per day late", "norwegian-day-fines", "remedies.0.rate.per_step", "0.15%"),
    ("15", "per excess breach with a floor", "nhs-emergency-2014", "remedies.0.quantity.floor", "92%"),
    ("15", "per excess breach, dated rate", "nhs-emergency-2015", "remedies.0.rate.per_step", "150.00 GBP"),
    ("16", "points per severity, converted", "uk-model-services", "remedies.0.points.convert.per_point", "1000.00 GBP"),
    ("16", "points to a table", "telus-points", "remedies.0.points.convert.ladder.2", {"at_or_above": "15 points", "pays": "5%"}),
    ("17", "repeat multiplier", "uk-model-services", "remedies.0.repeat", {"when": "consecutive", "factor": 2, "reset": "first met window"}),
    ("17", "escalation ladder", "transition-escalation", "remedies.0.repeat.ladder", ["5%", "10%", "15%"]),
    ("18", "only the nth failure counts", "expected-level", "remedies.1.trigger", {"from_failure": 4, "in": "rolling 12 months"}),
    ("19", "at-risk amount x pool", "texas-at-risk", "remedies.0.base.pool", "50%"),
    ("19", "x allocation", "texas-at-risk", "targets.0.remedies.0.allocation", "40%"),
    ("19", "weighting x amount at risk", "british-columbia-weights", "targets.0.remedies.0.weight", Decimal("0.5")),
    ("20", "bonus ladder beside a malus ladder", "san-diego-on-time", "remedies.1.nature", "bonus"),
    ("20", "bonus ladder beside a malus ladder", "san-diego-trips", "remedies.1.rate.ladder.1", {"at_or_above": "99.96%", "pays": "10000.00 USD"}),
    ("20", "symmetric per day", "saudi-early-completion", "remedies.0.rate.symmetric.per_step", "4850.00 SAR"),
    ("20", "symmetric with a deadband", "water-outcome-incentive", "remedies.0.rate.symmetric.deadband", "1 minutes"),
    ("20", "malus with a deadband", "water-outcome-incentive", "remedies.1.trigger.deadband", "0.5pp"),
    ("21", "earn-back", "earned-back-credits", "remedies.0.earn_back.returns", "50%"),
    ("22", "of one incident the highest", "telekom-one-per-incident", "remedies.0.combine", {"group": "one-per-incident", "per": "incident", "take": "highest"}),
    ("22", "the customer picks one", "customer-chooses-one", "remedies.0.combine.take", "choice"),
    ("23", "cap per interruption", "upcloud-lost-time", "remedies.0.caps.0.per", "outage"),
    ("23", "cap of the quarter", "computercentric-day-per-hour", "remedies.0.caps.0.at_most", "27.5%"),
    ("23", "one month per rolling twelve, carried", "cloudflare-affected", "remedies.0.caps.0.per", "rolling 12 months"),
    ("23", "cap of half the month", "functions-minimum-sample", "remedies.0.caps.0.at_most", "50%"),
    ("24", "minimum payable, strict", "aws-compute-region", "remedies.0.minimum_payable.more_than", "1.00 USD"),
    ("25", "exclusion in the numerator", "twilio-numerator", "exclusions.0.on_availability", "numerator"),
    ("25", "exclusion in the denominator", "cloudflare-affected", "exclusions.0.on_availability", "denominator"),
    ("26", "whole intervals of five minutes", "atlas-data-federation", "metrics.0.quantum", {"of": "5min", "aligned": "clock", "down_if": "wholly"}),
    ("26", "ten consecutive minutes", "gmail-isp-ten-minutes", "metrics.0.minimum_outage", "10min"),
    ("27", "mean of interval error rates", "s3-error-rate", "metrics.0.mean_of", "5min"),
    ("27", "an empty interval is free of errors", "s3-error-rate", "metrics.0.empty", "0%"),
    ("27", "over thirty rolling days", "r2-rolling-error-rate", "metrics.0.window", {"rolling": "30 days", "every": "month"}),
    ("28", "minimum sample", "functions-minimum-sample", "metrics.0.minimum_sample", 100),
    ("29", "smoothing with last month", "telus-points", "metrics.1.smooth_with", "previous_window"),
    ("30", "termination after three months", "fastly-termination", "termination.1.when.times", 3),
    ("30", "termination, consecutive", "servicepoint-flat", "termination.0.when.consecutive", True),
    ("31", "claim by the second billing cycle", "aws-compute-region", "remedies.0.claim", {"within": "2 windows", "from": "window_end"}),
    ("31", "claim after the repair", "upcloud-lost-time", "remedies.0.claim", {"within": "15 days", "from": "incident_end"}),
    ("31", "claim within a day", "atlas-data-federation", "remedies.0.claim.within", "24 hours"),
    ("32", "days at the end of the term", "google-days-of-service", "remedies.0.settlement.method", "service_extension"),
    ("33", "undeployed part counts as up", "atlas-data-federation", "remedies.0.partial_window.counted", "window"),
    ("33", "active part only", "digitalocean-droplets", "metrics.0.partial_window.counted", "active"),
    ("a", "rounded measured value", "atlassian-premium", "metrics.0.round_measured", {"places": 2, "mode": "half_up"}),
    ("b", "quarter as window", "github-enterprise-quarter", "metrics.0.window", "quarter"),
    ("c", "per cent of the contract year", "crowdfox-contract-year", "remedies.0.base.over", "contract_year"),
    ("d", "greater of two charges", "crowdfox-contract-year", "remedies.1.base.greater_of.0", {"charge": "license-platform"}),
    ("e", "limit in working days", "uk-automatic-compensation", "targets.0.objective.within", {"working_days": 2, "due": "end_of_day"}),
    ("f", "amount that the record carries", "norwegian-day-fines", "remedies.0.base", {"record": "amount"}),
    ("g", "clock stopped by the customer", "uk-automatic-compensation", "exclusions.0.on_tickets", "pause"),
]  # fmt: skip

# Words for readers, and answers that no scheme of the study gives for one remedy alone.
NOT_NEEDED = {"Remedy.title", "Remedy.clause", "Remedy.rounding", "Remedy.day_periods"}

# What cannot be measured yet: the clock of a limit in working days does not stand still.
NOT_MEASURED = {
    "uk-automatic-compensation": "a limit in working days has no clock that could pause"
}

# (agreement, target, [measured per cent or figure], [total for each window])
PRINTED: list[tuple[str, str, list[str], list[str]]] = [
    ("atlassian-premium", "tracker-uptime", ["43140/432"], ["145.00"]),
    ("uk-model-services", "availability", ["98.5", "96.5"], ["1000.00", "6000.00"]),
    ("uk-model-services", "availability", ["96.5", "98.5", "96.5"], ["3000.00", "2000.00", "6000.00"]),
    ("texas-at-risk", "restored-in-time", ["90"], ["2000.00"]),
    ("crown-framework-prorata", "in-time", ["75"], ["9200.00"]),
]  # fmt: skip

# The same for schemes whose source prints the table but no example; a row for each edge.
TABLES: list[tuple[str, str, list[str], list[str]]] = [
    ("websi-start", "site-uptime", ["99.50", "99.49", "98.00", "95.99"], ["0", "12.00", "48.00", "108.00"]),
    ("websi-isp", "site-uptime", ["99.70", "99.69", "95.99"], ["0", "72.00", "396.00"]),
    ("websi-plus", "site-uptime", ["99.90", "99.89", "95.99"], ["0", "192.00", "832.00"]),
    ("servicepoint-flat", "servers-up", ["99.5", "99.49"], ["0", "1400.00"]),
    ("san-diego-on-time", "on-time", ["83.99", "81", "80.99"], ["7500.00", "7500.00", "10000.00"]),
    ("san-diego-on-time", "on-time", ["84.99", "87.995", "88"], ["0", "-5000.00", "-7500.00"]),
    ("san-diego-trips", "completed", ["99.725", "99.71", "99.299"], ["0", "5000.00", "30000.00"]),
    ("san-diego-trips", "completed", ["99.955", "99.96"], ["-5000.00", "-10000.00"]),
    ("german-full-points", "platform-uptime", ["98.51", "98.5", "90"], ["0", "160.00", "800.00"]),
    ("inducio-forfeiture", "platform-uptime", ["84", "83.99"], ["1080.00", "2400.00"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def book() -> Book:
    """All agreements of the folder with the documents that they share."""
    return load_book(FOLDER)


def data_of(agreement: str) -> dict[str, Any]:
    """The plain data of one agreement."""
    document = reading_of(FOLDER / f"{agreement}.sla.yaml").document
    assert document is not None
    return document.data


def reading_of(path: Path) -> ReadFile:
    """One file, read for itself."""
    return read_file(path, path.name)


def at(data: Any, path: str) -> Any:
    """What stands at a dotted path; numbers are places in lists."""
    for step in path.split("."):
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data


def test_at_least_twenty_five_agreements_and_the_ten_schemes() -> None:
    """There are at least 25 whole agreements, the ten schemes that ship among them."""
    assert len(AGREEMENTS) >= 25
    assert TEN_SCHEMES <= set(AGREEMENTS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_loads_without_a_finding(path: Path) -> None:
    """Every file is read without a finding."""
    assert () == reading_of(path).findings


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_comes_back_as_it_was_written(path: Path) -> None:
    """The typed contract, turned back to plain data, is the data of the file."""
    read = reading_of(path)

    assert read.document is not None
    assert read.document.data == unstructure(read.contract)


@pytest.mark.parametrize(("agreement", "path", "value"), [row[2:] for row in MECHANISMS])
def test_the_key_that_carries_the_mechanism(agreement: str, path: str, value: Any) -> None:
    """The agreement says the mechanism at this key."""
    assert value == at(data_of(agreement), path)


def test_every_mechanism_of_the_study_has_an_agreement() -> None:
    """All 33 mechanisms that were found in real schemes are carried by an agreement."""
    assert {str(number) for number in range(1, 34)} <= {row[0] for row in MECHANISMS}


def test_every_agreement_carries_a_mechanism() -> None:
    """No agreement stands here for nothing."""
    assert set(AGREEMENTS) == {row[2] for row in MECHANISMS}


def test_every_key_of_a_remedy_is_needed_by_a_real_scheme(book: Book) -> None:
    """The language of remedies has no key that no real scheme uses."""
    used = {name for agreement in book.of(Agreement) for name in _used(agreement)}
    known = {
        f"{cls.__name__}.{key.name}"
        for cls in (*_classes_of(remedy_model), Binding, Termination)
        for key in dataclasses.fields(cls)
        if key.name != "at"
    }

    assert NOT_NEEDED == {name for name in known - used if not name.endswith(_PROSE)}


def test_every_metric_kind_is_used(book: Book) -> None:
    """Real schemes measure in all six ways of the language."""
    kinds = {metric.kind for agreement in book.of(Agreement) for metric in agreement.metrics or ()}

    assert {"duration", "availability", "ratio", "throughput", "score", "value"} == kinds


def test_no_check_finds_an_error(book: Book) -> None:
    """The checks accept every scheme; warnings about what a real text leaves open are welcome."""
    errors = [finding for finding in check(book, AS_OF) if finding.severity == "error"]

    assert [] == [f"{found.span} {found.rule} {found.message}" for found in errors]


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_every_question_of_money_is_answered(book: Book, agreement: str) -> None:
    """Each target and remedy has an answer to every question of the interpretation."""
    whole = book.agreement(agreement)
    metrics = {metric.id: metric for metric in whole.metrics or ()}
    lacking = [
        f"{node.id}: {question}"
        for answers, nodes in (
            (MeasureAnswers, [(target, metrics[target.metric]) for target in whole.targets or ()]),
            (MoneyAnswers, [(remedy,) for remedy in whole.remedies or ()]),
        )
        for node, *more in nodes
        for question in _questions(answers)
        if answer(question, node, *more, whole.interpretation) is None
    ]

    assert [] == lacking
    assert isinstance(whole.interpretation, Interpretation)
    assert whole.interpretation.nature is not None


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_is_measured_or_refused_by_name(book: Book, agreement: str) -> None:
    """Each target has a plan for the whole term; the one that has none is refused at its term."""
    whole = book.agreement(agreement)
    assert whole.effective.ends is not None
    first, last = whole.effective.from_.value, whole.effective.ends.value
    if agreement in NOT_MEASURED:
        with pytest.raises(LocatedError, match=NOT_MEASURED[agreement]):
            plan(book, whole, first, last)
        return

    assert len(whole.targets or ()) == len(plan(book, whole, first, last).targets)


@pytest.mark.parametrize("agreement", AGREEMENTS)
def test_says_its_source_its_date_and_its_assumptions(agreement: str) -> None:
    """An agreement names the source with a date, and marks what is not in the source."""
    data = data_of(agreement)

    assert re.match(r"In own words after .*\b(19|20)[0-9]{2}\b", data["part_of"])
    assert "Assumption" in data["description"]


@pytest.mark.parametrize(("agreement", "target", "values", "totals"), [*PRINTED, *TABLES])
def test_settles_as_the_source_says(
    book: Book, agreement: str, target: str, values: list[str], totals: list[str]
) -> None:
    """A scheme comes to the amounts of its source to the cent."""
    whole = book.agreement(agreement)
    measurements = _measurements(whole, target, [Fraction(value) for value in values])
    statement = settle(whole, measurements)

    paid = [
        sum((line.amount for line in statement.lines if line.window == window), Decimal(0))
        for window in measurements.windows
    ]
    assert [Decimal(total) for total in totals] == paid


@pytest.mark.parametrize(
    "name",
    [
        "aws-compute-region",
        "atlassian-premium",
        "gb-electricity",
        "german-full-points",
        "rackspace-half-hours",
        "texas-at-risk",
    ],
)
def test_the_gallery_says_the_same(name: str) -> None:
    """An agreement of the gallery stands by itself and pays what its fellow here pays."""
    gallery = load_book(GALLERY / name)
    [agreement] = gallery.of(Agreement)
    data, fellow = unstructure(agreement), data_of(name)

    assert () == gallery.reading_findings
    assert [] == [found for found in check(gallery, AS_OF) if found.severity == "error"]
    assert "terms" not in data
    for key in ("for_each", "quantity", "rate", "base", "minimum_payable"):
        assert fellow["remedies"][0].get(key) == data["remedies"][0].get(key)
    assert fellow["targets"][0]["objective"] == data["targets"][0]["objective"]
    assert [path.name for path in sorted((GALLERY / name).glob("*.sla.yaml"))] == [
        f"{name}.sla.yaml"
    ]


def test_every_file_opens_with_its_schema() -> None:
    """The first line names the schema by a path that exists, so that an editor finds it."""
    for path in [*FILES, *sorted(GALLERY.rglob("*.yaml"))]:
        first = path.read_text("utf-8").split("\n", 1)[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema).resolve().is_file(), path


_PROSE = (".remark", ".id")


def _classes_of(module: Any) -> list[type[Node]]:
    found = [value for value in vars(module).values() if isinstance(value, type)]
    return [cls for cls in found if issubclass(cls, Node) and cls.__module__ == module.__name__]


def _used(value: Any) -> Iterator[str]:
    """Class and field of everything that is written below a node."""
    if isinstance(value, Node):
        for key in dataclasses.fields(value):
            held = getattr(value, key.name)
            if key.name != "at" and held is not None:
                yield f"{type(value).__name__}.{key.name}"
                yield from _used(held)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _used(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _used(item)


def _questions(answers: type[Node]) -> list[str]:
    """The questions that everybody must answer; the other two are offers."""
    offers = {"at", "smooth_with", "minimum_sample"}
    return [key.name for key in dataclasses.fields(answers) if key.name not in offers]


def _measurements(agreement: Agreement, target: str, values: list[Fraction]) -> Measurements:
    """One target with a value in per cent for each month from January 2026 on."""
    [judged] = [t for t in agreement.targets or () if t.id == target]
    objective = judged.objective
    assert objective is not None
    least = objective.share or objective.availability or objective.at_least
    assert least is not None
    limit = Fraction(str(least).removesuffix("%")) / 100
    windows = tuple(_month(number) for number in range(1, len(values) + 1))
    measured = tuple(
        Measured(target, "all", window, _verdict(value / 100 >= limit), value=value / 100)
        for window, value in zip(windows, values, strict=True)
    )
    return Measurements(agreement.id, windows, measured)


def _verdict(met: bool) -> Verdict:
    return "met" if met else "missed"


def _month(number: int) -> WindowSpan:
    last = (31, 28, 31, 30)[number - 1]
    begins = sum((31, 28, 31, 30)[: number - 1]) * 86400
    dates = (f"2026-{number:02d}-01", f"2026-{number:02d}-{last}")
    return WindowSpan(begins, begins + last * 86400, f"2026-{number:02d}", *dates)
