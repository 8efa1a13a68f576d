"""A new user's path through the whole system: sees the meetups, signs up, finds the invitation."""

import datetime
import email.utils
import unittest
import zoneinfo

import icalendar

import processes
import system

CHICAGO = zoneinfo.ZoneInfo("America/Chicago")
HOUR, WEEK = datetime.timedelta(hours=1), datetime.timedelta(days=7)
KNOWN = "spec-driven-dev-weekly"
TITLE = "Spec Driven Development"
ABOUT = (
    "Weekly discussion on spec-driven workflows, best practices, and Q&A. Join us to learn how to write effective "
    "specs that guide implementation.")
PAGE = f"/meetups/{KNOWN}"
SIGNED_UP = {"success": True, "message": "Successfully signed up for meetup"}
OTHER = {
    "meetupId": "context-engineering-weekly",
    "title": "Context Engineering",
    "description":
        "Deep dive into context engineering patterns, prompt design, and AI workflows. Learn how to craft effective "
        "prompts and manage context for better AI interactions.",
}
LINKS = {KNOWN: "https://zoom.us/j/XXXXXXXXXX", OTHER["meetupId"]: "https://zoom.us/j/YYYYYYYYYY"}


def now() -> datetime.datetime:
    return datetime.datetime.now(CHICAGO)


def next_session(moment: datetime.datetime) -> datetime.datetime:
    """Returns the start of the first session after that moment: Saturdays at ten in Chicago."""
    day = moment.date() + datetime.timedelta(days=(5 - moment.weekday()) % 7)
    begin = datetime.datetime.combine(day, datetime.time(10), CHICAGO)
    return begin if begin > moment else begin + WEEK


def is_running(moment: datetime.datetime) -> bool:
    return next_session(moment - HOUR) <= moment


def listing(moment: datetime.datetime, *signed_up: str) -> list[dict]:
    """Returns the expected list of meetups at that moment."""
    return [{
        **meetup, "nextOccurrence": next_session(moment).isoformat(timespec="milliseconds"),
        "isRunning": is_running(moment), "isSignedUp": meetup["meetupId"] in signed_up,
        **({"zoomLink": LINKS[meetup["meetupId"]]} if is_running(moment) else {}), "duration": 60,
        "hostName": "Rico Martinez",
    } for meetup in ({"meetupId": KNOWN, "title": TITLE, "description": ABOUT}, OTHER)]


class Newcomer(unittest.TestCase):
    def setUp(self):
        self.system = system.System()
        self.addCleanup(self.system.stop)
        self.token = self.system.token("ada")
        # Mails link to pages on the system's own port.
        self.page = f"http://localhost:{self.system.port}{PAGE}"

    def ask(self, method: str, path: str):
        """Returns the content of a successful answer, after checking that it has exactly the expected headers."""
        answer = self.system.ask(method, path, self.token)
        identifier = answer.headers.pop("apigw-requestid")
        self.assertEqual((answer.status, answer.headers), (200, {
            "cache-control": "no-store", "content-type": "application/json",
            "content-length": str(len(answer.body))}), identifier)
        return answer.json

    def assert_listed(self, *signed_up: str):
        before = now()
        found = self.ask("GET", "/api/meetups")
        # A session may have begun or ended meanwhile.
        self.assertIn(found, (listing(before, *signed_up), listing(now(), *signed_up)))

    def test_whoever_signs_up_is_signed_up_once_and_invited_once(self):
        self.assert_listed()
        before = now()
        self.assertEqual(self.ask("POST", f"/api/meetups/{KNOWN}/signup"), SIGNED_UP)
        sessions = [next_session(moment - HOUR) for moment in (before, now())]
        self.assert_listed(KNOWN)
        processes.wait_until(self.system.mails)
        self.assertEqual(self.ask("POST", f"/api/meetups/{KNOWN}/signup"), SIGNED_UP)
        self.assert_listed(KNOWN)
        self.system.wait_for_stream()
        self.check_invitation(self.check_records(), sessions)

    def check_records(self) -> dict:
        """Checks that the table has the sign-up, its news, the sent mail and the count of mails, and nothing else."""
        sign_up, = (item for item in self.system.items() if item["entityType"] == "MEETUP_SIGNUP")
        news, entry = sorted(self.system.outbox(), key=lambda entry: entry["kind"], reverse=True)
        count, = (item for item in self.system.items() if item["entityType"] not in ("MEETUP_SIGNUP", "OUTBOX"))
        self.assertEqual((count["entityType"], count["count"]), ("MAILS", 1))
        moment, calendar_id = sign_up["signedUpAt"], sign_up["calendarId"]
        self.assertEqual(sign_up, {
            "PK": "STUDENT#ada", "SK": f"MEETUP_SIGNUP#{KNOWN}", "entityType": "MEETUP_SIGNUP", "meetupId": KNOWN,
            "GSI1PK": f"MEETUP#{KNOWN}", "GSI1SK": f"SIGNUP#{moment}#ada", "name": "ada", "email": "ada@example.com",
            "language": "en",
            "signedUpAt": moment, "lastInviteAt": moment, "calendarId": calendar_id})
        self.assertEqual(
            (news["kind"], news["status"], news["createdAt"], news["payload"]["news"]),
            ("news", "DONE", moment, "meetup_invitation"))
        self.assertEqual(
            (entry["kind"], entry["status"], entry["attempts"], entry["payload"]["facts"]["calendarId"]),
            ("mail", "SENT", 1, calendar_id))
        return entry

    def check_invitation(self, entry: dict, sessions: list[datetime.datetime]):
        mail, = self.system.mails()
        effect = entry["PK"].removeprefix("OUTBOX#")
        written = datetime.datetime.fromisoformat(entry["payload"]["happenedAt"]).replace(microsecond=0)
        heads = dict(mail.items())
        sent = datetime.datetime.now(datetime.timezone.utc) - email.utils.parsedate_to_datetime(heads.pop("Date"))
        self.assertLess(abs(sent.total_seconds()), 120)
        self.assertIn(effect, heads.pop("Content-Type"))
        self.assertEqual(heads, {
            "From": "Convene <no-reply@example.com>", "Reply-To": "Rico Martinez <rico@learnermax.com>",
            "To": "ada <ada@example.com>", "Subject": f"Invitation: {TITLE}", "MIME-Version": "1.0",
            "Message-ID": f"<{entry['sesMessageId']}@eu-west-1.amazonses.com>",
            "Auto-Submitted": "auto-generated", "Content-Language": "en", "X-Convene-Effect": effect})
        text, html, invitation, attachment = (part for part in mail.walk() if not part.is_multipart())
        self.assertEqual(
            [part.get_content_type() for part in (text, html, invitation, attachment)],
            ["text/plain", "text/html", "text/calendar", "application/ics"])
        self.assertEqual(invitation.get_param("method"), "REQUEST")
        self.assertEqual(attachment.get_payload(decode=True), invitation.get_payload(decode=True))
        for part in text, html:
            self.assertIn(self.page, part.get_content())
            self.assertNotIn("zoom", part.get_content())
        self.check_calendar(invitation.get_payload(decode=True), entry, written, sessions)

    def check_calendar(self, file: bytes, entry: dict, written: datetime.datetime, sessions: list):
        calendar = icalendar.Calendar.from_ical(file)
        self.assertEqual((calendar["METHOD"], calendar["VERSION"]), ("REQUEST", "2.0"))
        event, = calendar.walk("VEVENT")
        begin = event.decoded("DTSTART")
        self.assertIn(begin, sessions)
        self.assertEqual(event.decoded("DTEND") - begin, HOUR)
        self.assertEqual(event["DTSTART"].params["TZID"], "America/Chicago")
        self.assertEqual(event["RRULE"], {"FREQ": ["WEEKLY"], "BYDAY": ["SA"]})
        self.assertEqual(
            {name: str(event[name]) for name in ("UID", "SUMMARY", "LOCATION", "URL", "ORGANIZER", "STATUS")}, {
                "UID": entry["payload"]["facts"]["calendarId"], "SUMMARY": TITLE, "LOCATION": self.page, "URL": self.page,
                "ORGANIZER": "mailto:rico@learnermax.com", "STATUS": "CONFIRMED"})
        self.assertTrue(event["DESCRIPTION"].startswith(ABOUT))
        self.assertEqual((event["SEQUENCE"], event.decoded("DTSTAMP")), (0, written))
        self.assertEqual((event["ATTENDEE"], dict(event["ATTENDEE"].params)), ("mailto:ada@example.com", {
            "CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE",
            "CN": "ada"}))


if __name__ == "__main__":
    unittest.main()
