"""Reads calendar files as an independent program does: with icalendar, with zoneinfo, and by the letter of RFC 5545 and
5546."""

import datetime
import re
import zoneinfo

import icalendar
from dateutil import rrule

UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=UTC)
NAIVE_EPOCH = datetime.datetime(1970, 1, 1)


def content_lines(data: bytes) -> list[bytes]:
    """Returns the lines of a file, still folded; fails if they break the rules of RFC 5545, section 3.1."""
    assert data.endswith(b"\r\n"), "the last line does not end"
    lines = data[:-2].split(b"\r\n")
    for line in lines:
        assert len(line) <= 75, f"{len(line)} octets: {line}"
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line), f"a control character: {line}"
        line.decode()  # A line folded within a character fails here.
    return lines


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def components(data: bytes) -> list[str]:
    """Returns the names of all components, which must be properly nested."""
    found, opened = [], []
    for line in unfolded(data):
        name, _, value = line.partition(":")
        if name == "BEGIN":
            found.append(value)
            opened.append(value)
        elif name == "END":
            assert opened.pop() == value, f"{line} closes another component"
        else:
            assert opened and re.match(r"[A-Z-]+[:;]", line), f"no property: {line}"
    assert not opened, f"not closed: {opened}"
    return found


def check_itip(data: bytes) -> None:
    """Checks the requirements of RFC 5546 for a REQUEST or a CANCEL about one event."""
    names = components(data)
    assert names[0] == "VCALENDAR" and names[-1] == "VEVENT" and names.count("VEVENT") == 1, names
    calendar = icalendar.Calendar.from_ical(data)
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"], "VERSION and PRODID"
    assert calendar["METHOD"] in ("REQUEST", "CANCEL")
    (event,) = calendar.walk("VEVENT")
    for name in ("UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "ORGANIZER", "ATTENDEE", "STATUS"):
        assert name in event, f"{name} is missing"
        assert not isinstance(event[name], list) or name == "ATTENDEE", f"{name} more than once"
    assert (calendar["METHOD"] == "CANCEL") == (event["STATUS"] == "CANCELLED")
    assert str(event["ORGANIZER"]).startswith("mailto:")
    zones = [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")]
    # Without hours there is no zone to describe; both ends are of the same type, and the event has a duration.
    kinds = {value.params.get("VALUE", "DATE-TIME") for value in (event["DTSTART"], event["DTEND"])}
    assert kinds == ({"DATE-TIME"} if zones else {"DATE"}), f"{kinds} with the zones {zones}"
    assert event["DTEND"].dt > event["DTSTART"].dt, "it does not last"
    used = {value.params["TZID"] for value in (event["DTSTART"], event["DTEND"]) if "TZID" in value.params}
    assert used <= set(zones) and len(zones) == len(set(zones)), f"{used} of {zones}"


def seconds(moment: datetime.datetime) -> int:
    return round((moment.astimezone(UTC) - EPOCH).total_seconds())


def wall(value) -> datetime.datetime:
    """Returns a property's date as local time."""
    return datetime.datetime.strptime(value.to_ical().decode().rstrip("Z"), "%Y%m%dT%H%M%S")


def moment(value, zone: zoneinfo.ZoneInfo) -> int:
    """Returns the moment of a property's date by RFC 5545: the first of two, with the offset before a gap."""
    is_utc = value.to_ical().endswith(b"Z")
    return seconds(wall(value).replace(tzinfo=UTC if is_utc else zone, fold=0))


def session_starts(event, zone: zoneinfo.ZoneInfo, count: int) -> list[int]:
    if "RRULE" not in event:
        return [moment(event["DTSTART"], zone)]
    rule = rrule.rrulestr(event["RRULE"].to_ical().decode(), dtstart=wall(event["DTSTART"]))
    return [seconds(start.replace(tzinfo=zone, fold=0)) for start, _ in zip(rule, range(count))]


def onsets(vtimezone, until: datetime.datetime) -> list[tuple[int, int]]:
    """Returns the offsets and when each begins, in seconds since 1970, by the letter of RFC 5545, section 3.6.5."""
    found = []
    for observance in vtimezone.subcomponents:
        before = observance["TZOFFSETFROM"].td.total_seconds()
        after = observance["TZOFFSETTO"].td.total_seconds()
        start = wall(observance["DTSTART"])
        dates = {start}
        if "RDATE" in observance:
            lists = observance["RDATE"]
            for dated in lists if isinstance(lists, list) else [lists]:
                dates |= {date.dt for date in dated.dts}
        if "RRULE" in observance:
            rule = rrule.rrulestr(observance["RRULE"].to_ical().decode(), dtstart=start)
            for date in rule:
                if date > until:
                    break
                dates.add(date)
        found += [(int((date - NAIVE_EPOCH).total_seconds() - before), int(after)) for date in dates]
    return sorted(found)


def wrong_offsets(vtimezone, zone: zoneinfo.ZoneInfo, year: int) -> list[str]:
    """Returns the hours of two years in which the file and zoneinfo disagree about the clocks."""
    end = datetime.datetime(year + 2, 1, 1)
    changes = onsets(vtimezone, end + datetime.timedelta(days=2))
    start = int((datetime.datetime(year, 1, 1) - NAIVE_EPOCH).total_seconds())
    stop = int((end - NAIVE_EPOCH).total_seconds())
    assert changes and changes[0][0] <= start, "nothing says how the clocks are kept at the beginning"
    wrong, index = [], 0
    for second in range(start, stop, 3600):
        while index + 1 < len(changes) and changes[index + 1][0] <= second:
            index += 1
        expected = datetime.datetime.fromtimestamp(second, zone).utcoffset().total_seconds()
        if changes[index][1] != expected:
            wrong.append(f"{EPOCH + datetime.timedelta(seconds=second)}: {changes[index][1]}, not {expected:.0f}")
    return wrong
