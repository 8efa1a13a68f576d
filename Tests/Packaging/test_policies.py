"""Each function may do in the table what it does, and nothing more; and the template stays deployable as it grows.

Every function is run through its ways, its requests to the table taken from its log and held against its policy.
"""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import cfnlint.decode.cfn_yaml

import full_event
import small_event
import stand_ins

ROOT = pathlib.Path(__file__).resolve().parents[2]
AREAS = {path.name: path.parent.name for path in (ROOT / "Sources/Functions").glob("*/*") if path.is_dir()}
FUNCTIONS = sorted(AREAS)
# What to run each function through, so that it does all it ever does: samples and the time that each is sent at.
WAYS = {
    "ListMeetups": [("list-meetups", "2026-11-28T16:30:00Z")],
    "SignUpForMeetup": [
        ("sign-up-for-meetup", "2026-11-28T16:30:00Z"),
        ("sign-up-for-meetup", "2026-11-28T16:32:00Z"),
        ("sign-up-for-meetup-with-key", "2026-11-28T16:33:00Z"),
        ("sign-up-for-meetup-with-key", "2026-11-28T16:34:00Z"),
    ],
    "RegisterForEvent": [
        ("register-for-event", "2026-11-28T16:30:00Z"),
        ("register-for-event-with-key", "2026-11-28T16:30:00Z"),
        ("register-for-event-with-key", "2026-11-28T16:31:00Z"),
    ],
    "ListRegistrations": [
        ("list-registrations", "2026-11-28T16:32:00Z"),
        ("list-registrations-of-all", "2026-11-28T16:32:00Z"),
    ],
    "UnregisterFromEvent": [("unregister-from-event", "2026-11-28T16:33:00Z")],
    "CreateUser": [
        ("create-user", "2026-11-28T16:30:00Z"),
        ("create-user-with-key", "2026-11-28T16:30:00Z"),
    ],
    "GetUser": [("get-user", "2026-11-28T16:31:00Z")],
    "ListUserRegistrations": [
        ("list-user-registrations", "2026-11-28T16:32:00Z"),
        ("list-user-registrations-by-admin", "2026-11-28T16:32:00Z"),
    ],
    "ExportUser": [("export-user", "2026-11-28T16:33:00Z")],
    "DeleteUser": [("delete-user", "2026-11-28T16:34:00Z")],
}
# Actions that know no resource and have to be given for all of them: none so far.
FOR_ALL_RESOURCES: set[str] = set()
ENDPOINTS_FORESEEN = 60
MOST_RESOURCES = 500


def template() -> dict:
    return cfnlint.decode.cfn_yaml.load(str(ROOT / "template.yaml"))


def resources() -> dict:
    return template()["Resources"]


def statements(role: dict) -> list[dict]:
    return [
        statement for policy in role["Properties"].get("Policies", [])
        for statement in policy["PolicyDocument"]["Statement"]
    ]


def actions(statement: dict) -> list[str]:
    action = statement["Action"]
    return [action] if isinstance(action, str) else list(action)


def asked(log: str) -> set[str]:
    """The permissions that a function's log says it needed."""
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    return {
        permission for line in lines if line.get("message") == "DynamoDB is asked"
        for permission in line["fields"]["permissions"]
    }


def run(function: str, event: str, time: str) -> str:
    """The log of the packaged function answering that sample at that time."""
    api = stand_ins.RuntimeAPI()
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen([ROOT / ".build/lambda" / function / "bootstrap"], stderr=log, env={
            **os.environ,
            "AWS_LAMBDA_LOG_LEVEL": "DEBUG",
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{api.port}",
            "EDUCATION_TABLE": "policies",
            "FIXED_TIME": time,
        })
        try:
            status = api.invoke((ROOT / "events" / f"{event}.json").read_bytes())["statusCode"]
        finally:
            process.kill()
            process.wait()
            api.stop()
        log.seek(0)
        text = log.read()
    assert status < 300, text
    return text


class Policies(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        # The tool that runs one function also makes the table where there is none.
        subprocess.run(
            [ROOT / ".build/debug/Invoke", "--raw", ROOT / ".build/debug/ListMeetups",
             ROOT / "events/list-meetups.json"],
            env={**os.environ, "EDUCATION_TABLE": "policies"}, check=True, capture_output=True)
        full_event.put_into("policies")
        small_event.put_into("policies")

    def test_every_function_has_its_ways_its_role_and_its_place_in_the_template(self):
        deployed = sorted(
            name for name, resource in resources().items() if resource["Type"] == "AWS::Serverless::Function")
        self.assertEqual(deployed, FUNCTIONS, "template.yaml and Sources/Functions differ")
        self.assertEqual(sorted(WAYS), FUNCTIONS, "WAYS in this file and Sources/Functions differ")
        for function in FUNCTIONS:
            properties = resources()[function]["Properties"]
            self.assertEqual(properties["CodeUri"], f".build/lambda/{function}")
            self.assertEqual(properties["Role"], {"Fn::GetAtt": [f"{function}Role", "Arn"]})

    def test_every_area_has_an_alarm_that_sees_each_of_its_functions(self):
        for function, area in AREAS.items():
            variables = resources()[function]["Properties"]["Environment"]["Variables"]
            self.assertEqual(variables.get("AREA"), area, function)
            self.assertEqual(
                resources()[f"{area}Alarm"]["Properties"]["Dimensions"], [{"Name": "Area", "Value": area}], area)

    def test_every_function_may_do_what_it_does_and_nothing_more(self):
        for function, ways in WAYS.items():
            with self.subTest(function):
                needed = set().union(*(asked(run(function, event, time)) for event, time in ways))
                allowed = {
                    action for statement in statements(resources()[f"{function}Role"])
                    for action in actions(statement) if action.startswith("dynamodb:")
                }
                self.assertEqual(allowed, {f"dynamodb:{permission}" for permission in needed})

    def test_no_role_allows_more_than_it_names(self):
        for name, resource in resources().items():
            if resource["Type"] != "AWS::IAM::Role":
                continue
            self.assertNotIn("ManagedPolicyArns", resource["Properties"], name)
            for statement in statements(resource):
                for action in actions(statement):
                    self.assertNotIn("*", action, name)
                    if action not in FOR_ALL_RESOURCES:
                        self.assertNotIn("*", json.dumps(statement["Resource"]), name)

    def test_an_issuer_without_an_audience_lets_nobody_in(self):
        audience = template()["Parameters"]["OidcAudience"]
        self.assertNotRegex("", audience["AllowedPattern"])
        self.assertRegex(audience["Default"], audience["AllowedPattern"])

    def test_the_stack_has_room_for_the_endpoints_to_come(self):
        own = [name for name in resources() if name.startswith(tuple(FUNCTIONS))]
        # SAM adds a permission for each route, and a stage for the API.
        each = len(own) / len(FUNCTIONS) + 1
        others = len(resources()) - len(own) + 1
        self.assertLess(others + each * ENDPOINTS_FORESEEN, MOST_RESOURCES)


if __name__ == "__main__":
    unittest.main()
