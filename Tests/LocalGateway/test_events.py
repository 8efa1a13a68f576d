"""The gateway's events have the same members, types and forms as API Gateway's.

`events/` holds events in the service's format (payload format 2.0), with invented values. Each is turned back into the
request that it describes; the gateway's event for that request is then compared, member by member.
"""

import base64
import json
import pathlib
import re
import unittest

from gateway import Gateway

EVENTS = sorted((pathlib.Path(__file__).resolve().parent / "events").glob("*.json"))
# The headers that the service, and the gateway, add to a request.
ADDED = {"content-length", "host", "x-amzn-trace-id", "x-forwarded-for", "x-forwarded-port", "x-forwarded-proto"}
SAME = [
    "version", "routeKey", "rawPath", "rawQueryString", "cookies", "queryStringParameters", "pathParameters", "body",
    "isBase64Encoded",
]
FORMS = {
    "requestId": r"[A-Za-z0-9+/_-]{15}[A-Za-z0-9=+/_-]",
    "time": r"\d\d/(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)/\d{4}:\d\d:\d\d:\d\d \+0000",
    "accountId": r"\d{12}",
}


def shape(value):
    """Returns members and types; only types for claims, which are the issuer's choice."""
    if not isinstance(value, dict):
        return type(value).__name__
    return {
        name: {shape(claim) for claim in member.values()} if name == "claims" else shape(member)
        for name, member in value.items()
    }


class Events(unittest.TestCase):
    def setUp(self):
        self.gateway = Gateway()
        self.addCleanup(self.gateway.cleanup.close)

    def made(self, event: dict) -> dict:
        """Returns the gateway's event for the request that this event describes."""
        body = event.get("body", "")
        body = base64.b64decode(body) if event["isBase64Encoded"] else body.encode()
        query = "?" + event["rawQueryString"] if event["rawQueryString"] else ""
        headers = [
            (name.title(), value) for name, value in event["headers"].items()
            if name not in ADDED and name != "authorization"]
        headers += [("Cookie", "; ".join(event["cookies"]))] if "cookies" in event else []
        self.gateway.ask(event["requestContext"]["http"]["method"], event["rawPath"] + query, headers, body)
        return json.loads(self.gateway.event())

    def test_there_are_samples(self):
        self.assertGreaterEqual(len(EVENTS), 3)

    def test_members_and_types_are_the_services(self):
        for path in EVENTS:
            with self.subTest(path.name):
                theirs = json.loads(path.read_text())
                ours = self.made(theirs)
                self.assertEqual(shape(ours), shape(theirs))
                for name in SAME:
                    self.assertEqual(ours.get(name), theirs.get(name), name)
                for name, value in theirs["headers"].items():
                    if name not in ADDED and name != "authorization":
                        self.assertEqual(ours["headers"][name], value)
                self.assertEqual(ours["headers"]["content-length"], theirs["headers"]["content-length"])

    def test_what_differs_from_call_to_call_has_its_form(self):
        for path in EVENTS:
            theirs = json.loads(path.read_text())
            for event in (theirs, self.made(theirs)):
                with self.subTest(path.name):
                    context = event["requestContext"]
                    for name, form in FORMS.items():
                        self.assertRegex(context[name], f"^{form}$")
                    self.assertRegex(event["headers"]["x-amzn-trace-id"], "^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$")
                    self.assertTrue(1_500_000_000_000 < context["timeEpoch"] < 5_000_000_000_000)
                    self.assertEqual((context["http"]["path"], context["routeKey"]), (event["rawPath"], event["routeKey"]))
                    self.assertEqual(context["domainPrefix"], context["domainName"].split(".")[0])
                    self.assertTrue(all(name == name.lower() for name in event["headers"]))


if __name__ == "__main__":
    unittest.main()
