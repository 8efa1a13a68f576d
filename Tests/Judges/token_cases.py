"""Prints texts signed with Python's `cryptography`, genuine and forged, for the verifier of tokens.

python3 token_cases.py COUNT SEED

Prints one JSON array per line: whether the text is valid, a description, the set of keys, the text. COUNT is the number
of random changes to one character, in addition to the handwritten cases.
"""

import base64
import hashlib
import hmac
import json
import random
import sys

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

HASHES = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}
# The bytes before a digest in a PKCS #1 signature.
SHA256_INFO = bytes.fromhex("3031300d060960864801650304020105000420")
PAYLOAD = b'{"sub":"ada"}'
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def number(value: int) -> str:
    return text(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def public(key: rsa.RSAPrivateKey, **members: object) -> dict:
    numbers = key.public_key().public_numbers()
    all_members = {"kty": "RSA", "n": number(numbers.n), "e": number(numbers.e), "kid": "one", **members}
    return {name: value for name, value in all_members.items() if value is not None}


def start(header: object, payload: bytes = PAYLOAD) -> str:
    raw = header if isinstance(header, bytes) else json.dumps(header).encode()
    return f"{text(raw)}.{text(payload)}"


def sign(
    key: rsa.RSAPrivateKey, header: object, payload: bytes = PAYLOAD, digest: str = "256", pss: bool = False
) -> str:
    signed = start(header, payload)
    algorithm = HASHES[digest]
    scheme = padding.PSS(padding.MGF1(algorithm), algorithm.digest_size) if pss else padding.PKCS1v15()
    return f"{signed}.{text(key.sign(signed.encode(), scheme, algorithm))}"


def raw(key: rsa.RSAPrivateKey, block: bytes) -> bytes:
    """Applies the private operation to a block padded by the caller, correctly or not."""
    numbers = key.private_numbers()
    modulus = numbers.public_numbers.n
    return pow(int.from_bytes(block, "big"), numbers.d, modulus).to_bytes(key.key_size // 8, "big")


def forged_blocks(digest: bytes, size: int) -> dict[str, bytes]:
    def padded(content: bytes, kind: bytes = b"\x01", filling: bytes = b"\xff") -> bytes:
        return b"\x00" + kind + filling * (size - 3 - len(content)) + b"\x00" + content

    good = SHA256_INFO + digest
    no_null = bytes.fromhex("302f300b0609608648016503040201" "0420") + digest
    long_length = bytes.fromhex("308131300d060960864801650304020105000420") + digest
    other_digest = bytes.fromhex("3031300d060960864801650304020205000420") + digest
    short = b"\x00\x01" + b"\xff" * 8 + b"\x00" + good
    return {
        "short padding, garbage behind": short + b"\x2a" * (size - len(short)),
        "no padding, garbage behind": (b"\x00\x01\x00" + good).ljust(size, b"\x2a"),
        "garbage in the digest's parameters": padded(
            bytes.fromhex("3041301d06096086480165030402010510") + b"\x2a" * 16 + b"\x04\x20" + digest),
        "a byte behind the digest": padded(good + b"\x00"),
        "no parameters": padded(no_null),
        "a length in the long form": padded(long_length),
        "another digest's name": padded(other_digest),
        "no name of a digest": padded(digest),
        "padding for encryption": padded(good, kind=b"\x02"),
        "padding with zeros": padded(good, kind=b"\x00", filling=b"\x00"),
        "padding with another byte": padded(good, filling=b"\xfe"),
        "first byte not zero": b"\x01" + padded(good)[1:],
        "half a digest": padded(SHA256_INFO + digest[:16]),
    }


def good_cases(key: rsa.RSAPrivateKey, large: rsa.RSAPrivateKey):
    for bits in HASHES:
        yield f"RS{bits}", [public(key)], sign(key, {"alg": f"RS{bits}", "kid": "one"}, digest=bits)
        yield f"RS{bits}, a larger key", [public(large)], sign(large, {"alg": f"RS{bits}", "kid": "one"}, digest=bits)
    header = {"alg": "RS256", "kid": "one", "typ": "JWT"}
    yield "a key for it", [public(key, alg="RS256", use="sig", key_ops=["verify"])], sign(key, header)
    yield "no name of a key", [public(key, kid=None)], sign(key, {"alg": "RS256"})
    yield "one of two keys", [public(large, kid="two"), public(key)], sign(key, header)
    yield "the only key that fits", [public(large, alg="RS512"), public(key, alg="RS256")], sign(key, {"alg": "RS256"})
    yield "an empty payload", [public(key)], sign(key, header, b"")
    yield "any payload", [public(key)], sign(key, header, bytes(range(256)))
    yield "its own key, ignored", [public(key)], sign(key, {**header, "jwk": public(large), "jku": "https://a.example"})


def key_cases(key: rsa.RSAPrivateKey, other: rsa.RSAPrivateKey):
    header = {"alg": "RS256", "kid": "one"}
    token = sign(key, header)
    for name, members in {
        "for encryption": {"use": "enc"}, "for an unknown use": {"use": "SIG"}, "for uses": {"use": ["sig"]},
        "to encrypt": {"key_ops": ["encrypt"]}, "to sign": {"key_ops": ["sign"]}, "for nothing": {"key_ops": []},
        "to verify twice": {"key_ops": ["verify", "verify"]}, "operations in a text": {"key_ops": "verify"},
        "for PS256": {"alg": "PS256"}, "for RS384": {"alg": "RS384"}, "for HS256": {"alg": "HS256"},
        "for RSA-OAEP": {"alg": "RSA-OAEP"}, "of another kind": {"kty": "EC"}, "of no kind": {"kty": None},
        "of a kind in small letters": {"kty": "rsa"}, "without a modulus": {"n": None},
        "without an exponent": {"e": None}, "with exponent 1": {"e": "AQ"}, "with an even exponent": {"e": "AQAA"},
        "with another name": {"kid": "two"}, "without a name": {"kid": None},
        "with a padded exponent": {"e": "AQAB=="}, "with a leading zero": {"e": "AAEAAQ"},
        "with a padded modulus": {"n": public(key)["n"] + "=="}, "with an empty modulus": {"n": ""},
    }.items():
        yield f"a key {name}", [public(key, **members)], token
    yield "no key", [], token
    yield "two keys of one name", [public(key), public(other)], token
    yield "two keys without a name", [public(key), public(other)], sign(key, {"alg": "RS256"})
    yield "another key", [public(other)], token
    small = rsa.generate_private_key(65537, 1024)
    yield "a key of 1024 bits", [public(small)], sign(small, header)


def algorithm_cases(key: rsa.RSAPrivateKey, other: rsa.RSAPrivateKey):
    keys = [public(key)]
    for name in ["none", "None", "", "rs256", "RS256 ", "RS1", "RSA", "PS256", "ES256", "HS256", "EdDSA", "RS256\x00"]:
        yield f"algorithm {name!r}", keys, sign(key, {"alg": name, "kid": "one"})
    for value in [None, 1, ["RS256"], {"RS256": 1}, True]:
        yield f"algorithm {value!r}", keys, sign(key, {"alg": value, "kid": "one"})
    yield "no algorithm", keys, sign(key, {"kid": "one"})
    yield "none without a signature", keys, start({"alg": "none"}) + "."
    yield "none without a part", keys, start({"alg": "none"})
    yield "PSS as RS256", keys, sign(key, {"alg": "RS256", "kid": "one"}, pss=True)
    yield "PSS", keys, sign(key, {"alg": "PS256", "kid": "one"}, pss=True)
    yield "SHA-512 as RS256", keys, sign(key, {"alg": "RS256", "kid": "one"}, digest="512")
    yield "SHA-256 as RS512", keys, sign(key, {"alg": "RS512", "kid": "one"})
    secrets = {
        form.name: key.public_key().public_bytes(form, serialization.PublicFormat.SubjectPublicKeyInfo)
        for form in (serialization.Encoding.PEM, serialization.Encoding.DER)
    }
    secrets["key"] = json.dumps(public(key)).encode()
    secrets["nothing"] = b""
    for name, secret in secrets.items():
        signed = start({"alg": "HS256", "kid": "one"})
        yield f"HS256 with the {name}", keys, f"{signed}.{text(hmac.digest(secret, signed.encode(), 'sha256'))}"
    signed = start({"alg": "ES256", "kid": "one"})
    curve = ec.generate_private_key(ec.SECP256R1()).sign(signed.encode(), ec.ECDSA(hashes.SHA256()))
    yield "ES256", keys, f"{signed}.{text(curve)}"
    yield "the token's own key", keys, sign(other, {"alg": "RS256", "kid": "one", "jwk": public(other)})


def header_cases(key: rsa.RSAPrivateKey):
    keys = [public(key)]
    for name, header in {
        "crit": {"alg": "RS256", "crit": ["b64"], "b64": True}, "an empty crit": {"alg": "RS256", "crit": []},
        "b64": {"alg": "RS256", "b64": False}, "an array": ["alg", "RS256"], "a text": "RS256",
        "alg twice": b'{"alg":"RS256","alg":"RS256"}', "alg twice, once escaped": b'{"alg":"none","\\u0061lg":"RS256"}',
        "no JSON": b"RS256", "nothing after it": b'{"alg":"RS256"', "something after it": b'{"alg":"RS256"}}',
        "a mark of byte order": b'\xef\xbb\xbf{"alg":"RS256"}', "UTF-16": '{"alg":"RS256"}'.encode("utf-16"),
        "bad UTF-8": b'{"alg":"RS256","x":"\xff"}', "single quotes": b"{'alg':'RS256'}", "a comma": b'{"alg":"RS256",}',
        "a comment": b'{"alg":"RS256"/**/}', "another kid": {"alg": "RS256", "kid": "two"},
        "an empty kid": {"alg": "RS256", "kid": ""}, "a kid that is a number": {"alg": "RS256", "kid": 1},
        "a kid in capitals": {"alg": "RS256", "kid": "ONE"}, "a kid with a zero": {"alg": "RS256", "kid": "one\x00"},
        "a typ that is a number": {"alg": "RS256", "typ": 1}, "null": b"null",
    }.items():
        yield f"a header with {name}", keys, sign(key, header)


def form_cases(key: rsa.RSAPrivateKey):
    keys = [public(key)]
    token = sign(key, {"alg": "RS256", "kid": "one"})
    header, payload, signature = token.split(".")
    value = base64.urlsafe_b64decode(signature + "==")
    yield "nothing", keys, ""
    for name, changed in {
        "two parts": f"{header}.{payload}", "four parts": f"{token}.{signature}", "a dot behind": token + ".",
        "a dot before": "." + token, "dots alone": "..", "no header": f".{payload}.{signature}",
        "no payload": f"{header}..{signature}", "no signature": f"{header}.{payload}.", "a space before": " " + token,
        "a line end": token + "\n", "a space within": f"{header}. {payload}.{signature}", "Bearer": "Bearer " + token,
        "padded header": f"{header}=.{payload}.{signature}", "padded payload": f"{header}.{payload}==.{signature}",
        "padded signature": f"{token}==", "one sign of padding": f"{token}=", "a zero": token + "\x00",
        "commas for dots": token.replace(".", ","), "the other alphabet": f"{header}.{payload}.+/{signature[2:]}",
        "percent signs": token.replace(".", "%2E"), "a letter that looks alike": "\u0435" + token[1:],
        "flattened JSON": json.dumps({"protected": header, "payload": payload, "signature": signature}),
        "general JSON": json.dumps({"payload": payload, "signatures": [{"protected": header, "signature": signature}]}),
        "parts of another token": f"{header}.{text(b'{}')}.{signature}",
    }.items():
        yield name, keys, changed
    # 342 characters hold 256 bytes and four more bits, which an encoder leaves at zero.
    last = ALPHABET[ALPHABET.index(signature[-1]) + 1]
    yield "bits left over", keys, f"{header}.{payload}.{signature[:-1]}{last}"
    modulus = key.public_key().public_numbers().n
    for name, changed in {
        "a zero before": b"\x00" + value, "a zero behind": value + b"\x00", "one byte less": value[:-1],
        "zeros": bytes(256),
        "one": bytes(255) + b"\x01", "the modulus": modulus.to_bytes(256, "big"), "too large": b"\xff" * 256,
        "the modulus less one": (modulus - 1).to_bytes(256, "big"), "one byte": b"\x01", "backwards": value[::-1],
        "modulus added": (int.from_bytes(value, "big") + modulus).to_bytes(257, "big"), "twice": value + value,
        "negative": (modulus - int.from_bytes(value, "big")).to_bytes(256, "big"),
    }.items():
        yield f"signature: {name}", keys, f"{header}.{payload}.{text(changed)}"
    digest = hashlib.sha256(f"{header}.{payload}".encode()).digest()
    for name, block in forged_blocks(digest, 256).items():
        yield f"signature: {name}", keys, f"{header}.{payload}.{text(raw(key, block))}"
    long = sign(key, {"alg": "RS256", "kid": "one"}, b" " * 16 * 1024)
    yield "too long", keys, long


def changed_cases(key: rsa.RSAPrivateKey, count: int):
    token = sign(key, {"alg": "RS256", "kid": "one", "typ": "JWT"})
    for _ in range(count):
        place = random.randrange(len(token))
        other = random.choice([character for character in ALPHABET + ".= " if character != token[place]])
        yield f"character {place} changed", [public(key)], token[:place] + other + token[place + 1:]


if __name__ == "__main__":
    count, seed = map(int, sys.argv[1:])
    random.seed(seed)
    one, two = rsa.generate_private_key(65537, 2048), rsa.generate_private_key(65537, 3072)
    for case in good_cases(one, two):
        print(json.dumps([True, case[0], {"keys": case[1]}, case[2]]))
    bad = [key_cases(one, two), algorithm_cases(one, two), header_cases(one), form_cases(one)]
    for cases in [*bad, changed_cases(one, count)]:
        for case in cases:
            print(json.dumps([False, case[0], {"keys": case[1]}, case[2]]))
