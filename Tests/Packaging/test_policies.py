"""Each function may do in the table exactly what it does.

Every function is run through all its paths, each on its own table; the operations in its log are compared with its
policy.
"""

import json
import unittest

import ways
from packaged import AREAS, FUNCTIONS, log, resources, template
# Actions without a resource, which have to be allowed for all of them.
FOR_ALL_RESOURCES = {"dynamodb:ListStreams"}
# Lambda's own actions under a function's role, to deliver the records of a stream.
FOR_STREAMS = {
    ("dynamodb:DescribeStream", "stream"), ("dynamodb:GetRecords", "stream"),
    ("dynamodb:GetShardIterator", "stream"), ("dynamodb:ListStreams", "*"),
}
# The services in a function's log, and their names in its role.
SERVICES = {"DynamoDB is asked": "dynamodb", "SES is asked": "ses"}
# Whatever identity and configuration set SES asks for, as long as mail comes from the sender.
SES = "arn:${AWS::Partition}:ses:${AWS::Region}:${AWS::AccountId}:"
SENDING = {
    "Effect": "Allow",
    "Action": ["ses:SendEmail", "ses:SendRawEmail"],
    "Resource": [{"Fn::Sub": SES + "identity/*"}, {"Fn::Sub": SES + "configuration-set/*"}],
    "Condition": {"StringEquals": {"ses:FromAddress": {"Ref": "MailFrom"}}},
}


def statements(role: dict) -> list[dict]:
    return [
        statement for policy in role["Properties"].get("Policies", [])
        for statement in policy["PolicyDocument"]["Statement"]
    ]


def actions(statement: dict) -> list[str]:
    action = statement["Action"]
    return [action] if isinstance(action, str) else list(action)


def subjects(statement: dict) -> list[str]:
    """Returns a statement's resources, as functions name them in their log."""
    if statement == SENDING:
        return ["sender"]
    resource = statement["Resource"]
    return [subject(one) for one in resource] if isinstance(resource, list) else [subject(resource)]


def subject(resource) -> str:
    """Returns a resource by its name in logs; unchanged if it has none."""
    match resource:
        case "*":
            return "*"
        case {"Fn::GetAtt": ["Table", "Arn"]}:
            return "table"
        case {"Fn::GetAtt": ["Table", "StreamArn"]}:
            return "stream"
        case {"Fn::Sub": str(text)} if text.startswith("${Table.Arn}/index/"):
            return text.removeprefix("${Table.Arn}/")
        case _:
            return json.dumps(resource)


def allowed(role: dict) -> set[tuple[str, str]]:
    """Returns the actions that a role allows in these services, each with its resources."""
    return {
        (action, subject) for statement in statements(role) for action in actions(statement)
        if action.split(":")[0] in SERVICES.values() for subject in subjects(statement)
    }


def asked(log: str) -> set[tuple[str, str]]:
    """Returns the permissions that a function's log says it needed, each with its resources."""
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    return {
        (f"{SERVICES[line['message']]}:{permission}", line["fields"].get("resource", "sender")) for line in lines
        if line.get("message") in SERVICES for permission in line["fields"]["permissions"]
    }


class Policies(unittest.TestCase):
    def test_every_function_has_its_ways_its_role_and_its_place_in_the_template(self):
        deployed = sorted(
            name for name, resource in resources().items() if resource["Type"] == "AWS::Serverless::Function")
        self.assertEqual(deployed, FUNCTIONS, "template.yaml and Sources/Functions differ")
        self.assertEqual(
            {function: area for area, functions in ways.BY_AREA.items() for function in functions},
            {function: area.lower() for function, area in AREAS.items()}, "ways/ and Sources/Functions differ")
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
        for function in FUNCTIONS:
            with self.subTest(function):
                needed = asked(log(function))
                if "DynamoDB" in [event["Type"] for event in resources()[function]["Properties"]["Events"].values()]:
                    needed |= FOR_STREAMS
                self.assertEqual(allowed(resources()[f"{function}Role"]), needed)

    def test_no_role_allows_more_than_it_names(self):
        for name, resource in resources().items():
            if resource["Type"] != "AWS::IAM::Role":
                continue
            self.assertNotIn("ManagedPolicyArns", resource["Properties"], name)
            for statement in statements(resource):
                if statement == SENDING:
                    continue
                # No statement denies, inverts or has a condition, which would make it allow less than it seems to.
                self.assertEqual(set(statement), {"Effect", "Action", "Resource"}, name)
                self.assertEqual(statement["Effect"], "Allow", name)
                for action in actions(statement):
                    self.assertNotIn("*", action, name)
                    if action not in FOR_ALL_RESOURCES:
                        self.assertNotIn("*", json.dumps(statement["Resource"]), name)

    def test_an_issuer_without_an_audience_lets_nobody_in(self):
        audience = template()["Parameters"]["OidcAudience"]
        self.assertNotRegex("", audience["AllowedPattern"])
        self.assertRegex(audience["Default"], audience["AllowedPattern"])

    def test_every_role_writes_the_log_of_its_functions_area_and_no_other(self):
        for function, area in AREAS.items():
            properties = resources()[function]["Properties"]
            self.assertEqual(properties["LoggingConfig"], {"LogGroup": {"Ref": f"{area}Log"}}, function)
            writing = [
                statement for statement in statements(resources()[f"{function}Role"])
                if any(action.startswith("logs:") for action in actions(statement))]
            self.assertEqual(writing, [{
                "Effect": "Allow", "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
                "Resource": {"Fn::GetAtt": [f"{area}Log", "Arn"]}}], function)


if __name__ == "__main__":
    unittest.main()
