"""
The published schemes, written out as whole agreements, settle to amounts worked out by hand.

Every agreement of `tests/language/agreements` stands here with figures of its own and the sum that
a reader can follow. Sources, dates and assumptions stand in the agreements.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from slaspec.language.book import load_book
from slaspec.language.model.ledger import ClaimEntry
from slaspec.remedies.ledger.deadlines import Deadlines
from slaspec.remedies.pipeline import settle
from tests.remedies.published import charges, choices, claims, figures

FOLDER = Path(__file__).parents[1] / "language" / "agreements"
AGREEMENTS = sorted(path.name.removesuffix(".sla.yaml") for path in FOLDER.glob("*.sla.yaml"))

# agreement: the figures, the lines that are not zero as `window remedy amount`, what else is known
CASES = []


def case(agreement, rows, lines, **known):
    """One agreement on some figures, and its lines."""
    CASES.append(pytest.param(agreement, rows, lines, known, id=f"{agreement}-{len(CASES)}"))


# --- ladders, flat rates, at-risk amounts ---------------------------------------------------------

# 10 % of 1,450.00 at 99.86 %; 99.895 % is shown as 99.90 %
case(
    "atlassian-premium",
    ["tracker-uptime 2026-04 99.861111%", "tracker-uptime 2026-05 99.895%"],
    ["2026-04 tracker-credit 145.00"],
    entries=claims("tracker-credit 2026-04 2026-05-04"),
)
# 10 % of 9,000.00; 10 % of 10.00 is no more than a dollar, of 10.10 it is
case(
    "aws-compute-region",
    ["region-uptime 2026-01 99.98%", "region-uptime 2026-02 99.98%"]
    + ["region-uptime 2026-03 99.98%"],
    ["2026-01 region-credit 900.00", "2026-03 region-credit 1.01"],
    charges=charges(
        "2026-01 compute-region 9000.00",
        "2026-02 compute-region 10.00",
        "2026-03 compute-region 10.10",
    ),
    entries=claims(
        "region-credit 2026-01 2026-02-03",
        "region-credit 2026-02 2026-03-03",
        "region-credit 2026-03 2026-04-03",
    ),
)
# a quarter is 63,000.00: 10 % at exactly 99.9 %, which is met, and at exactly 99.0 %; 25 % below
case(
    "github-enterprise-quarter",
    [
        "quarter-uptime 2026-Q1 99.9%",
        "quarter-uptime 2026-Q2 99.0%",
        "quarter-uptime 2026-Q3 98.99%",
    ],
    ["2026-Q1 quarter-credit 6300.00", "2026-Q2 quarter-credit 6300.00"]
    + ["2026-Q3 quarter-credit 15750.00"],
    entries=claims(
        "quarter-credit 2026-Q1 2026-04-15",
        "quarter-credit 2026-Q2 2026-07-15",
        "quarter-credit 2026-Q3 2026-10-15",
    ),
)
# 25 %, 50 % and 100 % of 18,000.00 from below 99.9, 99 and 95 % on
case(
    "microsoft-user-minutes",
    ["suite-uptime 2026-01 99.89%", "suite-uptime 2026-02 98%", "suite-uptime 2026-03 94%"],
    ["2026-01 suite-credit 4500.00", "2026-02 suite-credit 9000.00"]
    + ["2026-03 suite-credit 18000.00"],
    entries=claims(
        "suite-credit 2026-01 2026-02-20",
        "suite-credit 2026-02 2026-03-20",
        "suite-credit 2026-03 2026-04-20",
    ),
)
# 25 % of the invoice of 3,000.00 below 99.0 %, and of that of another service with it
case(
    "gmail-isp-ten-minutes",
    ["mail-up 2026-01 99.5%", "mail-up 2026-02 98.9%"],
    ["2026-01 mail-credit 300.00", "2026-02 mail-credit 750.00"],
    charges=charges("2026-01 reseller-mail 3000.00", "2026-02 reseller-mail 3000.00"),
    entries=claims("mail-credit 2026-01 2026-02-10", "mail-credit 2026-02 2026-03-10"),
)
# 25 % and 50 % of 400.00, which is the cap too
case(
    "functions-minimum-sample",
    ["executions-succeed 2026-01 989/1000", "executions-succeed 2026-02 940/1000"],
    ["2026-01 runtime-credit 100.00", "2026-02 runtime-credit 200.00"],
    charges=charges("2026-01 function-runtime 400.00", "2026-02 function-runtime 400.00"),
    entries=claims("runtime-credit 2026-01 2026-02-20", "runtime-credit 2026-02 2026-03-20"),
)
# 10 % of 250.00 at 99.5 % of thirty days; claimed within five working days
case(
    "r2-rolling-error-rate",
    ["calls-succeed 2026-01 99.5%", "calls-succeed 2026-02 99.9%"],
    ["2026-01 storage-credit 25.00"],
    charges=charges("2026-01 edge-storage 250.00", "2026-02 edge-storage 250.00"),
    entries=claims("storage-credit 2026-01 2026-02-04"),
)
# 25 % of 80.00; 10 % of 9.99 is 1.00 and no more than that
case(
    "s3-error-rate",
    ["calls-succeed 2026-01 98%", "calls-succeed 2026-02 99.5%"],
    ["2026-01 storage-credit 20.00"],
    charges=charges("2026-01 object-storage 80.00", "2026-02 object-storage 9.99"),
    entries=claims("storage-credit 2026-01 2026-02-20", "storage-credit 2026-02 2026-03-20"),
)
# a flat 10 % of 14,000.00, and of 7,000.00
case("servicepoint-flat", ["servers-up 2026-01 99.4%"], ["2026-01 ten-per-cent 1400.00"])
case(
    "twilio-numerator",
    ["interface-up 2026-01 99.94%", "interface-up 2026-02 99.95%"],
    ["2026-01 ten-per-cent 700.00"],
    entries=claims("ten-per-cent 2026-01 2026-02-20"),
)
# the pool is 50 % of 10 % of 100,000.00; allocated are 40 and 60 % of it
case(
    "texas-at-risk",
    ["restored-in-time 2026-01 90/100", "server-uptime 2026-01 97%"],
    ["2026-01 at-risk 2000.00", "2026-01 at-risk 3000.00"],
)
# 12 % of an invoice of 200,000.00 are at risk: half, three tenths and two tenths of 24,000.00
case(
    "british-columbia-weights",
    [
        "programme-uptime 2026-01 98%",
        "satisfied-users 2026-01 3.9",
        "cases-closed 2026-01 119 cases",
    ],
    ["2026-01 weighted 12000.00", "2026-01 weighted 7200.00", "2026-01 weighted 4800.00"],
    charges=charges("2026-01 state-programme 200000.00"),
)
# three plans of one table at 99.0 %: 6 % of 400.00, 16 % of 900.00, 24 % of 1,600.00
case("websi-start", ["site-uptime 2026-01 99.0%"], ["2026-01 discount 24.00"])
case("websi-isp", ["site-uptime 2026-01 99.0%"], ["2026-01 discount 144.00"])
case("websi-plus", ["site-uptime 2026-01 99.0%"], ["2026-01 discount 384.00"])
# bonus of 5,000.00, nothing, deduction of 10,000.00
case(
    "san-diego-on-time",
    ["on-time 2026-01 87.995%", "on-time 2026-02 84.5%", "on-time 2026-03 80.985%"],
    ["2026-01 on-time-bonus -5000.00", "2026-03 late-deduction 10000.00"],
)
case(
    "san-diego-trips",
    ["completed 2026-01 99.96%", "completed 2026-02 99.725%", "completed 2026-03 99.299%"],
    ["2026-01 trips-bonus -10000.00", "2026-03 missed-trips 30000.00"],
)

# --- steps of shortfall and of records ------------------------------------------------------------

# two full points of 2.99 at 2 % of 8,000.00; seven would be 14 % and are cut to 10 %
case(
    "german-full-points",
    ["platform-uptime 2026-01 96.51%", "platform-uptime 2026-02 92.5%"],
    ["2026-01 full-points 320.00", "2026-02 full-points 800.00"],
)
# 23 % of 40,000.00 for 23 points; 28 % are cut to 25 %
case(
    "crown-framework-prorata",
    ["in-time 2026-01 75/100", "in-time 2026-02 70/100"],
    ["2026-01 point-for-point 9200.00", "2026-02 point-for-point 10000.00"],
)
# three begun tenths of 0.25 points at 1 % of 9,000.00
case("wavelength-tenths", ["wave-up 2026-01 99.65%"], ["2026-01 tenths 270.00"])
# 15 points at 3 % of 2,400.00; a little more forfeits all of it
case(
    "inducio-forfeiture",
    ["platform-uptime 2026-01 84%", "platform-uptime 2026-02 83.99%"],
    ["2026-01 threefold 1080.00", "2026-02 threefold 2400.00"],
)
# 95 % of 10,000 are promised: 100 breaches at 200.00; below the floor of 92 % only 300
case(
    "nhs-emergency-2014",
    ["four-hours 2014-05 9400/10000", "four-hours 2014-06 9000/10000"],
    ["2014-05 breach-sanction 20000.00", "2014-06 breach-sanction 60000.00"],
)
# 500 breaches at 150.00; below the floor of 85 % only 1,000
case(
    "nhs-emergency-2015",
    ["four-hours 2015-05 9000/10000", "four-hours 2015-06 8000/10000"],
    ["2015-05 breach-sanction 75000.00", "2015-06 breach-sanction 150000.00"],
)

# --- points ---------------------------------------------------------------------------------------

# 3 points, then twice 1, then twice 3, at 1,000.00; a met month resets
case(
    "uk-model-services",
    ["availability 2026-01 96.5%", "availability 2026-02 98.5%", "availability 2026-03 96.5%"]
    + ["availability 2026-04 99%", "availability 2026-05 95%"],
    ["2026-01 service-points 3000.00", "2026-02 service-points 2000.00"]
    + ["2026-03 service-points 6000.00", "2026-05 service-points 4000.00"],
)
# 5 and 10 points reach the rung of 15: 5 % of 50,000.00, a third and two thirds of it; 5 alone 1 %
case(
    "telus-points",
    ["answered 2026-01 94%", "voice-menu 2026-01 80%", "answered 2026-02 94%"]
    + ["voice-menu 2026-02 91%"],
    ["2026-01 points-table 833.33", "2026-01 points-table 1666.67", "2026-02 points-table 500.00"],
)

# --- down time of a window ------------------------------------------------------------------------

# three hours of the 672 of February at 672.00
case(
    "digitalocean-droplets",
    ["machine-uptime 2026-02 down 3h"],
    ["2026-02 lost-time 3.00"],
    entries=claims("lost-time 2026-02 2026-03-10"),
)
# ten times two of the 2,160 hours of the quarter at 37,500.00; a claim has no last day
case("slack-lost-time", ["messaging-uptime 2026-Q1 down 2h"], ["2026-Q1 ten-times 347.22"])
# ten times the two hours beyond 43min 12s, of 720 hours at 30.00
case(
    "hostingking-allowance",
    ["host-uptime 2026-01 down 2h 43min 12s"],
    ["2026-01 beyond-allowance 0.83"],
)
# 250 of 744 hours at 5,000.00; 500 of 672 are 3,720.24, of which a month's fee in twelve leaves
# 3,319.89; in March nothing is left
case(
    "cloudflare-affected",
    ["edge-uptime 2026-01 outages A 10h", "edge-uptime 2026-02 outages B 20h"]
    + ["edge-uptime 2026-03 outages C 1h"],
    ["2026-01 affected-time 1680.11", "2026-02 affected-time 3319.89"],
    entries=claims(
        "affected-time 2026-01 2026-01-05",
        "affected-time 2026-02 2026-02-05",
        "affected-time 2026-03 2026-03-05",
    ),
)
# five full hours, so five days of January (31) at 4,000.00; 20 days of February (28) are 2,857.14,
# of which 27.5 % of the quarter's 12,000.00 leave 3,300.00 - 645.16
case(
    "computercentric-day-per-hour",
    ["desk-up 2026-01 down 5h 59min", "desk-up 2026-02 down 20h"],
    ["2026-01 day-per-hour 645.16", "2026-02 day-per-hour 2654.84"],
)

# --- days and hours of service --------------------------------------------------------------------

# 3 of 31, 7 of 28 and 15 of 30 days at 6,000.00
case(
    "google-days-of-service",
    ["suite-uptime 2026-01 99.5%", "suite-uptime 2026-02 98%", "suite-uptime 2026-04 94%"],
    ["2026-01 added-days 580.65", "2026-02 added-days 1500.00", "2026-04 added-days 3000.00"],
    entries=claims(
        "added-days 2026-01 2026-02-20",
        "added-days 2026-02 2026-03-20",
        "added-days 2026-04 2026-05-20",
    ),
)
# a month is billed as 672 hours, 67.20: an hour is 0.10, a whole month all of it
case(
    "vultr-hours-of-service",
    ["server-up 2026-01 outages A 15min, B 15min 1s, C 1h 1s", "server-up 2026-02 outages A 4h 1s"]
    + ["server-up 2026-03 outages A 12h 1s"],
    ["2026-01 hours-back 1.20", "2026-01 hours-back 2.40", "2026-02 hours-back 16.80"]
    + ["2026-03 hours-back 67.20"],
)

# --- single outages, records and incidents --------------------------------------------------------

# up to an hour nothing, then every begun hour: 2 x 5 % of 120.00; what lies beyond three hours:
# 1 x 5 %; 22 hours beyond are 110 %, cut to the month
case(
    "arcustech-grace",
    ["network-up 2026-01 outages A 1h, B 1h 1s", "host-up 2026-01 outages C 3h, D 3h 1s"]
    + ["network-up 2026-02 outages E 59min", "host-up 2026-02 outages F 25h"],
    ["2026-01 after-one-hour 12.00", "2026-01 after-three-hours 6.00"]
    + ["2026-02 after-three-hours 120.00"],
)
# one and two begun half hours at 5 % of 3,200.00; 22 are cut to the whole fee
case(
    "rackspace-half-hours",
    [
        "no-outage-by-support 2026-01 outages A 30min, B 30min 1s",
        "no-outage-by-support 2026-02 outages C 11h",
    ],
    ["2026-01 half-hours 160.00", "2026-01 half-hours 320.00", "2026-02 half-hours 3200.00"],
)
# two full hours of 2h 59min at 1 % of 9,000.00; none of 59min 59s
case(
    "ipserver-full-hours",
    ["server-up 2026-01 outages A 2h 59min, B 59min 59s"],
    ["2026-01 full-hours 180.00"],
)
# 10 % of 2,500.00 for 4h 1s and for exactly 8h; 50 % a second later; two long ones share the month
case(
    "crossroads-outage-ladder",
    ["rack-up 2026-01 outages A 4h 1s, B 8h", "rack-up 2026-02 outages C 8h 1s"]
    + ["rack-up 2026-03 outages D 13h, E 13h"],
    ["2026-01 by-length 250.00", "2026-01 by-length 250.00", "2026-02 by-length 1250.00"]
    + ["2026-03 by-length 1250.00", "2026-03 by-length 1250.00"],
)
# fifty times 2 of the 672 hours of February at 900.00; 14 hours are 937.50, cut to the month before
case(
    "upcloud-lost-time",
    ["no-interruption 2026-02 outages A 2h, B 14h"],
    ["2026-02 fifty-times 133.93", "2026-02 fifty-times 900.00"],
    entries=claims("fifty-times A 2026-02-10", "fifty-times B 2026-02-10"),
)
# two dates with down time: two thirtieths of 600.00
case(
    "windstream-day-for-day", ["access-up 2026-01 down 25h 2 dates"], ["2026-01 day-for-day 40.00"]
)
# exactly 12 hours is kept; 24 hours are the first amount and one further period
case(
    "gb-electricity",
    ["homes-restored 2026-01 late A 12h 1s 2, B 24h 2", "businesses-restored 2026-01 late C 36h 2"],
    [
        "2026-01 home-payment 95.00",
        "2026-01 home-payment 140.00",
        "2026-01 business-payment 280.00",
    ],
)
# two dates after the two working days at 10.34, three late dates at 6.46, one appointment at 32.31
case(
    "uk-automatic-compensation",
    ["repaired 2026-01 late A 40h 2", "started 2026-01 late B 60h 3", "kept 2026-01 9/10"],
    ["2026-01 repair-payment 20.68", "2026-01 start-payment 19.38"]
    + ["2026-01 appointment-payment 32.31"],
)
# three dates at 0.15 % of 2,000,000.00; of 120 dates only 100
case(
    "norwegian-day-fines",
    ["on-the-due-date 2026-03 late A 60h 3 amount=2000000.00, B 2868h 120 amount=1000000.00"],
    ["2026-03 day-fine 9000.00", "2026-03 day-fine 150000.00"],
)
# nine full hours at 2 % of 450.00 beat 10 %; two hours do not
case(
    "telekom-one-per-incident",
    ["line-uptime 2026-01 outages A@INC-1 9h, B@INC-2 2h"]
    + ["repaired 2026-01 late T@INC-1 9h 1, U@INC-2 9h 1"],
    ["2026-01 outage-credit 81.00", "2026-01 repair-credit 45.00"],
)
# 8 and 5 % of 30,000.00; the customer chose the smaller one in January
case(
    "customer-chooses-one",
    ["agency-uptime 2026-01 99%", "answered 2026-01 90%"],
    ["2026-01 answer-credit 1500.00"],
    entries=choices("one-of-them 2026-01 answer-credit 2026-02-03"),
)

# --- earlier windows ------------------------------------------------------------------------------

# 5, 10, 15 and again 15 % of 75,000.00; the met month counts for nothing
case(
    "transition-escalation",
    ["systems-up 2026-01 99%", "systems-up 2026-02 99%", "systems-up 2026-03 100%"]
    + ["systems-up 2026-04 99%", "systems-up 2026-05 99%"],
    ["2026-01 rising-credit 3750.00", "2026-02 rising-credit 7500.00"]
    + ["2026-04 rising-credit 11250.00", "2026-05 rising-credit 11250.00"],
)
# the expected level of S1 fails five times at 2 % of 60,000.00, and pays from the fourth on; the
# minimum level of S2 pays 5 % at once
case(
    "expected-level",
    [f"expected-level/S1 2026-0{month} 90/100" for month in range(1, 6)]
    + [
        f"minimum-level/S2 2026-0{month} {good}/100"
        for month, good in enumerate([80, 70, 80, 80, 80], 1)
    ],
    ["2026-02 minimum-credit 3000.00", "2026-04 expected-credit 1200.00"]
    + ["2026-05 expected-credit 1200.00"],
)
# 5 % of 25,000.00 in January; the mean of the year is (99.4 + 11 x 99.99) / 12 = 99.94 %, so half
# of it goes back with December
case(
    "earned-back-credits",
    ["system-uptime 2026-01 99.4%"]
    + [f"system-uptime 2026-{month:02} 99.99%" for month in range(2, 13)],
    ["2026-01 earned-back 1250.00", "2026-12 earned-back -625.00"],
)
# 1 % of the year's 60,000.00 for each of 13 missed months would be more than the cap of 12 %
case(
    "crowdfox-contract-year",
    [f"platform-up 2026-{month:02} 99%" for month in range(1, 13)] + ["year-up 2026 98.9%"],
    [f"2026-{month:02} of-the-year 600.00" for month in range(1, 13)]
    + ["2026 greater-year 1200.00"],
)
# three days late and two days early at 4,850.00
case(
    "saudi-early-completion",
    ["on-the-day 2026-01 3 days", "on-the-day 2026-02 -2 days"],
    ["2026-01 day-by-day 14550.00", "2026-02 day-by-day -9700.00"],
)
# half a minute beyond the band on either side of 12 minutes at 250,000.00; half a point beyond the
# band of half a point: five tenths at 40,000.00
case(
    "water-outcome-incentive",
    ["few-interruptions 2026 13.5 minutes", "little-leakage 2026 16%"],
    ["2026 incentive 125000.00", "2026 leakage-malus 200000.00"],
)
case(
    "water-outcome-incentive",
    ["few-interruptions 2026 10.5 minutes", "little-leakage 2026 15.5%"],
    ["2026 incentive -125000.00"],
)
# below 99.0 % a quarter of 1,800.00, claimed on the day of the outage
case(
    "atlas-data-federation",
    ["cluster-up 2026-01 outages A 10h"],
    ["2026-01 cluster-credit 450.00"],
    entries=claims("cluster-credit 2026-01 2026-01-01"),
)
# it has no remedy: nothing is owed, and three bad months give a right to leave
case("fastly-termination", ["no-grave-month 2026-01 98%", "steady-months 2026-01 98%"], [])


def _entries(one):
    return one.values[3].get("entries", ())


@pytest.fixture(scope="module")
def book():
    """The agreements with the documents that they share."""
    return load_book(FOLDER)


LATER = date(2030, 1, 1)  # every period of claims is over


def lines_of(book, agreement, rows, known):
    """The lines that are not zero, as `window remedy amount`, when every claim is made or lapsed."""
    whole = book.agreement(agreement)
    deadlines = Deadlines(book, whole, LATER)
    statement = settle(whole, figures(whole, *rows), deadlines=deadlines, **known)
    return [
        f"{line.window.name} {line.remedy} {line.amount}" for line in statement.lines if line.amount
    ]


@pytest.mark.parametrize(("agreement", "rows", "expected", "known"), CASES)
def test_a_published_scheme_settles_to_the_amounts_of_its_words(
    book, agreement, rows, expected, known
):
    """The sum stands above each case; sources and assumptions stand in the agreement."""
    assert sorted(expected) == sorted(lines_of(book, agreement, rows, known))


@pytest.mark.parametrize(
    ("agreement", "rows", "expected", "known"),
    [one for one in CASES if any(isinstance(each, ClaimEntry) for each in _entries(one))],
)
def test_what_nobody_claims_in_time_is_not_paid(book, agreement, rows, expected, known):
    """The same figures without the claims: every credit has lapsed."""
    assert [] == lines_of(book, agreement, rows, {**known, "entries": ()})


def test_every_published_scheme_is_settled():
    """No agreement of the study is without amounts worked out by hand."""
    assert set(AGREEMENTS) == {one.values[0] for one in CASES}
