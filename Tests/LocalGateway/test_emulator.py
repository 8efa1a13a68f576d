"""The gateway's answers equal those of the packaged function to the same event under AWS's runtime emulator."""

import base64
import json
import pathlib
import sys
import unittest

from gateway import Gateway

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Packaging"))
import emulator  # noqa: E402

LIST, KNOWN, OTHER, UNKNOWN = "/api/meetups", "spec-driven-dev-weekly", "context-engineering-weekly", "no-such-meetup"
JSON = ("content-type", "application/json")


def sign_up(meetup: str) -> str:
    return f"/api/meetups/{meetup}/signup"


# Each with its required status, so that two systems that are wrong in the same way are also found.
REQUESTS = [
    (200, "GET", LIST, [], b""),
    (200, "GET", LIST + "?page=1&x=%20", [("accept-language", "fr-CA, en;q=0.5"), ("cookie", "a=1; b=2")], b""),
    (200, "GET", LIST + "?x=%ff", [], b""),
    (400, "POST", sign_up(KNOWN) + "?x=%ff", [], b""),
    (200, "POST", sign_up(KNOWN), [], b""),
    (200, "POST", sign_up(KNOWN), [JSON], b'{"any":"thing"}'),
    (200, "GET", LIST, [], b""),
    (200, "POST", sign_up(OTHER), [("idempotency-key", "first")], b""),
    (422, "POST", sign_up(KNOWN), [("idempotency-key", "first")], b""),
    (400, "POST", sign_up(KNOWN), [("idempotency-key", "x" * 256)], b""),
    (404, "POST", sign_up(UNKNOWN), [], b""),
    (404, "POST", sign_up(UNKNOWN), [("accept-language", "fr")], b""),
    (404, "POST", sign_up("caf%C3%A9%20%2F%20%F0%9F%A6%86"), [], b""),
    (400, "POST", sign_up(KNOWN), [JSON], b"{"),
    (400, "POST", sign_up(KNOWN), [JSON], b"\xff\xfe"),
    (400, "POST", sign_up(KNOWN), [("content-type", "application/octet-stream")], b"\x00\x01"),
]


class Emulator(unittest.TestCase):
    def setUp(self):
        # While both meetups are running, so that links are shown.
        self.settings = {"FIXED_TIME": "2026-11-28T16:30:00Z"}
        self.gateway = Gateway(self.settings)
        self.addCleanup(self.gateway.cleanup.close)

    def test_the_answers_are_the_same(self):
        for status, method, target, headers, body in REQUESTS:
            with self.subTest(f"{method} {target} {headers} {body[:20]}"):
                answered = self.gateway.ask(method, target, headers, body)
                self.assertEqual((status, self.as_the_gateway(answered)), (answered[0], self.emulated()))

    def emulated(self) -> tuple:
        event = self.gateway.event()
        function = {"GET": "ListMeetups", "POST": "SignUpForMeetup"}[
            json.loads(event)["requestContext"]["http"]["method"]]
        payload = emulator.answer(function, event, {
            **self.settings, "AWS_ACCESS_KEY_ID": "local", "AWS_REGION": "eu-west-1", "AWS_SECRET_ACCESS_KEY": "local",
            "DYNAMODB_ENDPOINT": self.gateway.system.table_url, "EDUCATION_TABLE": self.gateway.system.table_name})
        text = payload.get("body", "")
        return (
            payload["statusCode"], {name.lower(): value for name, value in payload.get("headers", {}).items()},
            base64.b64decode(text) if payload.get("isBase64Encoded") else text.encode())

    @staticmethod
    def as_the_gateway(answer: tuple) -> tuple:
        """Returns the answer without the gateway's additions to every answer."""
        status, headers, body = answer
        return status, {
            name: value for name, value in headers.items() if name not in ("apigw-requestid", "content-length")}, body


if __name__ == "__main__":
    unittest.main()
