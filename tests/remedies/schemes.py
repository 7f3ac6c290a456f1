"""Generated remedy schemes as plain contract data, with measured values to settle them on."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

DIGITS = {"EUR": 2, "JPY": 0, "KWD": 3}
KINDS = ["month"] * 7 + ["quarter", "year", "week"]
MODES = ["half_up", "half_even", "down", "up"]
COUNTS = ["whole", "commenced", "prorata"]
SIZES = {
    "shortfall": ["1pp", "0.1pp", "0.37pp", "5pp"],
    "excess": ["1pp", "0.1pp", "0.37pp", "5pp"],
    "duration": ["30min", "1h", "7min", "100h"],
    "excess_records": ["1 record", "3 records"],
    "occurrences": ["1 record", "7 records"],
}
WEEKS = [("2026-W02", "2026-01-05", "2026-01-11"), ("2026-W03", "2026-01-12", "2026-01-18")]
MOST = {"month": 5, "quarter": 6, "year": 3}  # windows that are measured


def windows(kind, years=(2026,)):
    """The calendar windows of some years: name, first and last date."""
    if kind == "week":
        return WEEKS
    months = {"month": 1, "quarter": 3, "year": 12}[kind]
    return [_window(kind, year, month, months) for year in years for month in range(1, 13, months)]


def _window(kind, year, month, months):
    last = month + months - 1
    name = {"month": f"{year}-{month:02}", "quarter": f"{year}-Q{(month + 2) // 3}"}.get(kind)
    end = f"{year}-{last:02}-{monthrange(year, last)[1]}"
    return name or str(year), f"{year}-{month:02}-01", end


def scheme(random):
    """A contract, what was measured, and the rows of a charges file (by window and service)."""
    kind, currency = random.choice(KINDS), random.choice(["EUR", "EUR", "JPY", "KWD"])
    services = [_service(random, n, kind, currency) for n in range(random.randint(1, 3))]
    rows = {}
    for line in services:
        for name, _, _ in windows(kind, (2026, 2027, 2028)):
            if "source" in line["charge"] or random.random() < 0.05:
                rows[name, line["service"]] = Decimal(_amount(random, currency))
    at = random.choice(["line", "total"])
    remedies = [
        _remedy(random, n, kind, currency, services, at) for n in range(random.randint(1, 4))
    ]
    _let_compete(random, remedies)
    _pool_points(random, remedies, currency, services)
    effective = _effective(random)
    overall = kind == "month" and random.random() < 0.4
    overall = [_cap(random, currency, services) for _ in range(random.randint(1, 2))] * overall
    back = kind != "week" and random.random() < 0.6
    if back:
        _look_back(random, remedies, overall, kind, currency, services, whole=_is_whole(effective))
    targets = [_target(random, n, remedies) for n in range(random.randint(1, 3))]
    contract = {
        "apiVersion": "slaspec/v1",
        "kind": "SLA",
        "id": "scheme",
        "title": "A generated scheme",
        "version": "1",
        "effective": effective,
        "currency": currency,
        "services": services,
        "interpretation": {
            "window": kind,
            "nature": random.choice(["price_reduction", "penalty"]),
            "rounding": {"mode": random.choice(MODES), "at": at},
            "claim": {"automatic": True},
            "prorate": _prorate(random, kind, effective),
            "partial_window": _partial(random),
            "round_measured": random.choice(
                ["exact", {"places": random.randint(0, 3), "mode": random.choice(MODES)}]
            ),
        },
        "targets": targets,
        "remedies": remedies,
    }
    if overall:
        contract["caps"] = overall
    if "carried" in repr([remedies, overall]):  # also into the last window, if only a part of it
        contract["interpretation"]["partial_window"] = {"charge": "full", "counted": "active"}
    if back and _begins_whole(effective) and random.random() < 0.5:
        netting = random.choice(["none", "window", "contract_year"])
        contract["interpretation"]["settlement"] = {"method": "refund", "netting": netting}
    count = random.randint(2, MOST[kind]) if back else 2
    found = windows(kind, (2026, 2027, 2028))[:count]
    return contract, [m for t in targets for m in _measured(random, t, found)], rows


def _look_back(random, remedies, overall, kind, currency, services, *, whole):
    """Some remedies depend on the windows before, or on those of a span."""
    for remedy in remedies:
        two_sided, rate = "symmetric" in remedy["rate"], remedy["rate"]
        credit = "nature" not in remedy and not two_sided
        money = "base" not in remedy
        if credit and random.random() < 0.35:
            repeat = _repeat(random, remedy, money, currency, whole=whole)
            remedy["repeat"] = {**repeat, "when": repeat["when"] or _rolling(kind)}
        if credit and remedy["for_each"] == "window" and random.random() < 0.2:
            span = random.choice(["rolling 2 windows", _rolling(kind), "contract_year"])
            if whole or span != "contract_year":
                failing = {"from_failure": random.randint(2, 3), "in": span}
                remedy["trigger"] = {**remedy.get("trigger", {}), **failing}
        if random.random() < 0.5:
            spans = [_spanned(random, kind, currency, services, whole=whole) for _ in range(2)]
            remedy.setdefault("caps", []).extend(spans[: random.randint(1, 2)])
        for cap in remedy.get("caps", ()):
            if not two_sided and random.random() < 0.4:
                cap["excess"] = "carried"
        if credit and whole and random.random() < 0.25:
            mean = random.choice(["80%", "90%", "12%"])
            when = {"mean": mean, "over": "contract_year"}
            remedy["earn_back"] = {"when": when, "returns": random.choice(["50%", "33.3%", "100%"])}
        pays = repr([rate, remedy.get("repeat")])
        times = "lost_time" in pays or "service h" in pays or "service d" in pays
        pooled = "points" in remedy
        if whole and "at_risk" not in remedy.get("base", {"at_risk"}) and not times | pooled:
            remedy["base"] = _other_windows(random, remedy["base"])
    for cap in overall:
        cap["per"] = random.choice([cap["per"], "quarter", "rolling 3 windows"])
        if not whole and "of" in cap:
            cap["per"] = "month"
        if not any("symmetric" in remedy["rate"] for remedy in remedies) and random.random() < 0.4:
            cap["excess"] = "carried"


def _repeat(random, remedy, money, currency, *, whole):
    when = ["consecutive", "consecutive", None, "rolling 3 windows"]  # None: so many months
    repeat = {"when": random.choice(when + ["contract_year"] * whole)}
    reset = [None, "first met window"] + ["contract_year"] * whole
    if repeat["when"] != "consecutive":
        reset.append("never")
    repeat |= {"reset": said} if (said := random.choice(reset)) else {}
    simple = "points" not in remedy and {"flat", "ladder"} & set(remedy["rate"])
    if simple and random.random() < 0.5:
        steps = [_pays(random, money, currency) for _ in range(random.randint(1, 3))]
        return {**repeat, "ladder": steps}
    return {**repeat, "factor": random.randint(1, 3)}


def _rolling(kind):
    return "rolling 2 years" if kind == "year" else "rolling 6 months"


def _spanned(random, kind, currency, services, *, whole):
    """A cap over several windows."""
    spans = ["rolling 2 windows", "rolling 3 windows"]
    spans += ["quarter"] if kind != "year" else []
    spans += ["rolling 2 quarters"] if kind != "year" else ["rolling 2 years"]
    cap = _cap(random, currency, services)
    if "of" in cap and not whole:
        cap = {"at_most": f"{_amount(random, currency)} {currency}", "excess": "lost"}
    if "of" in cap and random.random() < 0.2:
        cap["of"] = {"windows": random.randint(1, 2)}
    return {**cap, "per": random.choice(spans + ["contract_year"] * whole * 2)}


def _other_windows(random, base):
    """The same base, of the contract year or of the window before, or the greater of two."""
    before = {"previous_window": base}
    each = [base, base, {**base, "over": "contract_year"}, before, {"greater_of": [base, before]}]
    return random.choice(each)


def _begins_whole(effective):
    return effective["from"] == "2026-01-01"


def _is_whole(effective):
    """Whether no window of the term is cut."""
    return _begins_whole(effective) and effective.get("through", "2027-12-31") == "2027-12-31"


def _amount(random, currency):
    return str(Decimal(random.randint(0, 10 ** random.randint(2, 8))).scaleb(-DIGITS[currency]))


def _service(random, number, kind, currency):
    charge = {"amount": f"{_amount(random, currency)} {currency}", "per": kind}
    if kind != "week":
        charge["per"] = random.choice(["month", "quarter", "year"])
    if random.random() < 0.1:
        charge = {"source": "invoices"}
    return {"service": f"service-{number}", "charge": charge}


def _remedy(random, number, kind, currency, services, at):
    remedy = {"id": f"remedy-{number}", "for_each": "window"}
    if random.random() < 0.25:
        remedy["nature"] = "bonus"
    money = random.random() < 0.2
    form = random.choice(["flat", "ladder", "steps", "steps", "lost_time", "symmetric"])
    if form == "flat":
        remedy["rate"] = {"flat": _pays(random, money, currency)}
        if "nature" not in remedy and random.random() < 0.4:
            remedy["for_each"] = "record"
    elif form == "ladder":
        remedy["rate"] = _ladder(random, money, currency, bonus="nature" in remedy)
    elif form == "lost_time":
        money = False
        remedy |= _lost_time(random)
        remedy.pop("nature", None)
    elif form == "steps":
        remedy |= _steps(random, money, currency, bonus="nature" in remedy)
    else:
        remedy |= _symmetric(random, money, currency)
        remedy.pop("nature", None)
    if not money:
        remedy["base"] = _base(random, services)
    if kind == "month" and random.random() < 0.5:
        remedy["caps"] = [_cap(random, currency, services) for _ in range(random.randint(1, 2))]
        if remedy["for_each"] == "record" and random.random() < 0.5:
            remedy["caps"][0]["per"] = "record"
    if random.random() < 0.15:
        most = f"{_amount(random, currency)} {currency}"
        remedy["minimum_payable"] = {
            "more_than": most,
            "of": random.choice(["statement", "line"]),
        }
    if at == "line" and random.random() < 0.3:
        remedy["rounding"] = {"mode": random.choice(MODES), "at": "line"}
    return remedy


def _let_compete(random, remedies):
    """Some remedies in one group."""
    combine = {
        "group": "no-double",
        "per": random.choice(["window", "service"]),
        "take": random.choice(["sum", "highest", "highest"]),
    }
    for remedy in remedies if random.random() < 0.3 else ():
        if random.random() < 0.7:
            remedy["combine"] = combine


def _pool_points(random, remedies, currency, services):
    """Some remedies pay points of one pool, worth money or a part of one base."""
    money = random.random() < 0.5
    convert = {"per_point": _pays(random, money, currency)}
    if random.random() < 0.5:
        edges = sorted(random.sample(range(1, 12), 3))
        rungs = [
            {"at_or_above": f"{edge} points", "pays": _pays(random, money, currency)}
            for edge in edges
        ]
        convert = {"ladder": rungs}
    base = {} if money else {"base": _base(random, services, pool=False)}
    for remedy in remedies if random.random() < 0.25 else ():
        if "nature" in remedy or "combine" in remedy or random.random() < 0.3:
            continue
        for key in ("base", "quantity", "trigger", "rounding"):
            remedy.pop(key, None)
        remedy["rate"] = {"flat": f"{random.randint(1, 5)} points"}
        if remedy["for_each"] == "window" and random.random() < 0.5:
            remedy["quantity"] = {"of": "occurrences"}
            remedy["rate"] = {"per_step": "1 point"}
        remedy["points"] = {"pool": "kpi", "convert": convert}
        remedy |= base


def _pays(random, money, currency):
    if money:
        return f"{_amount(random, currency)} {currency}"
    part = Decimal(random.randint(0, 40000)).scaleb(-3).normalize()
    unit = random.choice(["%", "%", "%", "x", " service hours", " service days"])
    return f"{part:f}{unit}"


def _ladder(random, money, currency, *, bonus):
    rungs = _rungs(random, money, currency)
    if bonus and not money:  # the best one is told by its figure
        unit = random.choice(["%", "x", " service days"])
        pays = [f"{random.randint(0, 100)}{unit}" for _ in rungs]
        rungs = [{**rung, "pays": paid} for rung, paid in zip(rungs, pays, strict=True)]
        return {"ladder": rungs, "over": "measured"}
    if bonus or random.random() < 0.7:
        return {"ladder": rungs, "over": "measured"}
    for rung in rungs:
        [key] = set(rung) - {"pays"}
        rung[key] = random.choice(["15min", "1h", "90s", "24h"])
    return {"ladder": rungs, "over": "duration"}


def _lost_time(random):
    remedy = {"rate": {"lost_time": random.choice([1, 10, 50])}}
    if random.random() < 0.3:
        remedy["rate"]["forfeits_over"] = "40h"
    if random.random() < 0.5:
        remedy["quantity"] = {"allowance": random.choice(["43min", "10h"])}
    return remedy


def _symmetric(random, money, currency):
    symmetric = {"per_step": _pays(random, money, currency)}
    if random.random() < 0.4:
        symmetric["deadband"] = random.choice(["1pp", "0.25pp"])
    steps = {"step": random.choice(["1pp", "0.3pp"]), "count": random.choice(COUNTS)}
    if random.random() < 0.3:
        steps["at_most"] = "3pp"
    return {"rate": {"symmetric": symmetric}, "quantity": steps}


def _steps(random, money, currency, *, bonus):
    """Some quantity and a rate for each step of it."""
    of = (
        "excess"
        if bonus
        else random.choice(["shortfall", "duration", "excess_records", "occurrences"])
    )
    sizes = SIZES[of]
    quantity = {"of": of, "step": random.choice(sizes), "count": random.choice(COUNTS)}
    for key in ("from", "at_most", "allowance"):
        if random.random() < 0.2:
            quantity[key] = random.choice(sizes)
    if of == "excess_records" and random.random() < 0.5:
        quantity["floor"] = random.choice(["0%", "80%", "85%"])
    rate = {"per_step": _pays(random, money, currency)}
    if random.random() < 0.25:
        rate = {"first": _pays(random, money, currency), "then": _pays(random, money, currency)}
        if not money:
            rate["first"] = f"{random.randint(0, 100)}%"
            rate["then"] = f"{random.randint(0, 100)}%"
    if not money and random.random() < 0.2:
        rate["forfeits_over"] = random.choice(sizes)
    remedy = {"quantity": quantity, "rate": rate}
    if random.random() < 0.3:
        band = ["grace", "deadband"] if of in ("shortfall", "excess") else ["grace"]
        remedy["trigger"] = {random.choice(band): random.choice(sizes)}
    return remedy


def _prorate(random, kind, effective):
    """Only dates say what a week or a cut window is worth."""
    cut = effective["from"] != "2026-01-01" or "through" in effective
    if kind == "week" or cut:
        return "calendar_days"
    return random.choice(["calendar_days", "thirtieths", {"month": "672h"}])


def _rungs(random, money, currency):
    """Any ladder, well formed or not: what it pays must be the same all the same."""
    keys = ["below", "at_or_below", "above", "at_or_above"]
    return [
        {
            random.choice(keys): f"{random.choice(['80', '90', '95', '99.5', '99.90', '100'])}%",
            "pays": _pays(random, money, currency),
        }
        for _ in range(random.randint(1, 4))
    ]


def _base(random, services, *, pool=True):
    name = random.choice(services)["service"]
    plain = random.choice([{"charge": name}, {"service": name}, {"all_charges": "contracted"}])
    if random.random() < 0.7:
        return plain
    base = {"at_risk": random.choice(["10%", "12.5%"]), "of": plain}
    return (
        {**base, "pool": random.choice(["50%", "150%"])} if pool and random.random() < 0.5 else base
    )


def _cap(random, currency, services):
    cap = {"per": random.choice(["month", "window"]), "excess": "lost"}
    if random.random() < 0.3:
        return {**cap, "at_most": f"{_amount(random, currency)} {currency}"}
    percent = Decimal(random.randint(0, 30000)).scaleb(-3).normalize()
    return {**cap, "at_most": f"{percent:f}%", "of": _base(random, services)}


def _target(random, number, remedies):
    bound = random.sample(remedies, random.randint(1, len(remedies)))
    target = {
        "id": f"target-{number}",
        "service": "service-0",
        "metric": "time",
        "remedies": [_binding(random, remedy) for remedy in bound],
    }
    by_records = any(remedy.get("quantity", {}).get("of") == "excess_records" for remedy in bound)
    if random.random() < 0.5:
        other = random.choice([{"availability": "99.9%"}, {"at_least": "92.5%"}])
        if not by_records and random.random() < 0.3:
            other = {"at_most": "12%"}
        plain = {"share": "90%", "within": "4h"}
        return {**target, "objective": random.choice([plain, other])}
    names = random.sample(["P1", "P2", "P3"], random.randint(1, 3))
    return {**target, "objectives": {name: {"share": "90%", "within": "4h"} for name in names}}


def _binding(random, remedy):
    base, own = remedy.get("base", {}), {}
    if random.random() < 0.15:
        own["weight"] = Decimal(random.choice(["0.5", "2", "0.25"]))
    if "points" in remedy:
        if "flat" in remedy["rate"] and random.random() < 0.5:
            own["points"] = random.randint(1, 9)
        return {"remedy": remedy["id"], **own} if own else remedy["id"]
    if "pool" in base or ("at_risk" in base and random.random() < 0.5):
        own["allocation"] = random.choice(["40%", "100%", "33.3%"])
    return {"remedy": remedy["id"], **own} if own else remedy["id"]


def _effective(random):
    begin = date(2026, 1, 1) + timedelta(days=random.choice([0, 0, 0, 6, 20, 40]))
    effective = {"from": begin.isoformat()}
    if random.random() < 0.3:
        effective["through"] = random.choice(["2026-01-17", "2026-05-09", "2027-12-31"])
    if random.random() < 0.1:
        effective["credits_from"] = begin.isoformat()
    return effective


def _partial(random):
    charge = random.choice(["prorated", "full"])
    return random.choice(["not_judged", {"charge": charge, "counted": "active"}])


def _measured(random, target, found):
    objectives = target.get("objectives", {"all": target.get("objective")})
    for name, objective in objectives.items():
        for window, first, last in found:
            counted = random.choice([7, 20, 36, 100])
            met = random.randint(counted * 3 // 4, counted)
            value = Fraction(met, counted)
            if "at_most" in objective:
                value = 1 - value
            verdict = "met" if _keeps(value * 100, objective) else "missed"
            if random.random() < 0.1:
                verdict, value = random.choice(["not_measured", "excused"]), None
            yield {
                "target": target["id"],
                "objective": name,
                "window": window,
                "first": first,
                "last": last,
                "verdict": verdict,
                "value": value,
                "counted": counted,
                "met": met,
                "missed_ids": tuple(f"INC-{number:04}" for number in range(counted - met)),
                "down": Fraction(random.choice([0, 59, 3600, 5400, 100000, 400000])),
            }


def _keeps(percent, objective):
    [(key, limit)] = ((k, v) for k, v in objective.items() if k != "within")
    edge = Fraction(limit.rstrip("%"))
    return percent <= edge if key == "at_most" else percent >= edge
