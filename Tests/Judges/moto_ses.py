"""Plays SES until its input ends: prints its address, then for each line of input the mails sent so far, as JSON.

The address in its only argument is allowed to send.
"""

import json
import os
import sys

os.environ.update(AWS_ACCESS_KEY_ID="test", AWS_SECRET_ACCESS_KEY="test")

import boto3
from moto.backends import get_backend
from moto.core import DEFAULT_ACCOUNT_ID
from moto.server import ThreadedMotoServer

REGION = "eu-west-1"


def sent() -> list[dict]:
    messages = get_backend("ses")[DEFAULT_ACCOUNT_ID][REGION].sent_messages
    return [{"from": message.source, "to": message.destinations, "data": message.raw_data} for message in messages]


def main(sender: str) -> None:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    boto3.client("ses", endpoint_url=endpoint, region_name=REGION).verify_email_identity(EmailAddress=sender)
    print(endpoint, flush=True)
    for _ in sys.stdin:
        print(json.dumps(sent()), flush=True)
    server.stop()


if __name__ == "__main__":
    main(sys.argv[1])
