"""A server that does what the pet shop of the example suite documents, or has one fault.

pet_shop.py [FAULT]   prints the port that it listens on
"""

import json
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

FAULT = sys.argv[1] if len(sys.argv) > 1 else ""
PROBLEM = "application/problem+json"
pets = {}
counters = {"ids": 0, "requests": 0}


class PetShop(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, value=None, media_type="application/json", **headers):
        content = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        if value is not None:
            self.send_header("Content-Type", media_type)
        if status != 204:
            self.send_header("Content-Length", str(len(content)))
        for name, field in headers.items():
            self.send_header(name.replace("_", "-"), field)
        self.end_headers()
        self.wfile.write(content)

    def refuse(self, status):
        self.answer(status, {"title": "refused"}, PROBLEM)

    def handle_request(self):
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        target = urlsplit(self.path)
        counters["requests"] += 1
        if FAULT == "too many requests" and counters["requests"] % 3 == 0:
            return self.answer(429, {"title": "wait"}, PROBLEM, Retry_After="0")
        if target.path == "/pets" and self.command == "GET":
            return self.list_pets(parse_qs(target.query))
        if target.path == "/pets" and self.command == "POST":
            return self.create_pet(content)
        match = re.fullmatch("/pets/([^/]+)(/photo)?", target.path)
        if match is None or match.group(1) not in pets:
            return self.refuse(404)
        if match.group(2):
            return self.answer(204)
        if self.command == "DELETE":
            if FAULT != "not deleted":
                del pets[match.group(1)]
            return self.answer(204)
        return self.answer(200, pets[match.group(1)])

    def list_pets(self, query):
        if FAULT == "crash":
            return self.answer(500, {"echo": self.headers.get("Authorization")})
        if int(query.get("limit", ["1"])[0]) > 100:
            return self.refuse(400)
        return self.answer(200, list(pets.values()), X_Total_Count=str(len(pets)))

    def create_pet(self, content):
        if self.headers.get("Authorization") != "Bearer sesame-token":
            return self.refuse(401)
        try:
            pet = json.loads(content)
        except ValueError:
            return self.refuse(400)
        if "name" not in pet:
            return self.refuse(422)
        counters["ids"] += 1
        key = str(counters["ids"])
        pets[key] = {**pet, "id": key if FAULT == "id is text" else counters["ids"]}
        return self.answer(201, pets[key], Location=f"/pets/{key}")

    do_GET = do_POST = do_PUT = do_DELETE = handle_request


server = ThreadingHTTPServer(("127.0.0.1", 0), PetShop)
print(server.server_port, flush=True)
server.serve_forever()
