"""
The money of a scheme, the slow and plain way: on the words of the contract, in fractions.

Shares no code with the product. A contract is its plain data; a measured value is a mapping of
`target objective window first last verdict value counted met down`, where `value` is a fraction of
one and `down` are seconds.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor, inf

PLACES = {"EUR": 2, "JPY": 0, "KWD": 3}
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def settle(contract, measured, rows):
    """Minor units by (window, target, objective, remedy, record); a bonus is negative."""
    paid, _ = settle_all(contract, measured, rows)
    return paid


def settle_all(contract, measured, rows):
    """
    The same, and what is left to pay by netting: `(credits, bonuses)` by the first day of a period.

    What is earned back has the record `earned back`.
    """
    dues = sorted(_dues(contract, measured, rows), key=lambda due: due["order"])
    _combine(dues)
    _convert_points(contract, dues, rows)
    past, left_to_pay, before = [], {}, ""
    for window in sorted({m["window"] for m in measured}):
        judged = [m for m in measured if m["window"] == window]
        mine = [due for due in dues if due["window"] == window]
        mine = _carried_in(contract, judged, mine, [d for d in past if d["window"] == before])
        before = window
        for bonus in (False, True):
            side = [due for due in mine if due["bonus"] == bonus]
            _settle_side(contract, side, rows, bonus, past)
        past += mine
        past += _earned_back(contract, judged, measured, past)
        if mine:
            left_to_pay |= _netted(contract, judged[0], past)
    paid = {due["name"]: due["paid"] * (-1 if due["bonus"] else 1) for due in past}
    return paid, left_to_pay


def _carried_in(contract, judged, dues, before):
    """The lines of a window with what the lines of the window before could not pay."""
    found = list(dues)
    for old in before:
        m = next((m for m in judged if _same(m, old["m"])), None)
        if not old["carried"] or m is None or not _inside(contract, m):
            continue
        line = next((due for due in found if due["name"][1:] == old["name"][1:]), None)
        if line is None:
            line = {**old, "window": m["window"], "m": m, "exact": Fraction(0)}
            line["name"] = (m["window"], *old["name"][1:])
            line["order"] = (m["first"], *old["order"][1:])
            for key in ("alone", "most"):
                line.pop(key, None)
            found.append(line)
        line["enters"] = old["carried"]
    return sorted(found, key=lambda due: due["order"])


def _same(m, other):
    return (m["target"], m["objective"]) == (other["target"], other["objective"])


def _earned_back(contract, judged, measured, past):
    remedies = {remedy["id"]: remedy for remedy in contract["remedies"]}
    targets = {target["id"]: target for target in contract["targets"]}
    for m in judged:
        for bound in targets[m["target"]]["remedies"]:
            remedy = remedies[bound if isinstance(bound, str) else bound["remedy"]]
            terms = remedy.get("earn_back")
            if terms is None or not _inside(contract, m) or not _ends_year(contract, m):
                continue
            start = _year_start(contract, m)
            year = [o for o in measured if _same(o, m) and start <= o["first"] <= m["first"]]
            values = [
                o["value"]
                for o in year
                if o["value"] is not None and _part(contract, remedy, o) is not None
            ]
            paid = sum(
                due["paid"]
                for due in past
                if due["remedy"] is remedy and _same(due["m"], m) and due["m"]["first"] >= start
            )
            if not values or not paid:
                continue
            mean = sum(values) / len(values) * 100
            reached, lower = _number(terms["when"]["mean"]), _lower_is_better(contract, m)
            if mean > reached if lower else mean < reached:
                continue
            rule = _rounding(contract, {"remedy": remedy})
            back = _round(paid * _percent(terms["returns"]), rule["mode"])
            name = (m["window"], m["target"], m["objective"], remedy["id"], "earned back")
            yield {"name": name, "window": m["window"], "bonus": False, "remedy": remedy} | {
                "m": m, "paid": -back, "carried": 0, "back": True,
            }  # fmt: skip


def _lower_is_better(contract, m):
    [target] = [t for t in contract["targets"] if t["id"] == m["target"]]
    return "at_most" in (target.get("objective") or {})


def _netted(contract, m, past):
    over = contract["interpretation"].get("settlement", {}).get("netting", "none")
    if over == "none" or not _inside(contract, m):
        return {}
    start = m["first"] if over == "window" else _year_start(contract, m)
    mine = [due for due in past if start <= due["m"]["first"] <= m["first"]]
    credits = sum(due["paid"] for due in mine if not due["bonus"])
    return {start: (credits, sum(due["paid"] for due in mine if due["bonus"]))}


def _inside(contract, m):
    """Whether any day of a window lies in the term."""
    term = contract["effective"]
    return term["from"] <= m["last"] and m["first"] <= term.get("through", "9999-12-31")


def _is_last(contract, m):
    return contract["effective"].get("through", "9999-12-31") <= m["last"]


def _year_start(contract, m):
    """The first day of the contract year of a window: that of the term, year after year."""
    begins = contract["effective"]["from"]
    day = max(m["first"], begins)
    year = int(day[:4])
    start = f"{year}{begins[4:]}"
    return start if start <= day else f"{year - 1}{begins[4:]}"


def _ends_year(contract, m):
    start = _year_start(contract, m)
    following = f"{int(start[:4]) + 1}{start[4:]}"
    return _day_after(m["last"]) >= following or _is_last(contract, m)


def _day_after(text):
    return date.fromordinal(date.fromisoformat(text).toordinal() + 1).isoformat()


def _months_back(text, months):
    """The first of a month so many months before the first of another."""
    number = int(text[:4]) * 12 + int(text[5:7]) - 1 - months
    return f"{number // 12:04}-{number % 12 + 1:02}-01"


def _span_start(contract, per, m):
    """The first day of the period around a window."""
    if per in ("window", "record"):
        return m["first"]
    if per == "contract_year":
        return _year_start(contract, m)
    if per in ("month", "quarter"):
        back = (int(m["first"][5:7]) - 1) % MONTHS[per]
        return _months_back(m["first"], back)
    _, count, unit = per.split()
    length = {"month": 1, "quarter": 3, "year": 12, "window": MONTHS[_kind_of(m)]}
    return _months_back(_day_after(m["last"]), int(count) * length[unit.rstrip("s")])


def _span_end(contract, per, m):
    """The last day of the period around a window."""
    if per == "contract_year":
        start = _year_start(contract, m)
        following = f"{int(start[:4]) + 1}{start[4:]}"
        return date.fromordinal(date.fromisoformat(following).toordinal() - 1).isoformat()
    if per in ("month", "quarter"):
        following = _months_back(_span_start(contract, per, m), -MONTHS[per])
        return date.fromordinal(date.fromisoformat(following).toordinal() - 1).isoformat()
    return m["last"]


def _windows_in(contract, per, m):
    """All windows of a period that lie in the term, as measured values without a measurement."""
    kind, found = _kind_of(m), []
    first = _span_start(contract, per, m)
    first = _months_back(first[:8] + "01", (int(first[5:7]) - 1) % MONTHS[kind])
    while first <= _span_end(contract, per, m):
        last = _months_back(first, -MONTHS[kind])
        last = date.fromordinal(date.fromisoformat(last).toordinal() - 1).isoformat()
        quarter = f"{first[:4]}-Q{(int(first[5:7]) + 2) // 3}"
        name = {"month": first[:7], "quarter": quarter, "year": first[:4]}[kind]
        window = {"window": name, "first": first, "last": last, "verdict": "met"}
        if _inside(contract, window):
            found.append(window)
        first = _day_after(last)
    return found


def _kind_of(m):
    kind = {4: "year", 7: "month"}.get(len(m["window"]), "week")
    return "quarter" if "Q" in m["window"] else kind


def _judged_so_far(contract, remedy, measured, m):
    """The windows of an objective up to one, that included, in which the remedy was judged."""
    return [
        o
        for o in sorted(measured, key=lambda o: o["first"])
        if _same(o, m) and o["first"] <= m["first"] and _part(contract, remedy, o) is not None
    ]


def _failures(contract, remedy, measured, m, per):
    """The missed windows of an objective in a period up to a window, that included."""
    start = _span_start(contract, per, m)
    mine = _judged_so_far(contract, remedy, measured, m)
    return [o for o in mine if o["last"] >= start and o["verdict"] == "missed"]


def _failure(contract, remedy, measured, m):
    """Which failure in a row, or of its period, a missed window is."""
    repeat, mine = remedy["repeat"], _judged_so_far(contract, remedy, measured, m)
    if repeat.get("reset") == "contract_year":
        mine = [o for o in mine if o["last"] >= _year_start(contract, m)]
    if repeat["when"] != "consecutive":
        mine = [o for o in mine if o["last"] >= _span_start(contract, repeat["when"], m)]
    if repeat["when"] == "consecutive" or repeat.get("reset") == "first met window":
        met = [n for n, o in enumerate(mine) if o["verdict"] == "met"]
        mine = mine[met[-1] + 1 :] if met else mine
    return sum(o["verdict"] == "missed" for o in mine)


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
                if "symmetric" in remedy["rate"]:
                    bonus = m["verdict"] == "met"
                part = _part(contract, remedy, m)
                rate = _rate(contract, remedy, m, bonus) if part is not None else None
                if rate is None:
                    continue
                figure, unit = rate
                least = remedy.get("trigger", {}).get("from_failure", 0)
                if least:
                    span = remedy["trigger"]["in"]
                    if len(_failures(contract, remedy, measured, m, span)) < least:
                        continue
                if "points" in binding:
                    figure = Fraction(binding["points"])
                if "repeat" in remedy and m["verdict"] == "missed":
                    number = _failure(contract, remedy, measured, m)
                    if "ladder" in remedy["repeat"]:
                        steps = remedy["repeat"]["ladder"]
                        figure, unit = _worth(steps[min(number, len(steps)) - 1])
                    elif number > 1:
                        figure *= remedy["repeat"]["factor"]
                figure *= Fraction(binding.get("weight", 1))
                exact, points = Fraction(0), Fraction(0)
                if "points" in remedy:
                    points = figure
                elif unit in PLACES:
                    exact = figure
                else:
                    whole = _base(contract, remedy, remedy["base"], m, rows)
                    whole *= _percent(binding.get("allocation", "100%"))
                    if unit == "hours":
                        figure = figure / (_hours(contract, m) * part)
                    exact = figure * whole
                each = remedy["for_each"] == "record"
                for record in m["missed_ids"] if each else [""]:
                    yield {
                        "order": (m["first"], t, names.index(m["objective"]), b, record),
                        "name": (m["window"], m["target"], m["objective"], remedy["id"], record),
                        "window": m["window"],
                        "record": record,
                        "bonus": bonus,
                        "remedy": remedy,
                        "part": part,
                        "m": m,
                        "service": target["service"],
                        "points": points,
                        "exact": exact * 10 ** PLACES[contract["currency"]],
                    }


def _combine(dues):
    """
    Of a group in a window (of one service) all become nothing but the highest: what one remedy
    pays for one target, with all of its lines.
    """
    for due in dues:
        terms = due["remedy"].get("combine")
        if terms is None or terms["take"] == "sum":
            continue
        sums = {}
        for other in dues:
            if (
                other["remedy"].get("combine") == terms
                and (other["window"], other["bonus"]) == (due["window"], due["bonus"])
                and (terms["per"] == "window" or other["service"] == due["service"])
            ):
                key = _competitor(other)
                sums[key] = sums.get(key, Fraction(0)) + other["exact"]
        highest = max(sums.values())
        winner = next(key for key, amount in sums.items() if amount == highest)
        due["wins"] = winner == _competitor(due)
    for due in dues:
        if not due.get("wins", True):
            due["exact"] = Fraction(0)


def _competitor(due):
    return due["remedy"]["id"], due["m"]["target"]


def _convert_points(contract, dues, rows):
    for window in {due["window"] for due in dues}:
        pool = [d for d in dues if d["window"] == window and "points" in d["remedy"]]
        if not pool:
            continue
        one, total = pool[0], sum(due["points"] for due in pool)
        convert = one["remedy"]["points"]["convert"]
        if "per_point" in convert:
            figure, unit = _worth(convert["per_point"])
            figure *= total
        else:
            figure, unit = Fraction(0), None
            for rung in convert["ladder"]:
                if total >= _number(rung["at_or_above"]):
                    figure, unit = _worth(rung["pays"])
        if unit is not None and unit not in PLACES:
            if unit == "hours":
                figure = figure / (_hours(contract, one["m"]) * one["part"])
            figure *= _base(contract, one["remedy"], one["remedy"]["base"], one["m"], rows)
        worth = figure * 10 ** PLACES[contract["currency"]]
        rule = _rounding(contract, one)
        if rule["at"] == "total":
            for due in pool:
                due["exact"] = worth * due["points"] / total if total else Fraction(0)
        else:
            _allot(pool, _round(worth, rule["mode"]), [due["points"] for due in pool])
            for due in pool:
                due["exact"] = Fraction(due["left"])


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
    """What is paid as a figure and its unit: a part of the base, hours of service, a currency."""
    rate = remedy["rate"]
    value = _judged(contract, m)
    if "ladder" in rate:
        return _rung(rate, m, value, bonus)
    if remedy["for_each"] == "record":
        return _worth(rate["flat"])
    if m["verdict"] != ("met" if bonus else "missed"):
        return None
    if "flat" in rate:
        return _worth(rate["flat"])
    quantity, trigger = remedy.get("quantity", {}), remedy.get("trigger", {})
    size = _size(contract, remedy, m, value, bonus)
    if "grace" in trigger and size <= _number(trigger["grace"]):
        return None
    if "deadband" in trigger and size <= _number(trigger["deadband"]):
        return None
    taken = [trigger.get("deadband"), rate.get("symmetric", {}).get("deadband")]
    taken += [quantity.get("from"), quantity.get("allowance")]
    left = size - sum(_number(text) for text in taken if text)
    left = max(left, 0)
    if "at_most" in quantity:
        left = min(left, _number(quantity["at_most"]))
    if "lost_time" in rate:
        if not left:
            return None
        if "forfeits_over" in rate and size > _number(rate["forfeits_over"]):
            return Fraction(1), "part"
        return rate["lost_time"] * left / 3600, "hours"
    steps = left / _number(quantity.get("step", "1"))
    count = quantity.get("count", "prorata")
    steps = {"whole": floor, "commenced": ceil, "prorata": Fraction}[count](steps)
    if steps == 0 and not ("first" in rate and left > 0):
        return None
    if "forfeits_over" in rate and size > _number(rate["forfeits_over"]):
        return Fraction(1), "part"
    if "first" in rate:
        first, unit = _worth(rate["first"])
        return first + steps * _worth(rate["then"])[0], unit
    figure, unit = _worth(rate.get("per_step") or rate["symmetric"]["per_step"])
    return figure * steps, unit


def _judged(contract, m):
    """The value in per cent as the contract rounds it."""
    if m["value"] is None:
        return None
    value = m["value"] * 100
    rule = contract["interpretation"].get("round_measured", "exact")
    if rule == "exact":
        return value
    return Fraction(_round(value * 10 ** rule["places"], rule["mode"]), 10 ** rule["places"])


def _rung(rate, m, value, bonus):
    compared = m["down"] if rate["over"] == "duration" else value
    if compared is None:
        return None
    hits = [rung["pays"] for rung in rate["ladder"] if _hits(rung, compared)]
    if not hits:
        return None
    best = max(hits, key=lambda pays: _number(pays)) if bonus else hits[-1]
    return _worth(best)


def _size(contract, remedy, m, value, bonus):
    of = remedy.get("quantity", {}).get("of")
    if "lost_time" in remedy["rate"] or of == "duration":
        return m["down"]
    if of == "occurrences":
        return Fraction(m["counted"] - m["met"])
    [target] = [t for t in contract["targets"] if t["id"] == m["target"]]
    objective = target.get("objective") or target["objectives"][m["objective"]]
    edge = next(_percent(v) * 100 for k, v in objective.items() if k != "within")
    if of == "excess_records":
        good = max(
            Fraction(m["met"]), _percent(remedy["quantity"].get("floor", "0%")) * m["counted"]
        )
        return max(edge / 100 * m["counted"] - good, Fraction(0))
    worse = value - edge if "at_most" in objective else edge - value
    return max(-worse if bonus else worse, Fraction(0))


def _worth(text):
    number = _number(text)
    if text.endswith("%"):
        return number / 100, "part"
    if text.endswith("x"):
        return number, "part"
    if "service" in text:
        return number * (24 if "day" in text else 1), "hours"
    return number, text.split()[1]  # a currency, or points


def _hours(contract, m):
    """The hours of service that a whole window stands for."""
    rule = contract["interpretation"]["prorate"]
    days = (
        date.fromisoformat(m["last"]).toordinal() - date.fromisoformat(m["first"]).toordinal() + 1
    )
    if rule == "calendar_days":
        return days * 24
    months = 3 if "Q" in m["window"] else {4: 12, 7: 1}[len(m["window"])]
    return months * (720 if rule == "thirtieths" else 672)


def _number(text):
    """A figure without its unit; times in seconds."""
    for unit, seconds in (("min", 60), ("h", 3600), ("s", 1)):
        if text.endswith(unit) and text.removesuffix(unit).isdigit():
            return Fraction(text.removesuffix(unit)) * seconds
    return Fraction(text.split()[0].rstrip("%px"))


def _hits(rung, value):
    """`value` is in per cent, or in seconds for a rung of time."""
    [(key, text)] = ((key, text) for key, text in rung.items() if key != "pays")
    edge = _number(text)
    if key == "below":
        return value < edge
    if key == "at_or_below":
        return value <= edge
    if key == "above":
        return value > edge
    return value >= edge


def _base(contract, remedy, base, m, rows, per="window"):
    """The amount of a base around a window; `per` is the period of a cap."""
    if "over" in base:
        per = base["over"]
    if "at_risk" in base:
        inner = _base(contract, remedy, base["of"], m, rows, per)
        return inner * _percent(base["at_risk"]) * _percent(base.get("pool", "100%"))
    if "greater_of" in base:
        return max(_base(contract, remedy, each, m, rows, per) for each in base["greater_of"])
    if "previous_window" in base:
        earlier = _windows_in(contract, "rolling 2 windows", m)
        before = [window for window in earlier if window["first"] < m["first"]]
        return sum(_base(contract, remedy, base["previous_window"], w, rows) for w in before)
    if "windows" in base:
        whole = {"all_charges": "contracted"}
        return base["windows"] * _base(contract, remedy, whole, m, rows)
    windows = [m] if per in ("window", "record") else _windows_in(contract, per, m)
    parts = [{**w, "verdict": "met"} for w in windows]
    return sum(_charged(contract, base, w, _part(contract, remedy, w), rows) for w in parts)


def _charged(contract, base, m, part, rows):
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
    kind = _kind_of(m)
    amount = _money(charge["amount"])
    if charge["per"] != kind:
        amount = amount / MONTHS[charge["per"]] * MONTHS[kind]
    return amount * part


def _settle_side(contract, side, rows, bonus, past):
    for due in side:
        due["exact"] += due.pop("enters", 0)
        due["carried"] = 0
    rounding = [_rounding(contract, due) for due in side]
    total = next((rule for rule in rounding if rule and rule["at"] == "total"), None)
    for due, rule in zip(side, rounding, strict=True):
        due["left"] = due["exact"]
        if rule and rule["at"] == "line":
            due["left"] = Fraction(_round(due["exact"], rule["mode"]))
    for remedy in {due["remedy"]["id"]: due["remedy"] for due in side}.values():
        own = [due for due in side if due["remedy"] is remedy]
        for cap in remedy.get("caps", ()):
            most = _limit(contract, remedy, cap, own[0], rows, past, bonus)
            if cap["per"] == "record":
                for record in {due["record"] for due in own}:
                    lines = [due for due in own if due["record"] == record]
                    _cut(contract, cap, lines, most, total)
                    for due in lines:
                        due["alone"] = min(most, due.get("alone", most))
                continue
            _cut(contract, cap, own, most, total)
            for due in own:
                due["most"] = min(most, due.get("most", most))
    for cap in contract.get("caps", ()) if side and not bonus else ():
        most = _limit(contract, None, cap, side[0], rows, past, bonus)
        _cut(contract, cap, side, most, total)
    if total:
        whole = sum(due["left"] for due in side)
        _allot(side, _round(whole, total["mode"]), [due["left"] for due in side])
    total = sum(due["left"] for due in side)
    for due in side:
        due["paid"] = int(due["left"])
        assert due["paid"] == due["left"]
        minimum = due["remedy"].get("minimum_payable")
        if minimum:
            least = _money(minimum["more_than"]) * 10 ** PLACES[contract["currency"]]
            if not (total if minimum["of"] == "statement" else due["left"]) > least:
                due["paid"] = 0


def _rounding(contract, due):
    return due["remedy"].get("rounding", contract["interpretation"].get("rounding"))


def _limit(contract, remedy, cap, due, rows, past, bonus):
    """What a cap leaves after what was paid before in its period."""
    if cap["at_most"].endswith("%"):
        base = _base(contract, remedy or {}, cap["of"], due["m"], rows, cap["per"])
        most = _percent(cap["at_most"]) * base
    else:
        most = _money(cap["at_most"])
    units = floor(most * 10 ** PLACES[contract["currency"]])
    start = _span_start(contract, cap["per"], due["m"])
    used = sum(
        old["paid"]
        for old in past
        if old["m"]["last"] >= start
        and old["bonus"] == bonus
        and not old.get("back")
        and (remedy is None or old["remedy"] is remedy)
    )
    return max(0, units - used)


def _cut(contract, cap, dues, most, total):
    whole = sum(due["left"] for due in dues)
    if whole <= most:
        return
    before = [due["left"] for due in dues]
    if total:
        for due in dues:
            due["left"] = due["left"] * most / whole
    else:
        _allot(dues, most, [due["left"] for due in dues])
    if cap["excess"] == "carried" and not _is_last(contract, dues[0]["m"]):
        for due, old in zip(dues, before, strict=True):
            due["carried"] += old - due["left"]


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
    own = [other for other in dues if other["remedy"] is due["remedy"]]
    same = [other for other in own if other["record"] == due["record"]]
    within = sum(other["left"] for other in own) < due.get("most", inf)
    return within and sum(other["left"] for other in same) < due.get("alone", inf)


def _round(value, mode):
    ways = {"down": floor, "up": ceil, "half_even": round}
    return ways[mode](value) if mode in ways else floor(value + Fraction(1, 2))


def _percent(text):
    return Fraction(text.rstrip("%")) / 100


def _money(text):
    return Fraction(text.split()[0])
