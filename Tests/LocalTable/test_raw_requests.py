"""Requests below boto3: garbage, wrong types, unknown operations and invalid signatures."""

import datetime
import json
import os
import unittest
import urllib.error
import urllib.request
import zlib

import boto3
import botocore.auth
import botocore.awsrequest
import botocore.credentials

from support import ENDPOINT, N, REGION, S, TableTest, definition

URL = (ENDPOINT or f"https://dynamodb.{REGION}.amazonaws.com") + "/"
CORAL = "com.amazon.coral.service#"


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)


def send(body, operation="GetItem", method="POST", prefix="DynamoDB_20120810.", signed=True, key=None, secret=None,
         region=REGION, service="dynamodb", change=None, **headers):
    """Sends one signed request with this body and these headers; `change` may alter it after signing."""
    given = {"Content-Type": "application/x-amz-json-1.0"}
    if operation is not None:
        given["X-Amz-Target"] = prefix + operation
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    request = botocore.awsrequest.AWSRequest(method, URL, headers=given, data=body)
    own = boto3.Session().get_credentials().get_frozen_credentials()
    if signed:
        credentials = botocore.credentials.Credentials(key or own.access_key, secret or own.secret_key, own.token)
        botocore.auth.SigV4Auth(credentials, service, region).add_auth(request)
    if change:
        change(request.headers)
    wire = urllib.request.Request(URL, body, dict(request.headers.items()), method=method)
    try:
        with urllib.request.urlopen(wire, timeout=30) as found:
            return Answer(found.status, found.headers, found.read())
    except urllib.error.HTTPError as found:
        with found:
            return Answer(found.code, found.headers, found.read())


class RawTest(TableTest):
    TABLE = definition()

    def body(self, **more):
        return json.dumps({"TableName": self.table, "Key": {"p": S("x")}, **more}).encode()

    def refused(self, answer, kind, says=None):
        self.assertEqual((answer.status, answer.json["__type"]), (400, kind))
        if says is not None:
            self.assertIn(says, answer.json.get("message", answer.json.get("Message", "")))


class Answers(RawTest):
    def test_have_a_checksum_an_id_and_the_protocol_s_type(self):
        self.db.put_item(TableName=self.table, Item={"p": S("x"), "a": S("ä")})
        for answer in (send(self.body()), send(self.body(Key={}))):
            self.assertEqual(answer.headers["x-amz-crc32"], str(zlib.crc32(answer.body)))
            self.assertRegex(answer.headers["x-amzn-RequestId"], "^[A-Z0-9]{52}$")
            self.assertEqual(answer.headers["Content-Type"], "application/x-amz-json-1.0")
            self.assertEqual(answer.headers["Content-Length"], str(len(answer.body)))

    def test_of_success_are_json_without_a_type(self):
        answer = send(self.body(Key={"p": S("nobody")}))
        self.assertEqual((answer.status, answer.json), (200, {}))

    def test_of_errors_name_their_full_type(self):
        self.refused(send(self.body(TableName="none")), "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException",
                     "Requested resource not found")
        self.refused(send(self.body(Key={})), "com.amazon.coral.validate#ValidationException",
                     "The provided key element does not match the schema")

    def test_pass_over_members_that_the_protocol_does_not_have(self):
        self.assertEqual(send(self.body(Key={"p": S("nobody")}, Colour="blue")).json, {})

    def test_take_null_for_a_member_that_is_not_given(self):
        self.assertEqual(send(self.body(Key={"p": S("nobody")}, ProjectionExpression=None)).json, {})

    def test_understand_escapes_and_any_white_space(self):
        self.db.put_item(TableName=self.table, Item={"p": S("é😀"), "a": N(1)})
        body = ('\r\n{ "Table\\u004eame" :\t"%s", "Key": {"p": {"S": "\\u00e9\\ud83d\\ude00"}},'
                ' "ConsistentRead": true }\n' % self.table)
        self.assertEqual(send(body.encode()).json, {"Item": {"p": S("é😀"), "a": N(1)}})


class Rubbish(RawTest):
    def test_that_is_no_json_object_is_not_read(self):
        for body in (b"", b"{", b"[]", b"5", b'"x"', b'{"TableName"}', b"{'TableName': 'x'}", b'{"TableName": "x",}',
                     b"\x00\xff", b'{"TableName": "a\nb"}', b"[" * 10_000, b'{"Key":' * 10_000):
            with self.subTest(body[:30]):
                self.refused(send(body), CORAL + "SerializationException")

    def test_of_wrong_types_is_not_read(self):
        for more in ({"TableName": 5}, {"TableName": ["x"]}, {"TableName": {}}, {"Key": "x"}, {"Key": []}, {"Key": 1},
                     {"Key": {"p": "x"}}, {"Key": {"p": ["x"]}}, {"Key": {"p": {"S": 5}}}, {"Key": {"p": {"S": {}}}},
                     {"Key": {"p": {"N": 5}}}, {"Key": {"p": {"SS": "x"}}}, {"Key": {"p": {"SS": [1]}}},
                     {"Key": {"p": {"L": {}}}}, {"Key": {"p": {"M": []}}}, {"ConsistentRead": []},
                     {"AttributesToGet": "x"}, {"ExpressionAttributeNames": []},
                     {"ExpressionAttributeNames": {"#a": 5}}, {"Key": {"p": {"B": "no base64!"}}}):
            with self.subTest(more):
                self.refused(send(self.body(**more)), CORAL + "SerializationException")

    def test_for_limits_is_not_read(self):
        for limit in ("x", [], {}):
            with self.subTest(limit):
                answer = send(json.dumps({"TableName": self.table, "Limit": limit}).encode(), "Scan")
                self.refused(answer, CORAL + "SerializationException")

    def test_as_an_operation_is_unknown(self):
        for operation in ("Nothing", "", "getitem", "GetItem2"):
            with self.subTest(operation):
                self.refused(send(self.body(), operation), CORAL + "UnknownOperationException")

    def test_as_a_target_is_unknown(self):
        self.refused(send(self.body(), operation=None), CORAL + "UnknownOperationException")
        for prefix in ("", "DynamoDB.", "Queues_20120810."):
            with self.subTest(prefix):
                self.refused(send(self.body(), prefix=prefix), CORAL + "UnknownOperationException")

    def test_does_not_hurt_what_comes_after_it(self):
        for body in (b"{", b"\x00" * 100_000, b"[" * 100_000):
            send(body)
            self.assertEqual(send(self.body(Key={"p": S("nobody")})).status, 200)

    def test_beyond_sixteen_megabytes_is_too_much(self):
        try:
            answer = send(self.body(Padding="x" * (16 << 20)))
        except (urllib.error.URLError, ConnectionError):
            return
        self.assertEqual(answer.status, 413)

    def test_is_not_what_a_health_check_sends(self):
        with urllib.request.urlopen(URL, timeout=30) as found:
            self.assertEqual(found.read().decode().strip(), f"healthy: dynamodb.{REGION}.amazonaws.com")


class Signatures(RawTest):
    def test_are_needed(self):
        self.refused(send(self.body(), signed=False), CORAL + "MissingAuthenticationTokenException",
                     "Request is missing Authentication Token")

    def test_need_a_known_key(self):
        self.refused(send(self.body(), key="AKIAIOSFODNN7UNKNOWN"), CORAL + "UnrecognizedClientException",
                     "The security token included in the request is invalid")

    def test_need_the_key_s_secret(self):
        self.refused(send(self.body(), secret="not the secret"), CORAL + "InvalidSignatureException",
                     "The request signature we calculated does not match the signature you provided. "
                     "Check your AWS Secret Access Key and signing method.")

    def test_are_of_body_and_headers_as_they_were_sent(self):
        def replace(name, value):
            def change(headers):
                del headers[name]
                headers[name] = value
            return change
        for name, value in [("X-Amz-Target", "DynamoDB_20120810.DeleteItem"),
                            ("X-Amz-Date", (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(
                                seconds=60)).strftime("%Y%m%dT%H%M%SZ"))]:
            with self.subTest(name):
                self.refused(send(self.body(), change=replace(name, value)), CORAL + "InvalidSignatureException")

    def test_are_of_one_region_and_service(self):
        other = "us-west-1" if REGION != "us-west-1" else "us-west-2"
        self.refused(send(self.body(), region=other), CORAL + "InvalidSignatureException",
                     "Credential should be scoped to a valid region")
        self.refused(send(self.body(), service="s3"), CORAL + "InvalidSignatureException",
                     "Credential should be scoped to correct service: 'dynamodb'")

    def test_grow_old(self):
        def age(headers):
            del headers["X-Amz-Date"]
            headers["X-Amz-Date"] = "20200101T000000Z"
            headers.replace_header("Authorization", headers["Authorization"].replace(
                datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%d"), "20200101"))
        self.refused(send(self.body(), change=age), CORAL + "InvalidSignatureException", "Signature expired: ")

    def test_have_all_their_parts(self):
        def spoil(text):
            def change(headers):
                headers.replace_header("Authorization", text)
            return change
        for text in ("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA256 Credential=x", "AWS4-HMAC-SHA256 Signature=00",
                     "AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host"):
            with self.subTest(text):
                self.refused(send(self.body(), change=spoil(text)), CORAL + "IncompleteSignatureException")

    @unittest.skipUnless(os.environ.get("DYNAMODB_CHECKS_SIGNATURES") or ENDPOINT is None, "checks no signatures")
    def test_nothing_is_done_without_them(self):
        body = json.dumps({"TableName": self.table, "Item": {"p": S("unsigned")}}).encode()
        for more in ({"signed": False}, {"secret": "not the secret"}):
            self.assertEqual(send(body, "PutItem", **more).status, 400)
        self.assertNotIn("Item", self.db.get_item(
            TableName=self.table, Key={"p": S("unsigned")}, ConsistentRead=True))


if __name__ == "__main__":
    unittest.main()
