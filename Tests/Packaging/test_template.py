"""The parameters, logs and user pool of template.yaml."""

import json
import unittest

from packaged import resources, template

# A complete deployment for real users.
SAID = {
    "AllowedOrigins": "https://learners.test",
    "MailFrom": "hello@learners.test",
    "MeetupHostEmail": "grace@learners.test",
    "MeetupHostName": "Grace Hopper",
    "MeetupLinks": '{"spec-driven-dev-weekly":"https://zoom.us/j/1"}',
    "WebBaseUrl": "https://learners.test",
}


def holds(node, values: dict):
    """Returns the value of a CloudFormation rule function, or any other value unchanged."""
    if isinstance(node, list):
        return [holds(part, values) for part in node]
    if not isinstance(node, dict):
        return node
    (name, argument), = node.items()
    if name == "Ref":
        return values[argument]
    parts = holds(argument, values)
    match name:
        case "Fn::And":
            return all(parts)
        case "Fn::Contains":
            return parts[1] in parts[0]
        case "Fn::Equals":
            return parts[0] == parts[1]
        case "Fn::Not":
            return not parts[0]
    raise AssertionError(f"{name} is no function of rules that this knows")


def refusals(given: dict[str, str]) -> list[str]:
    """Returns the parameters that the rules refuse, from the first word of each message."""
    values = {}
    for name, parameter in template()["Parameters"].items():
        value = given.get(name, parameter.get("Default"))
        values[name] = value.split(",") if parameter["Type"] == "CommaDelimitedList" else value
    return sorted(
        assertion["AssertDescription"].split()[0] for rule in template()["Rules"].values()
        if holds(rule.get("RuleCondition", True), values)
        for assertion in rule["Assertions"] if not holds(assertion["Assert"], values))


class Deployments(unittest.TestCase):
    def test_one_that_says_everything_is_let_through(self):
        self.assertEqual(refusals(SAID), [])

    def test_each_example_that_is_left_is_refused_by_its_name(self):
        self.assertEqual(refusals({}), sorted(SAID))
        for name in SAID:
            self.assertEqual(refusals({key: value for key, value in SAID.items() if key != name}), [name])

    def test_examples_of_the_documentation_are_none_of_ones_own(self):
        for name, value in [
            ("WebBaseUrl", "https://example.com"), ("WebBaseUrl", "https://club.example"),
            ("AllowedOrigins", "https://learners.test,https://example.org"),
            ("AllowedOrigins", "https://learners.test,http://localhost:3000"), ("MailFrom", "hello@club.example"),
            ("MeetupHostEmail", "ada@club.example"),
        ]:
            self.assertEqual(refusals(SAID | {name: value}), [name], value)

    def test_a_trial_may_have_examples(self):
        self.assertEqual(refusals({"Trial": "true"}), [])

    def test_a_refusal_says_what_to_set(self):
        for rule in template()["Rules"].values():
            for assertion in rule["Assertions"]:
                name = assertion["AssertDescription"].split()[0]
                self.assertIn("Set it to ", assertion["AssertDescription"])
                self.assertIn(f'"{name}"', json.dumps(assertion["Assert"]))
                self.assertIn("Trial=true", assertion["AssertDescription"])


class Api(unittest.TestCase):
    def test_the_access_log_has_routes_and_no_paths(self):
        line = json.loads(resources()["Api"]["Properties"]["AccessLogSettings"]["Format"])
        self.assertEqual(line["route"], "$context.routeKey")
        self.assertEqual([value for value in line.values() if "path" in value.lower()], [])

    def test_the_list_that_anybody_may_ask_for_has_less_than_other_routes(self):
        defaults = {name: parameter.get("Default") for name, parameter in template()["Parameters"].items()}
        settings = resources()["Api"]["Properties"]["RouteSettings"]["GET /events"]
        self.assertEqual(settings, {
            "ThrottlingRateLimit": {"Ref": "PublicRate"}, "ThrottlingBurstLimit": {"Ref": "PublicBurst"}})
        self.assertLess(defaults["PublicRate"], defaults["ThrottlingRate"])
        self.assertLess(defaults["PublicBurst"], defaults["ThrottlingBurst"])

    def test_both_clients_tokens_are_let_in(self):
        authorizer, = resources()["Api"]["Properties"]["Auth"]["Authorizers"].values()
        self.assertEqual(authorizer["JwtConfiguration"]["audience"]["Fn::If"][1], [
            {"Ref": "UserPoolClient"}, {"Ref": "AdminClient"}])


class Sweep(unittest.TestCase):
    def test_a_sweep_that_could_not_begin_is_left_to_the_next_one(self):
        self.assertEqual(resources()["SweepOutbox"]["Properties"]["EventInvokeConfig"], {
            "MaximumRetryAttempts": 0, "MaximumEventAgeInSeconds": 60})


class UserPool(unittest.TestCase):
    def test_people_have_a_name_and_an_address(self):
        self.assertEqual(
            {part["Name"]: part["Required"] for part in self.properties()["Schema"]}, {"email": True, "name": True})

    def test_nobody_signs_up_by_themselves_unless_the_parameter_says_so(self):
        self.assertEqual(template()["Parameters"]["SelfSignUp"]["Default"], "false")
        self.assertEqual(self.properties()["AdminCreateUserConfig"], {
            "AllowAdminCreateUserOnly": {"Fn::If": ["HasSelfSignUp", False, True]}})

    def test_passwords_go_over_the_wire_for_administrators_alone(self):
        self.assertEqual(
            {name: resources()[name]["Properties"]["ExplicitAuthFlows"] for name in ("UserPoolClient", "AdminClient")},
            {
                "UserPoolClient": ["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
                "AdminClient": ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
            })

    def test_its_mail_goes_by_ses_once_the_sender_is_no_example(self):
        condition, by_ses, otherwise = self.properties()["EmailConfiguration"]["Fn::If"]
        example = template()["Parameters"]["MailFrom"]["Default"]
        self.assertEqual(template()["Conditions"][condition], {
            "Fn::Not": [{"Fn::Equals": [{"Ref": "MailFrom"}, example]}]})
        self.assertEqual(by_ses["EmailSendingAccount"], "DEVELOPER")
        self.assertEqual(otherwise, {"Ref": "AWS::NoValue"})

    @staticmethod
    def properties() -> dict:
        return resources()["UserPool"]["Properties"]


if __name__ == "__main__":
    unittest.main()
