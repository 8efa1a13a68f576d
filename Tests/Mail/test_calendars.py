"""Judges the calendar files in the folder JUDGED_FOLDER, each beside its input as JSON."""

import datetime
import json
import os
import pathlib
import unittest
import zoneinfo

import icalendar

import calendar_files

FOLDER = pathlib.Path(os.environ["JUDGED_FOLDER"])


def cases():
    files = sorted(FOLDER.glob("*.ics"))
    assert files, f"there is no calendar file in {FOLDER}"
    for file in files:
        yield file.stem, file.read_bytes(), json.loads(file.with_suffix(".json").read_text())


class Calendars(unittest.TestCase):
    def test_lines(self):
        for name, data, _ in cases():
            with self.subTest(name):
                calendar_files.content_lines(data)

    def test_itip(self):
        for name, data, expected in cases():
            with self.subTest(name):
                calendar_files.check_itip(data)
                self.assertEqual(icalendar.Calendar.from_ical(data)["METHOD"], expected["method"])

    def test_contents(self):
        for name, data, expected in cases():
            with self.subTest(name):
                (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
                attendees = event["ATTENDEE"] if isinstance(event["ATTENDEE"], list) else [event["ATTENDEE"]]
                self.assertEqual(event["UID"], expected["uid"])
                self.assertEqual(event["SEQUENCE"], expected["sequence"])
                self.assertEqual(event["STATUS"], expected["status"])
                for field in ("summary", "description", "location", "url"):
                    self.assertEqual(str(event.get(field, "")), expected[field], field)
                people = [person for person in [event["ORGANIZER"], *attendees]]
                self.assertEqual([str(person) for person in people], expected["addresses"])
                self.assertEqual([person.params.get("CN", "") for person in people], expected["names"])
                for attendee in attendees:
                    self.assertEqual(attendee.params["PARTSTAT"], expected["answer"])
                    self.assertEqual(attendee.params["ROLE"], "REQ-PARTICIPANT")
                    self.assertEqual(attendee.params.get("RSVP"), expected.get("asked"))

    def test_days(self):
        for name, data, expected in cases():
            if "day" not in expected:
                continue
            with self.subTest(name):
                calendar = icalendar.Calendar.from_ical(data)
                (event,) = calendar.walk("VEVENT")
                day = datetime.date.fromisoformat(expected["day"])
                self.assertEqual((event["DTSTART"].dt, event["DTEND"].dt), (day, day + datetime.timedelta(days=1)))
                self.assertEqual(event["TRANSP"], "TRANSPARENT")
                self.assertEqual(calendar.walk("VTIMEZONE"), [])

    def test_sessions(self):
        for name, data, expected in cases():
            if "day" in expected:
                continue
            with self.subTest(name):
                (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
                zone = zoneinfo.ZoneInfo(expected["zone"])
                starts = calendar_files.session_starts(event, zone, len(expected["starts"]))
                self.assertEqual(starts, expected["starts"])
                self.assertEqual(calendar_files.moment(event["DTEND"], zone), expected["end"])

    def test_offsets(self):
        for name, data, expected in cases():
            if "day" in expected:
                continue
            with self.subTest(name):
                (described,) = icalendar.Calendar.from_ical(data).walk("VTIMEZONE")
                self.assertEqual(described["TZID"], expected["zone"])
                zone = zoneinfo.ZoneInfo(expected["zone"])
                self.assertEqual(calendar_files.wrong_offsets(described, zone, expected["year"])[:5], [])


if __name__ == "__main__":
    unittest.main()
