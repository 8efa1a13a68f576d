"""Judges the messages in the folder JUDGED_FOLDER, each beside its input as JSON."""

import datetime
import email
import email.header
import email.policy
import email.utils
import functools
import json
import os
import pathlib
import re
import unittest

import calendar_files
import icalendar

FOLDER = pathlib.Path(os.environ["JUDGED_FOLDER"])


@functools.cache
def cases():
    files = sorted(FOLDER.glob("*.eml"))
    assert files, f"there is no message in {FOLDER}"
    return [
        (
            file.stem, file.read_bytes(), email.message_from_bytes(file.read_bytes(), policy=email.policy.default),
            json.loads(file.with_suffix(".json").read_text()))
        for file in files
    ]


def person(field: str) -> list[str]:
    """Returns the name and the address in a field of the head.

    The newer parser is avoided: before Python 3.13 it leaves blanks between the encoded words of a name.
    """
    name, address = email.utils.parseaddr(field.replace("\r\n", ""))
    return [str(email.header.make_header(email.header.decode_header(name))), address]


class Messages(unittest.TestCase):
    def test_lines(self):
        for name, data, _, _ in cases():
            with self.subTest(name):
                self.assertTrue(data.endswith(b"\r\n"))
                self.assertFalse(re.search(rb"[^\t\r\n\x20-\x7e]|\r(?!\n)|(?<!\r)\n", data), "nothing but ASCII lines")
                lines = data.split(b"\r\n")
                # A bare address can't be folded.
                self.assertEqual([line for line in lines if len(line) > 76 and b"@" not in line], [])
                self.assertLessEqual(max(map(len, lines)), 320)

    def test_head(self):
        for name, data, message, expected in cases():
            with self.subTest(name):
                raw = email.message_from_bytes(data)
                self.assertEqual(message["Subject"], expected["subject"])
                self.assertEqual(len(message.keys()), len(expected["headers"]))
                self.assertEqual(sorted(message.keys()), sorted(expected["headers"]))
                for field in ("From", "To"):
                    self.assertEqual(len(message[field].addresses), 1)
                    self.assertEqual(person(raw[field]), expected[field])
                self.assertEqual(message["Message-ID"], expected["messageId"])
                sent = email.utils.parsedate_to_datetime(message["Date"])
                self.assertEqual(sent, datetime.datetime.fromisoformat(expected["date"]))
                self.assertEqual(message["Auto-Submitted"], "auto-generated")
                self.assertEqual(message["MIME-Version"], "1.0")

    def test_parts(self):
        for name, _, message, expected in cases():
            with self.subTest(name):
                self.assertEqual([part.defects for part in message.walk() if part.defects], [])
                types = [part.get_content_type() for part in message.walk()]
                texts = ["text/plain", "text/html"]
                if "method" in expected:
                    self.assertEqual(types, [
                        "multipart/mixed", "multipart/alternative", *texts, "text/calendar", "application/ics"])
                else:
                    self.assertEqual(types, ["multipart/alternative", *texts])
                for kind, field in (("plain", "text"), ("html", "html")):
                    part = message.get_body([kind])
                    self.assertEqual(part.get_content_charset(), "utf-8")
                    self.assertEqual(part.get_payload(decode=True).decode().replace("\r\n", "\n"), expected[field])

    def test_invitation(self):
        for name, _, message, expected in cases():
            if "method" not in expected:
                continue
            with self.subTest(name):
                (part,) = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
                (attachment,) = message.iter_attachments()
                self.assertEqual(attachment.get_filename(), "invite.ics")
                data = part.get_payload(decode=True)
                self.assertEqual(data, attachment.get_payload(decode=True))
                self.assertEqual(part.get_content_charset(), "utf-8")
                self.assertEqual(part.get_param("method"), expected["method"])
                calendar_files.content_lines(data)
                calendar_files.check_itip(data)
                calendar = icalendar.Calendar.from_ical(data)
                self.assertEqual(calendar["METHOD"], expected["method"])
                (event,) = calendar.walk("VEVENT")
                self.assertEqual(str(event["ATTENDEE"]), "mailto:" + expected["To"][1])


if __name__ == "__main__":
    unittest.main()
