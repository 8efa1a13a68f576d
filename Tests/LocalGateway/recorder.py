"""A function's executable between the gateway and the packaged function, which records each event of the API.

Called as: recorder.py BOOTSTRAP FOLDER. The function gets the gateway's environment, with the time stopped at
FIXED_TIME of `settings.json` in the folder.
"""

import http.client
import http.server
import json
import os
import pathlib
import signal
import subprocess
import sys
import threading


class Relay(http.server.BaseHTTPRequestHandler):
    """The Runtime API as seen by the function: everything is passed to and from the gateway."""

    protocol_version = "HTTP/1.1"
    folder: pathlib.Path

    def relay(self, body: bytes = b""):
        upstream = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
        upstream.request(self.command, self.path, body, {
            name: value for name, value in self.headers.items() if name.lower().startswith(("content-type", "lambda-"))})
        answer = upstream.getresponse()
        content = answer.read()
        # Only events of the API: those of streams and schedules come at any time.
        if self.path.endswith("/next") and b'"requestContext"' in content:
            (self.folder / "event.json").write_bytes(content)
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            if name.lower().startswith(("content-type", "lambda-")):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
        upstream.close()

    do_GET = relay

    def do_POST(self):
        self.relay(self.rfile.read(int(self.headers["Content-Length"])))

    def log_message(self, *arguments):
        pass


def main(bootstrap: str, folder: str) -> None:
    Relay.folder = pathlib.Path(folder)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Relay)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings = json.loads((Relay.folder / "settings.json").read_text())
    function = subprocess.Popen([bootstrap], env={
        **os.environ, **settings, "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{server.server_port}"})
    signal.signal(signal.SIGTERM, lambda *_: function.kill())
    os._exit(function.wait() and 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
