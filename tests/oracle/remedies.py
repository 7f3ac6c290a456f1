"""
The money of a scheme, the slow and plain way: on the words of the contract, in fractions.

Shares no code with the product. A contract is its plain data; a measured value is a mapping of
`target objective window first last verdict value counted`, where `value` is a fraction of one.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor

PLACES = {"EUR": 2, "JPY": 0, "KWD": 3}
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def settle(contract, measured, rows):
    """Minor units of each line by (window, target, objective, remedy); a bonus is negative."""
    dues = sorted(_dues(contract, measured, rows), key=lambda due: due["order"])
    windows = sorted({due["window"] for due in dues})
    for window in windows:
        for bonus in (False, True):
            side = [d for d in dues if d["window"] == window and d["bonus"] == bonus]
            _settle_side(contract, side, rows, bonus)
    return {due["name"]: due["paid"] * (-1 if due["bonus"] else 1) for due in dues}


def _dues(contract, measured, rows):
    remedies = {remedy["id"]: remedy for remedy in contract["remedies"]}
    for t, target in enumerate(contract["targets"]):
        names = list(target["objectives"]) if "objectives" in target else ["all"]
        for m in measured:
            if m["target"] != target["id"]:
                continue
            for b, bound in enumerate(target["remedies"]):
                binding = {"remedy": bound} if isinstance(bound, str) else bound
                remedy = remedies[binding["remedy"]]
                bonus = remedy.get("nature") == "bonus"
                part = _part(contract, remedy, m)
                rate = _rate(contract, remedy, m, bonus) if part is not None else None
                if rate is None:
                    continue
                if rate.endswith("%"):
                    whole = _base(contract, remedy["base"], m, part, rows)
                    whole *= _percent(binding.get("allocation", "100%"))
                    exact = _percent(rate) * whole
                else:
                    exact = _money(rate)
                yield {
                    "order": (m["first"], t, names.index(m["objective"]), b),
                    "name": (m["window"], m["target"], m["objective"], remedy["id"]),
                    "window": m["window"],
                    "bonus": bonus,
                    "remedy": remedy,
                    "part": part,
                    "m": m,
                    "exact": exact * 10 ** PLACES[contract["currency"]],
                }


def _part(contract, remedy, m):
    """The part of the window's charge that counts, or None where nothing is paid."""
    term = contract["effective"]
    first, last = date.fromisoformat(m["first"]), date.fromisoformat(m["last"])
    days = [date.fromordinal(n) for n in range(first.toordinal(), last.toordinal() + 1)]
    begins = date.fromisoformat(term["from"])
    ends = date.fromisoformat(term.get("through", "9999-12-31"))
    inside = [day for day in days if begins <= day <= ends]
    paid_from = date.fromisoformat(term.get("credits_from", "0001-01-01"))
    if not inside or m["verdict"] in ("not_measured", "excused") or inside[-1] < paid_from:
        return None
    if len(inside) == len(days):
        return Fraction(1)
    rule = remedy.get("partial_window", contract["interpretation"].get("partial_window"))
    if rule == "not_judged":
        return None
    return Fraction(1) if rule["charge"] == "full" else Fraction(len(inside), len(days))


def _rate(contract, remedy, m, bonus):
    rate = remedy["rate"]
    if "flat" in rate:
        return rate["flat"] if m["verdict"] == ("met" if bonus else "missed") else None
    if m["value"] is None:
        return None
    value = m["value"] * 100
    rule = contract["interpretation"].get("round_measured", "exact")
    if rule != "exact":
        value = Fraction(_round(value * 10 ** rule["places"], rule["mode"]), 10 ** rule["places"])
    hits = [rung["pays"] for rung in rate["ladder"] if _hits(rung, value)]
    if not hits:
        return None
    number = {pays: Fraction(pays.split()[0].strip("%")) for pays in hits}
    return max(hits, key=number.__getitem__) if bonus else hits[-1]


def _hits(rung, value):
    if "below" in rung:
        return value - _percent(rung["below"]) * 100 < 0
    if "at_or_below" in rung:
        return value - _percent(rung["at_or_below"]) * 100 <= 0
    if "above" in rung:
        return value - _percent(rung["above"]) * 100 > 0
    return value - _percent(rung["at_or_above"]) * 100 >= 0


def _base(contract, base, m, part, rows):
    if "at_risk" in base:
        inner = _base(contract, base["of"], m, part, rows)
        return inner * _percent(base["at_risk"]) * _percent(base.get("pool", "100%"))
    if "all_charges" in base:
        lines = contract["services"]
        return sum(
            _stated(line["charge"], m, part)
            if "amount" in line["charge"]
            else Fraction(rows[m["window"], line["service"]])
            for line in lines
        )
    service = base.get("charge", base.get("service"))
    if (m["window"], service) in rows:
        return Fraction(rows[m["window"], service])
    lines = [line for line in contract["services"] if line["service"] == service]
    return sum(_stated(line["charge"], m, part) for line in lines)


def _stated(charge, m, part):
    kind = {4: "year", 7: "month"}.get(len(m["window"]), "week")
    kind = "quarter" if "Q" in m["window"] else kind
    amount = _money(charge["amount"])
    if charge["per"] != kind:
        amount = amount / MONTHS[charge["per"]] * MONTHS[kind]
    return amount * part


def _settle_side(contract, side, rows, bonus):
    rounding = [_rounding(contract, due) for due in side]
    total = next((rule for rule in rounding if rule and rule["at"] == "total"), None)
    for due, rule in zip(side, rounding, strict=True):
        due["left"] = due["exact"]
        if rule and rule["at"] == "line":
            due["left"] = Fraction(_round(due["exact"], rule["mode"]))
    for remedy in {due["remedy"]["id"]: due["remedy"] for due in side}.values():
        own = [due for due in side if due["remedy"] is remedy]
        for cap in remedy.get("caps", ()):
            most = _limit(contract, cap, own[0], rows)
            _cut(own, most, total)
            for due in own:
                due["most"] = min(most, due.get("most", most))
    for cap in contract.get("caps", ()) if side and not bonus else ():
        _cut(side, _limit(contract, cap, side[0], rows), total)
    if total:
        whole = sum(due["left"] for due in side)
        _allot(side, _round(whole, total["mode"]), [due["left"] for due in side])
    for due in side:
        due["paid"] = int(due["left"])
        assert due["paid"] == due["left"]


def _rounding(contract, due):
    return due["remedy"].get("rounding", contract["interpretation"].get("rounding"))


def _limit(contract, cap, due, rows):
    if cap["at_most"].endswith("%"):
        most = _percent(cap["at_most"]) * _base(contract, cap["of"], due["m"], due["part"], rows)
    else:
        most = _money(cap["at_most"])
    return floor(most * 10 ** PLACES[contract["currency"]])


def _cut(dues, most, total):
    whole = sum(due["left"] for due in dues)
    if whole <= most:
        return
    if total:
        for due in dues:
            due["left"] = due["left"] * most / whole
    else:
        _allot(dues, most, [due["left"] for due in dues])


def _allot(dues, units, shares):
    """One unit after the other to the line that is furthest below its exact part."""
    whole = sum(shares)
    exact = [units * share / whole if whole else Fraction(0) for share in shares]
    for due, part in zip(dues, exact, strict=True):
        due["left"] = floor(part)
    for _ in range(units - sum(due["left"] for due in dues)):
        open_ = [i for i, due in enumerate(dues) if due["left"] < exact[i] and _room(due, dues)]
        best = max(open_, key=lambda i: (exact[i] - dues[i]["left"], -i))
        dues[best]["left"] += 1


def _room(due, dues):
    own = sum(other["left"] for other in dues if other["remedy"] is due["remedy"])
    return "most" not in due or own < due["most"]


def _round(value, mode):
    ways = {"down": floor, "up": ceil, "half_even": round}
    return ways[mode](value) if mode in ways else floor(value + Fraction(1, 2))


def _percent(text):
    return Fraction(text.rstrip("%")) / 100


def _money(text):
    return Fraction(text.split()[0])
