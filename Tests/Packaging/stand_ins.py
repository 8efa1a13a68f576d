"""Stand-ins for a packaged function's surroundings: a Runtime API, a table, a name server, certificates."""

import contextlib
import http.server
import json
import pathlib
import queue
import random
import socket
import ssl
import struct
import subprocess
import threading
import zlib


class RuntimeAPI:
    """A Runtime API that gives a function one event at a time and waits for its answer."""

    def __init__(self):
        events, answers = queue.Queue(), queue.Queue()
        self._events, self._answers = events, answers

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                event = events.get()
                self.send_response(200)
                self.send_header("Lambda-Runtime-Aws-Request-Id", "a-request")
                self.send_header("Content-Length", str(len(event)))
                self.end_headers()
                self.wfile.write(event)

            def do_POST(self):
                answers.put((self.path.rsplit("/", 1)[-1], self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(202)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *arguments):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        # The tests kill functions that wait for their next event.
        self._server.handle_error = lambda request, address: None
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def invoke(self, event: bytes) -> dict:
        self._events.put(event)
        kind, body = self._answers.get(timeout=20)
        assert kind == "response", body
        return json.loads(body)

    def stop(self):
        self._server.shutdown()
        self._server.server_close()


class SecureTable:
    """A table over TLS that has no items."""

    def __init__(self, certificate: pathlib.Path, key: pathlib.Path):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                answer = b'{"Items":[],"Count":0,"ScannedCount":0}'
                self.send_response(200)
                self.send_header("Content-Type", "application/x-amz-json-1.0")
                self.send_header("Content-Length", str(len(answer)))
                self.send_header("x-amz-crc32", str(zlib.crc32(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *arguments):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        # A client that refuses the certificate is intended by some tests, not an error of the server.
        self._server.handle_error = lambda request, address: None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()


class MailService:
    """A mail service that accepts every mail, as SES does."""

    def __init__(self):
        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                self.rfile.read(int(self.headers["Content-Length"]))
                answer = b'{"MessageId":"a-mail"}'
                self.send_response(200)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *arguments):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        # The tests kill functions whose connections are open.
        self._server.handle_error = lambda request, address: None
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()


class NameServer:
    """A DNS server that resolves every name to 127.0.0.1, and records the queries."""

    def __init__(self):
        self.questions: list[str] = []
        # A loopback address of its own, because the port is fixed.
        self.address = f"127.{random.randrange(1, 255)}.{random.randrange(255)}.{random.randrange(1, 255)}"
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((self.address, 53))
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        with contextlib.suppress(OSError):
            while True:
                query, client = self._socket.recvfrom(512)
                self._socket.sendto(self._answer(query), client)

    def _answer(self, query: bytes) -> bytes:
        name, position = [], 12
        while query[position]:
            name.append(query[position + 1:position + 1 + query[position]].decode())
            position += 1 + query[position]
        kind = struct.unpack("!H", query[position + 1:position + 3])[0]
        self.questions.append(".".join(name))
        question = query[12:position + 5]
        record = b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 60, 4) + socket.inet_aton("127.0.0.1")
        count = 1 if kind == 1 else 0
        header = query[:2] + struct.pack("!HHHHH", 0x8180, 1, count, 0, 0)
        return header + question + (record if count else b"")

    def stop(self):
        self._socket.close()


def make_authority(folder: pathlib.Path, name: str) -> pathlib.Path:
    """Creates a certificate authority of that name; returns its certificate."""
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
         "-keyout", folder / f"{name}.key", "-out", folder / f"{name}.pem"],
        check=True, capture_output=True)
    return folder / f"{name}.pem"


def make_certificate(folder: pathlib.Path, authority: str, host: str) -> tuple[pathlib.Path, pathlib.Path]:
    """Creates a server's certificate for that host, signed by the authority; returns it with its key."""
    request, extensions = folder / f"{host}.csr", folder / f"{host}.ext"
    key, certificate = folder / f"{host}.key", folder / f"{host}.pem"
    extensions.write_text(f"subjectAltName=DNS:{host}\n")
    subprocess.run(
        ["openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={host}", "-keyout", key, "-out", request],
        check=True, capture_output=True)
    subprocess.run(
        ["openssl", "x509", "-req", "-in", request, "-CA", folder / f"{authority}.pem",
         "-CAkey", folder / f"{authority}.key", "-CAcreateserial", "-days", "2", "-extfile", extensions,
         "-out", certificate],
        check=True, capture_output=True)
    return certificate, key
