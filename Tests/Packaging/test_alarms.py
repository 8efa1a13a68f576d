"""Every alarm watches an existing metric: from a packaged function, or from the AWS service that it names.

An alarm on anything else would never go off, and its failure would remain unnoticed.
"""

import json
import unittest

from packaged import AREAS, FUNCTIONS, STACK, log, resources

# From CloudWatch's documentation: namespace -> dimensions -> metrics. An HTTP API has no metric of its own for
# throttled requests; Lambda counts the total of the account's functions without a dimension.
OF_SERVICES = {
    "AWS/ApiGateway": {("ApiId",): {"4xx", "5xx", "Count", "DataProcessed", "IntegrationLatency", "Latency"}},
    "AWS/Lambda": {(): {"ConcurrentExecutions", "Duration", "Errors", "Invocations", "Throttles"}},
    "AWS/SQS": {("QueueName",): {"ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible"}},
}


def alarms() -> dict[str, dict]:
    return {
        name: resource["Properties"] for name, resource in resources().items()
        if resource["Type"] == "AWS::CloudWatch::Alarm"}


def emitted(function: str) -> set[tuple[str, str, str]]:
    """Returns the metrics of its area in a function's log lines: namespace, area and name."""
    found = set()
    for line in log(function).splitlines():
        content = json.loads(line) if line.startswith("{") else {}
        for directive in content.get("_aws", {}).get("CloudWatchMetrics", []):
            if ["Area"] in directive["Dimensions"]:
                # A metric in the directive without a member of its name does not exist.
                found |= {
                    (directive["Namespace"], content["Area"], metric["Name"]) for metric in directive["Metrics"]
                    if metric["Name"] in content}
    return found


class Alarms(unittest.TestCase):
    def test_alarms_of_the_stack_watch_what_its_functions_emit(self):
        own = {name: alarm for name, alarm in alarms().items() if alarm["Namespace"] == {"Ref": "AWS::StackName"}}
        watched = {}
        for name, alarm in own.items():
            (dimension,) = alarm["Dimensions"]
            self.assertEqual(dimension["Name"], "Area", name)
            watched[name] = (STACK, dimension["Value"], alarm["MetricName"])
        metrics = set().union(*(emitted(function) for function in FUNCTIONS))
        self.assertEqual({name: metric for name, metric in watched.items() if metric not in metrics}, {})

    def test_every_function_counts_its_errors_for_its_areas_alarm(self):
        for function, area in AREAS.items():
            self.assertIn((STACK, area, "Errors"), emitted(function), function)

    def test_all_other_alarms_watch_what_the_service_has(self):
        for name, alarm in alarms().items():
            if alarm["Namespace"] != {"Ref": "AWS::StackName"}:
                dimensions = tuple(sorted(dimension["Name"] for dimension in alarm.get("Dimensions", [])))
                self.assertIn(alarm["MetricName"], OF_SERVICES[alarm["Namespace"]].get(dimensions, ()), name)

    def test_calls_that_lambda_turns_away_raise_an_alarm(self):
        self.assertIn(("AWS/Lambda", "Throttles"), [
            (alarm["Namespace"], alarm["MetricName"]) for alarm in alarms().values()])


if __name__ == "__main__":
    unittest.main()
