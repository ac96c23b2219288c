"""Stands in for Prometheus, of which every objective is kept, and for Toxiproxy, of which every request is written down.

    stand_ins.py REQUESTS                 serves, prints its port, and appends each change of a proxy to REQUESTS
    stand_ins.py --all-is-well REQUESTS   fails unless something was broken, and all that was broken is put right
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer


class StandIns(BaseHTTPRequestHandler):
    def answer(self, status: int, body: object = None) -> None:
        text = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        if text:
            self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def changed(self, broken: bool) -> None:
        proxy = self.path.split("/")[2]
        with open(sys.argv[1], "a", encoding="utf-8") as requests:
            requests.write(f"{proxy} {'broken' if broken else 'right'}\n")

    def do_GET(self) -> None:
        series = {"metric": {}, "value": [0, "0"]}
        self.answer(200, {"status": "success", "data": {"result": [series]}})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.changed(self.path.endswith("/toxics") or not body["enabled"])
        self.answer(200, body)

    def do_DELETE(self) -> None:
        self.changed(False)
        self.answer(204)

    def log_message(self, *_: object) -> None:
        pass


def all_is_well(file: str) -> bool:
    with open(file, encoding="utf-8") as requests:
        changes = [line.split() for line in requests]
    last = dict(changes)
    return "broken" in (state for _, state in changes) and set(last.values()) == {"right"}


if sys.argv[1] == "--all-is-well":
    sys.exit(not all_is_well(sys.argv[2]))
server = HTTPServer(("127.0.0.1", 0), StandIns)
print(server.server_port, flush=True)
server.serve_forever()
