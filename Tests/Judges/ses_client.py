"""Sends mail through the gateway's SES with boto3, and reads it back; places.json in JUDGED_FOLDER has the addresses.
"""

import datetime
import email.message
import email.policy
import email.utils
import json
import os
import pathlib
import re
import unittest
import urllib.request

import boto3
import botocore.config
import botocore.exceptions

PLACES = json.loads((pathlib.Path(os.environ["JUDGED_FOLDER"]) / "places.json").read_text())


def client(**settings):
    """Returns a client that does not retry."""
    settings = {"aws_access_key_id": "any", "aws_secret_access_key": "any"} | settings
    return boto3.client(
        "sesv2", endpoint_url=PLACES["ses"], region_name="eu-west-1",
        config=botocore.config.Config(retries={"total_max_attempts": 1}), **settings)


def get(path):
    with urllib.request.urlopen(PLACES["mail"] + path) as answer:
        return answer.read()


def stamped(data, sent, raw):
    """Returns whether the stored message has the service's own Message-ID and Date at the end of its head."""
    head, _, body = data.partition(b"\r\n\r\n")
    date = re.search(rb"Date: (.*)\r\n", raw)[1].decode()
    age = datetime.datetime.now(datetime.timezone.utc) - email.utils.parsedate_to_datetime(date)
    stamp = f"Message-ID: <{sent}@eu-west-1.amazonses.com>\r\nDate: {date}\r\n"
    return abs(age.total_seconds()) < 60 and raw == head + b"\r\n" + stamp.encode() + b"\r\n" + body


class Sending(unittest.TestCase):
    def send(self, data, to=("ada@example.com",), sender="Convene <post@convene.example>", **more):
        return client().send_email(
            FromEmailAddress=sender, Destination={"ToAddresses": list(to)}, Content={"Raw": {"Data": data}}, **more)

    def refusal(self, code, status, *arguments, **more):
        with self.assertRaises(botocore.exceptions.ClientError) as caught:
            self.send(*arguments, **more)
        self.assertEqual(caught.exception.response["Error"]["Code"], code)
        self.assertEqual(caught.exception.response["ResponseMetadata"]["HTTPStatusCode"], status)
        return caught.exception.response["Error"]["Message"]

    def test_a_message_of_pythons_own_making(self):
        message = email.message.EmailMessage(policy=email.policy.SMTP)
        message["From"] = "Convene <post@convene.example>"
        message["To"] = "Zoë <zoe@example.com>"
        message["Subject"] = "Réunion " * 12 + "日本語"
        message.set_content("Grüße\n" * 3)
        message.add_alternative("<p>Grüße</p>\n", subtype="html", charset="iso-8859-1", cte="quoted-printable")
        message.add_attachment(b"BEGIN:VCALENDAR\r\n", maintype="text", subtype="calendar", filename="Einladung ü.ics")
        sent = self.send(message.as_bytes(), to=["zoe@example.com"])["MessageId"]
        self.assertTrue(stamped(message.as_bytes(), sent, get(f"/{sent}/raw")))
        self.assertEqual(get(f"/{sent}/invite.ics"), b"BEGIN:VCALENDAR\r\n")
        seen = json.loads(get(f"/{sent}.json"))
        self.assertEqual(seen["subject"], str(message["Subject"]))
        self.assertEqual(seen["to"], ["zoe@example.com"])
        self.assertEqual(seen["text"].split(), ["Grüße"] * 3)
        self.assertEqual(seen["html"].strip(), "<p>Grüße</p>")
        self.assertEqual([part["type"] for part in seen["attachments"]], ["text/calendar"])
        listed = json.loads(get(".json?to=ZOE"))["messages"]
        self.assertEqual([mail["id"] for mail in listed], [sent])
        self.assertTrue(listed[0]["calendar"])

    def test_pages_of_the_list(self):
        for number in range(5):
            self.send(f"From: a@b.example\r\nSubject: {number}\r\n\r\n".encode(), to=["pages@example.com"])
        seen, before = [], ""
        while True:
            page = json.loads(get(f".json?to=pages&count=2{before}"))
            seen += [mail["subject"] for mail in page["messages"]]
            if "next" not in page:
                break
            before = f"&before={page['next']}"
        self.assertEqual(seen, ["4", "3", "2", "1", "0"])

    def test_a_large_message(self):
        data = b"From: a@b.example\r\n\r\n" + b"x" * 76 + b"\r\n" * 500_000
        sent = self.send(data)["MessageId"]
        self.assertTrue(stamped(data, sent, get(f"/{sent}/raw")))

    def test_refusals(self):
        head = b"From: a@b.example\r\n\r\n"
        self.refusal("BadRequestException", 400, b"no header")
        self.refusal("BadRequestException", 400, b"To: a@b.example\r\n\r\n")
        self.refusal("BadRequestException", 400, head + b"x" * 999)
        self.refusal("BadRequestException", 400, head, to=["ä@b.example"])
        self.refusal("BadRequestException", 400, head, sender="nobody")
        message = self.refusal("BadRequestException", 400, head, to=["a@b.example"] * 51)
        self.assertEqual(message, "Recipient count exceeds 50.")
        self.refusal("MessageRejected", 400, head, to=["reject@simulator.amazonses.com"])
        self.refusal("TooManyRequestsException", 429, head, to=["throttle@simulator.amazonses.com"])

    def test_names_of_errors_are_the_services_own(self):
        head = b"From: a@b.example\r\n\r\n"
        service = client()
        with self.assertRaises(service.exceptions.MessageRejected):
            service.send_email(
                Destination={"ToAddresses": ["reject@simulator.amazonses.com"]}, Content={"Raw": {"Data": head}})
        with self.assertRaises(service.exceptions.BadRequestException):
            service.send_email(
                FromEmailAddress="a@b.example", Destination={"ToAddresses": ["a@b.example"]},
                Content={"Simple": {"Subject": {"Data": "x"}, "Body": {"Text": {"Data": "y"}}}})


if __name__ == "__main__":
    unittest.main()
