"""Prints the median time in microseconds in which botocore signs the request used to measure the project's signer."""

import statistics
import time

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

HEADERS = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "DynamoDB_20120810.PutItem"}


def sign_once(signer: SigV4Auth, body: bytes) -> float:
    request = AWSRequest("POST", "https://dynamodb.eu-west-1.amazonaws.com/", headers=HEADERS, data=body)
    start = time.perf_counter()
    signer.add_auth(request)
    return (time.perf_counter() - start) * 1e6


if __name__ == "__main__":
    signer = SigV4Auth(
        Credentials("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "t" * 460), "dynamodb", "eu-west-1")
    print(statistics.median(sign_once(signer, b"x" * 500) for _ in range(2_000)))
