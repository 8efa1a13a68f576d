"""The API's document is valid according to independent tools, and its example requests work."""

import itertools
import json
import pathlib
import re
import sys
import unittest
import urllib.request

import jsonschema
import openapi_spec_validator

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "Tests/System"))

import system  # noqa: E402 (the path above is where it is)

METHODS = {"get", "post", "put", "patch", "delete"}
# Valid and invalid ways to write a day and a moment.
DAYS = ["2024-12-15", "1970-01-01", "9998-12-31", "2024-02-29"]
MOMENTS = [
    "2024-12-15T18:30:00Z", "2024-12-15T18:30:00.123456789-23:59", "1970-01-01T00:00:00+14:00",
    "9998-12-31T23:59:59-12:00",
]
OTHERS = [
    "", "2024", "2024-12", "2024-13-01", "2024-12-32", "2024-00-10", "20241215", "1969-12-31", "9999-01-01", "2024-garbage",
    "2024-12-15T24:00:00Z", "2024-12-15T18:60:00Z", "2024-12-15T18:30:60Z", "2024-12-15T18:30:00+24:00",
    "2024-12-15T18:30:00.Z", "2024-12-15T18:30:00.1234567890Z", "1969-12-31T23:30:00-01:00", "9999-01-01T00:30:00+01:00",
]
ABSENT = object()


class Document(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.system = system.System()
        cls.addClassCleanup(cls.system.stop)
        with urllib.request.urlopen(f"{cls.system.url}/openapi.json") as answer:
            cls.document = json.load(answer)

    def operations(self):
        for path, item in self.document["paths"].items():
            for method in METHODS & item.keys():
                yield method, path, item[method]

    def resolved(self, node: dict) -> dict:
        if "$ref" not in node:
            return node
        *_, kind, name = node["$ref"].split("/")
        return self.document["components"][kind][name]

    def test_it_is_openapi_3_1(self):
        openapi_spec_validator.validate(self.document, cls=openapi_spec_validator.OpenAPIV31SpecValidator)

    def test_every_parameter_of_a_path_is_described_and_no_other(self):
        for method, path, operation in self.operations():
            described = {
                parameter["name"] for parameter in map(self.resolved, operation.get("parameters", []))
                if parameter["in"] == "path"
            }
            named = {part[1:-1] for part in path.split("/") if part.startswith("{")}
            self.assertEqual(described, named, f"{method} {path}")

    def test_an_id_with_a_question_mark_gets_an_answer_of_the_document(self):
        caller = self.organizer()
        for method, path, operation in self.operations():
            for id in "a%3Fb", "%3Fb":
                named = re.sub("{[a-z_]+}", id, path, flags=re.IGNORECASE)
                if named != path:
                    status = caller.ask(method.upper(), named, {} if method in ("post", "put") else None).status
                    self.assertIn(str(status), operation["responses"], f"{method} {named}")

    def test_every_example_is_as_its_schema_says(self):
        found = 0
        for schema, example in self.examples(self.document):
            validator = jsonschema.Draft202012Validator({**schema, "components": self.document["components"]})
            with self.subTest(example=example):
                validator.validate(example)
            found += 1
        self.assertGreater(found, 10)

    def examples(self, node):
        """Yields each schema that has an example, beside it or inside it."""
        if isinstance(node, dict):
            if "example" in node and "schema" in node:
                yield node["schema"], node["example"]
            elif "example" in node and ("type" in node or "properties" in node):
                yield {name: value for name, value in node.items() if name != "example"}, node["example"]
            for name, member in node.items():
                if name not in ("example", "examples"):
                    yield from self.examples(member)
        elif isinstance(node, list):
            for element in node:
                yield from self.examples(element)

    def validator(self, name: str) -> jsonschema.Draft202012Validator:
        schemas = self.document["components"]["schemas"]
        return jsonschema.Draft202012Validator({**schemas[name], "components": {"schemas": schemas}})

    def organizer(self) -> system.Caller:
        caller = self.system.caller(self.system.token("ada", "organizer"))
        self.addCleanup(caller.close)
        return caller

    def new_event(self, **time) -> dict:
        body = self.document["paths"]["/events"]["post"]["requestBody"]["content"]["application/json"]
        return {**body["example"], "eventId": None, **time}

    def test_dates_are_taken_as_the_schema_says(self):
        caller = self.organizer()
        expected = {**dict.fromkeys(DAYS + MOMENTS, True), **dict.fromkeys(OTHERS, False)}
        self.assertEqual({date: self.validator("DateOrMoment").is_valid(date) for date in expected}, expected)
        self.assertEqual(
            {date: caller.ask("POST", "/events", self.new_event(date=date)).status for date in expected},
            {date: 201 if good else 422 for date, good in expected.items()})

    def test_hours_fit_dates_as_the_schemas_say(self):
        caller = self.organizer()
        times = [
            {name: value for name, value in zip(("date", "startTime", "endTime"), values) if value is not ABSENT}
            for values in itertools.product(
                [ABSENT, DAYS[0], MOMENTS[0]], [ABSENT, None, "18:00"], [ABSENT, None, "20:00"])
        ]
        for time in times:
            if "date" in time:
                body = self.new_event(**time)
                with self.subTest(time=time):
                    status = caller.ask("POST", "/events", body).status
                    self.assertEqual(status, 201 if self.validator("NewEvent").is_valid(body) else 422)
        # A valid change may still not fit the stored event: that is a conflict.
        for old, time in itertools.product([{}, {"startTime": "18:00"}, {"date": MOMENTS[0]}], times):
            place = caller.ask("POST", "/events", self.new_event(**old)).headers["location"]
            with self.subTest(old=old, time=time):
                good = self.validator("EventChange").is_valid(time)
                self.assertIn(caller.ask("PUT", place, time).status, [200, 409] if good else [422])

    def test_what_is_exported_is_described_to_the_last_member(self):
        token = self.system.token("ada", "organizer")
        event = self.document["paths"]["/events"]["post"]["requestBody"]["content"]["application/json"]["example"]
        self.ask(token, "POST", "/users", {"name": "Ada", "email": "ada@example.com"})
        self.ask(token, "POST", "/events", event)
        self.ask(token, "POST", f"/events/{event['eventId']}/registrations")
        self.ask(token, "POST", "/api/meetups/spec-driven-dev-weekly/signup")
        exported = self.ask(token, "GET", "/users/ada/export")
        schemas = self.document["components"]["schemas"]
        self.validator("UserExport").validate(exported)
        self.assertEqual(exported.keys(), schemas["UserExport"]["properties"].keys())
        described = {**schemas["Registration"]["properties"], **schemas["ExportedRegistration"]["properties"]}
        self.assertEqual([registration.keys() - described.keys() for registration in exported["registrations"]], [set()])
        self.assertEqual(len(exported["meetupSignups"]), 1)

    def ask(self, token: str, method: str, path: str, body: object = None):
        request = urllib.request.Request(
            self.system.url + path, method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {token}"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def test_every_operation_that_needs_no_token_says_so_and_no_other(self):
        template = (ROOT / "template.yaml").read_text()
        for _, _, operation in self.operations():
            name = operation["operationId"]
            entry = template.partition(f"\n  {name}:\n")[2].partition(f"\n  {name}Role:\n")[0]
            if entry:
                self.assertEqual(operation.get("security") == [], "Authorizer: NONE" in entry, name)


if __name__ == "__main__":
    unittest.main()
