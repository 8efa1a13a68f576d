"""Each function may do in the table what it does, and nothing more; and the template stays deployable as it grows.

Every function is run through its ways, its requests to the table taken from its log and held against its policy.
"""

import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import boto3
import cfnlint.decode.cfn_yaml

import full_event
import small_event
import stand_ins

ROOT = pathlib.Path(__file__).resolve().parents[2]
AREAS = {path.name: path.parent.name for path in (ROOT / "Sources/Functions").glob("*/*") if path.is_dir()}
FUNCTIONS = sorted(AREAS)
# What to run each function through, so that it does all it ever does: samples and the time that each is sent at. Before
# each function the outbox holds the sample's entry, and the mail service takes what comes.
#
# They run in this order on one table, so that an event is made before it is read, and deleted behind all others.
WAYS = {
    "CreateEvent": [("create-event", "2026-11-23T16:30:00Z"), ("create-event", "2026-11-23T16:31:00Z")],
    "GetEvent": [("get-event", "2026-11-23T16:32:00Z")],
    "ListEvents": [("list-events", "2026-11-23T16:32:00Z")],
    "ConfigureWaitlist": [
        ("configure-waitlist", "2026-11-23T16:33:00Z"), ("configure-waitlist-off", "2026-11-23T16:34:00Z"),
    ],
    "UpdateEvent": [("update-event", "2026-11-23T16:35:00Z")],
    "DeleteEvent": [("delete-event", "2026-11-23T16:36:00Z")],
    "DispatchOutbox": [("dispatch-outbox", "2026-11-28T16:30:01Z")],
    "CheckHealth": [("check-health", "2026-11-28T16:30:00Z")],
    "ListMeetups": [("list-meetups", "2026-11-28T16:30:00Z")],
    "ShowAPIDocument": [("show-api-document", "2026-11-28T16:30:00Z")],
    "ShowAPIReference": [("show-api-reference", "2026-11-28T16:30:00Z")],
    "ShowService": [("show-service", "2026-11-28T16:30:00Z")],
    "SignUpForMeetup": [
        ("sign-up-for-meetup", "2026-11-28T16:30:00Z"),
        ("sign-up-for-meetup", "2026-11-28T16:32:00Z"),
        ("sign-up-for-meetup-with-key", "2026-11-28T16:33:00Z"),
        ("sign-up-for-meetup-with-key", "2026-11-28T16:34:00Z"),
    ],
    "SweepOutbox": [("sweep-outbox", "2026-11-28T16:32:00Z")],
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
# Actions that know no resource and have to be given for all of them.
FOR_ALL_RESOURCES = {"dynamodb:ListStreams"}
# What Lambda itself does under a function's role, to hand it the records of a stream.
FOR_STREAMS = {
    "dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:ListStreams",
}
# What a function's log says it asks, and the services that its role names for that.
SERVICES = {"DynamoDB is asked": "dynamodb", "SES is asked": "ses"}
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
        f"{SERVICES[line['message']]}:{permission}" for line in lines if line.get("message") in SERVICES
        for permission in line["fields"]["permissions"]
    }


def put_outbox_entry() -> None:
    """Puts the entry of the stream's sample into the table, pending as when it was new."""
    event = json.loads((ROOT / "events/dispatch-outbox.json").read_text())
    boto3.client(
        "dynamodb", endpoint_url=os.environ["DYNAMODB_ENDPOINT"], region_name=os.environ["AWS_REGION"]).put_item(
        TableName="policies", Item=event["Records"][0]["dynamodb"]["NewImage"])


def run(function: str, event: str, time: str) -> str:
    """The log of the packaged function answering that sample at that time."""
    api, mail = stand_ins.RuntimeAPI(), stand_ins.MailService()
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen([ROOT / ".build/lambda" / function / "bootstrap"], stderr=log, env={
            **os.environ,
            "AWS_LAMBDA_LOG_LEVEL": "DEBUG",
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{api.port}",
            "EDUCATION_TABLE": "policies",
            "FIXED_TIME": time,
            "MAIL_FROM": "Convene <post@convene.example>",
            "SES_ENDPOINT": f"http://127.0.0.1:{mail.port}",
            "WEB_BASE_URL": "https://convene.example",
        })
        try:
            answer = api.invoke((ROOT / "events" / f"{event}.json").read_bytes())
        finally:
            process.kill()
            process.wait()
            api.stop()
            mail.stop()
        log.seek(0)
        text = log.read()
    # Who is called by no route answers without a status.
    assert answer.get("statusCode", 200) < 300 and not answer.get("batchItemFailures"), text
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
                put_outbox_entry()
                needed = set().union(*(asked(run(function, event, time)) for event, time in ways))
                allowed = {
                    action for statement in statements(resources()[f"{function}Role"])
                    for action in actions(statement) if action.split(":")[0] in SERVICES.values()
                }
                if "DynamoDB" in [event["Type"] for event in resources()[function]["Properties"]["Events"].values()]:
                    self.assertLessEqual(FOR_STREAMS, allowed)
                    allowed -= FOR_STREAMS
                self.assertEqual(allowed, needed)

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
