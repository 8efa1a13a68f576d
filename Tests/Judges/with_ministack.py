"""Runs a command with ministack as its DynamoDB: with_ministack.py COMMAND [ARGUMENT ...]

Starts ministack on a free port of 127.0.0.1 with its signature check on, creates a user whose key it checks (it accepts
its own root key unchecked), and runs the command with DYNAMODB_ENDPOINT and the user's credentials in its environment.
If DYNAMODB_ENDPOINT is already set, the command runs unchanged and nothing is started.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

import boto3

REGION = "eu-west-1"
POLICY = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "dynamodb:*", "Resource": "*"}],
}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def start(port: int, log) -> subprocess.Popen:
    environment = {
        **os.environ,
        "AUTH": "true",
        "BIND_HOST": "127.0.0.1",
        "GATEWAY_PORT": str(port),
        "LOG_LEVEL": "WARNING",
        "MINISTACK_REGION": REGION,
        "SERVICES": "dynamodb,dynamodbstreams,iam,sts",
    }
    program = os.path.join(os.path.dirname(sys.executable), "ministack")
    return subprocess.Popen([program], env=environment, stdout=log, stderr=log, cwd=tempfile.gettempdir())


def wait_until_ready(endpoint: str, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"{endpoint}/_ministack/health", timeout=1).read()
            return
        except OSError:
            time.sleep(0.05)
    sys.exit("ministack did not start; is .build/venv complete? Try: make setup")


def make_user(endpoint: str) -> dict:
    """Creates a user with all permissions for DynamoDB, and returns the key for signing requests."""
    iam = boto3.client(
        "iam", endpoint_url=endpoint, region_name=REGION, aws_access_key_id="test", aws_secret_access_key="test")
    iam.create_user(UserName="convene")
    iam.put_user_policy(UserName="convene", PolicyName="table", PolicyDocument=json.dumps(POLICY))
    return iam.create_access_key(UserName="convene")["AccessKey"]


def main(command: list[str]) -> int:
    if os.environ.get("DYNAMODB_ENDPOINT"):
        return subprocess.call(command)
    port = free_port()
    endpoint = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryFile() as log:
        server = start(port, log)
        try:
            wait_until_ready(endpoint, server)
            key = make_user(endpoint)
            return subprocess.call(command, env={
                **os.environ,
                "AWS_ACCESS_KEY_ID": key["AccessKeyId"],
                "AWS_REGION": REGION,
                "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"],
                "DYNAMODB_CHECKS_SIGNATURES": "true",
                "DYNAMODB_ENDPOINT": endpoint,
            })
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
