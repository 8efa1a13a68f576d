"""What schemathesis is told of the API that its document cannot say."""

import datetime
import itertools
import re

import schemathesis
from hypothesis import strategies

CLOCK = re.compile("^([01][0-9]|2[0-3]):[0-5][0-9]$")
DATE = re.compile("^[0-9]{4}-[0-9]{2}-[0-9]{2}")
PRINTABLE = re.compile("^[!-~]([ -~]{0,253}[!-~])?$")
numbers = itertools.count(1)

# As JSON Schema has it, there is a year 0 and a second 60; the API knows the years from 1970 on.
schemathesis.openapi.format("date", strategies.dates(datetime.date(1970, 1, 2), datetime.date(9000, 1, 1)).map(str))
schemathesis.openapi.format(
    "date-time",
    strategies.datetimes(
        datetime.datetime(1970, 1, 2), datetime.datetime(9000, 1, 1), timezones=strategies.just(datetime.timezone.utc)
    ).map(datetime.datetime.isoformat))


@schemathesis.hook
def before_call(context, case, kwargs):
    """Makes of good data what the API takes: a key of its own for each request, no cursor that nobody gave out, and
    times that fit each other."""
    key = case.headers.get("Idempotency-Key") if case.headers else None
    if isinstance(key, str) and PRINTABLE.match(key):
        # The same key with another request is refused, as it should be.
        case.headers["Idempotency-Key"] = f"{key[:200]}{next(numbers)}"
    cursor = case.query.get("cursor") if case.query else None
    if isinstance(cursor, str) and cursor:
        del case.query["cursor"]
    if case.query and is_backwards(case.query.get("from"), case.query.get("to")):
        del case.query["to"]
    if isinstance(case.body, dict):
        drop_misfits(case.body)


def drop_misfits(event: dict):
    """An hour goes with a day, and an end with a beginning; what is wrong by itself stays, to be refused."""
    date = event.get("date")
    has_day = isinstance(date, str) and len(date) == 10
    if not has_day and is_clock(event.get("startTime")):
        del event["startTime"]
    if not (has_day and is_clock(event.get("startTime"))) and is_clock(event.get("endTime")):
        del event["endTime"]


def is_backwards(start: object, end: object) -> bool:
    """Whether both are dates and the end may be before the start."""
    dates = isinstance(start, str) and DATE.match(start) and isinstance(end, str) and DATE.match(end)
    return bool(dates) and end[:10] <= start[:10]


def is_clock(value: object) -> bool:
    return isinstance(value, str) and CLOCK.match(value) is not None
