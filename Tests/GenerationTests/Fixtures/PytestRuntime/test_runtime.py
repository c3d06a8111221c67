"""Tests of the generated runtime itself; `assay_runtime` is found through PYTHONPATH."""

import email
import email.policy
import socket
import threading

import pytest
import requests
from assay_runtime import (
    Client,
    Settings,
    SettingsError,
    content,
    credentials,
    exact_json,
)
from assay_runtime.answer import Answer, identifier, retry_after_seconds
from assay_runtime.cases import Case
from assay_runtime.ecma_patterns import translate
from assay_runtime.expectations import find_faults
from assay_runtime.formats import FORMATS
from assay_runtime.request import build
from assay_runtime.schemas import Schemas
from requests.structures import CaseInsensitiveDict

JSON = {"Content-Type": "application/json; charset=utf-8"}
PET = {"status": "200", "content": ["application/json"], "schema": "Pet"}


@pytest.fixture
def schemas(tmp_path):
    def make(definitions):
        path = tmp_path / "schemas.json"
        path.write_text('{"$defs": {' + definitions + "}}", encoding="utf-8")
        return Schemas(path)

    return make


def answer(status=200, body=b"", headers=None):
    return Answer(status, "", CaseInsensitiveDict(headers or {}), body)


def case(status, answers=(), method="GET", **expect):
    expect = {"status": status, "text": "expected", **expect}
    return Case("1", "title", "operation", "", {"method": method}, expect, list(answers))


# Numbers


@pytest.mark.parametrize(
    ("schema", "value", "is_valid"),
    [
        ('{"multipleOf": 0.01}', "19.99", True),
        ('{"multipleOf": 0.01}', "0.07", True),
        ('{"multipleOf": 0.01}', "0.001", False),
        ('{"multipleOf": 3}', "1e400", False),
        ('{"type": "integer"}', "1.0", True),
        ('{"type": "integer"}', "1e3", True),
        ('{"type": "integer"}', "1.5", False),
        ('{"type": "integer"}', "true", False),
        ('{"type": "number"}', "1E400", True),
        ('{"minimum": 0.1, "maximum": 0.3}', "0.1", True),
        ('{"minimum": 0.1, "maximum": 0.3}', "0.3", True),
        ('{"minimum": 0.1, "maximum": 0.3}', "0.30000000000000000001", False),
        ('{"enum": [1.0, 0.1]}', "1", True),
        ('{"enum": [1.0, 0.1]}', "0.10", True),
        ('{"enum": [1.0, 0.1]}', "true", False),
        ('{"uniqueItems": true}', "[1, true, 0.1]", True),
        ('{"uniqueItems": true}', "[1, 1.0]", False),
    ],
)
def test_numbers_are_compared_exactly(schemas, schema, value, is_valid):
    errors = schemas(f'"A": {schema}').errors("A", exact_json.loads(value))
    assert (not errors) == is_valid
    assert "Decimal" not in str(errors)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": [1, 1.10, 1E+400, 123456789012345678901234567890, "é\\u0001", null, true, {}]}',
        "9" * 5_000,
    ],
)
def test_json_is_written_as_it_was_read(text):
    assert exact_json.dumps(exact_json.loads(text)) == text


@pytest.mark.parametrize("text", ["NaN", "[Infinity]", "", "[" * 100_000])
def test_what_is_not_json_is_a_value_error(text):
    with pytest.raises(ValueError):
        exact_json.loads(text)


# Patterns and formats


@pytest.mark.parametrize(
    ("pattern", "matching", "other"),
    [
        (r"^\d+$", "12", "1\n"),
        (r"^\d+$", "12", "٣"),
        (r"^\s$", "\ufeff", "x"),
        (r"^[\s\S]$", "\n", ""),
        (r"^[^]$", "\n", ""),
        (r"^.$", "x", "\u2028"),
        (r"^(?<y>\d)\k<y>$", "11", "12"),
        (r"^a{,3}$", "a{,3}", "aa"),
        (r"^[[&]+$", "[&", "x"),
        (r"^\u{1F600}$", "😀", "x"),
        (r"^a\/b$", "a/b", "ab"),
    ],
)
def test_patterns_mean_what_ecma_262_says(schemas, pattern, matching, other):
    schema = exact_json.dumps({"pattern": pattern})
    assert not schemas(f'"A": {schema}').errors("A", matching)
    assert schemas(f'"A": {schema}').errors("A", other)


@pytest.mark.parametrize("pattern", [r"\p{L}", r"\Z", "(?i)a", "(", "[z-a]", r"\k<x>"])
def test_patterns_without_a_counterpart_claim_nothing(pattern):
    assert translate(pattern) is None


def test_properties_named_like_keywords_are_no_keywords(schemas):
    names = schemas(
        '"A": {"properties": {"pattern": {"type": "string"}, "items": {"enum": [1]}}}'
    )
    assert not names.errors("A", {"pattern": "(", "items": 1})
    assert names.errors("A", {"pattern": 1})


def test_unknown_property_patterns_leave_additional_properties_open(schemas):
    closed = schemas('"A": {"patternProperties": {"^x": {}}, "additionalProperties": false}')
    assert closed.errors("A", {"y": 1})
    unknown = schemas(
        '"A": {"patternProperties": {"^x": {"type": "string"}, "^\\\\p{L}": {}},'
        ' "additionalProperties": false}'
    )
    assert not unknown.errors("A", {"y": 1})
    assert unknown.errors("A", {"x": 1})


@pytest.mark.parametrize(
    ("name", "valid", "invalid"),
    [
        ("date-time", "2024-02-29T23:59:60Z", "2024-02-30T00:00:00Z"),
        ("date-time", "2024-01-01t00:00:00.123+01:00", "2024-01-01T00:00:00"),
        ("date", "2024-02-29", "2023-02-29"),
        ("uuid", "123e4567-e89b-12d3-a456-426614174000", "123e4567e89b12d3a456426614174000"),
        ("email", "a@b", "ab"),
        ("ipv4", "1.2.3.4", "01.2.3.4"),
        ("ipv6", "::1", "fe80::1%eth0"),
        ("time", "10:00:00Z", "10:00"),
        ("duration", "P1Y2M3DT4H5M6S", "P1DT"),
        ("duration", "P2W", "P"),
    ],
)
def test_formats_are_asserted(name, valid, invalid):
    assert FORMATS.conforms(valid, name)
    assert not FORMATS.conforms(invalid, name)
    assert FORMATS.conforms(5, name)


@pytest.mark.parametrize("name", ["regex", "uri", "hostname", "unknown"])
def test_other_formats_claim_nothing(name):
    assert FORMATS.conforms("(:", name)


# Expectations


@pytest.fixture
def faults(schemas):
    known = schemas(
        '"Pet": {"type": "object", "required": ["id"]}, "Number": {"type": "integer"},'
        ' "Numbers": {"type": "array", "items": {"type": "integer"}},'
        ' "Object": {"type": "object", "properties": {"R": {"type": "integer"}}}'
    )
    return lambda case, answer: [fault.message for fault in find_faults(case, answer, known)]


NO_TYPE = {"status": "200"}
ANY_TYPE = {"status": "200", "content": ["*/*"]}
SOME_TEXT = {"status": "200", "content": ["text/*"]}
RANGE = {"status": "2XX", "content": ["text/plain"]}


@pytest.mark.parametrize(
    ("case", "answer"),
    [
        (case(["200"], [PET]), answer(200, b'{"id": 1}', JSON)),
        (case(["200"], [PET]), answer(200, b'\xef\xbb\xbf{"id": 1}', JSON)),
        (case(["200"], [NO_TYPE]), answer(200, b"whatever")),
        (case(["200"], [ANY_TYPE]), answer(200, b"whatever")),
        (case(["200"], [SOME_TEXT]), answer(200, b"a,b", {"Content-Type": "text/csv"})),
        (case(["503"]), answer(503)),
        (case(["2XX"]), answer(204)),
        (case(["2XX"], [PET, {"status": "default"}]), answer(201)),
        (case(["200", "201"], [PET]), answer(201)),
        (case(["2XX"]), answer(201)),
        (case(["2XX"], [RANGE, PET]), answer(200, b'{"id": 1}', JSON)),
        (case(["2XX"], [RANGE, PET]), answer(202, b"x", {"Content-Type": "text/plain"})),
        (case(["204"], content="forbidden"), answer(204, b"", {"Content-Length": "0"})),
        (case(["200"], [PET], "HEAD"), answer(200, b"", {"Content-Length": "30", **JSON})),
        (case(["200", "404"], content="forbidden"), answer(404, b"x")),
    ],
)
def test_a_correct_answer_passes(faults, recwarn, case, answer):
    assert faults(case, answer) == []
    assert not recwarn.list


@pytest.mark.parametrize(
    ("case", "answer", "message"),
    [
        (case(["200"], [PET]), answer(200, b"{}", JSON), "'id' is a required property"),
        (case(["200"], [PET]), answer(200, b"", JSON), "not the JSON"),
        (case(["200"], [PET]), answer(200, b"{}"), "no Content-Type"),
        (case(["200"], [PET]), answer(200, b"{}", {"Content-Type": "text/html"}), "text/html"),
        (case(["2XX", "default"]), answer(500), "the server failed"),
        (case(["400", "422"]), answer(201), "status 201 is not expected"),
        (case(["2XX"], [PET]), answer(201), "not documented"),
        (case(["204"]), answer(204, b"", {"Content-Length": "3"}), "content of 3 bytes"),
        (case(["200"], content="forbidden"), answer(200, b"x"), "must be no content"),
    ],
)
def test_a_wrong_answer_fails(faults, case, answer, message):
    assert message in " ".join(faults(case, answer))


def test_an_undocumented_client_error_is_a_warning(faults):
    with pytest.warns(UserWarning, match="status 404 is not documented"):
        assert faults(case(["4XX"], [PET]), answer(404)) == []


def test_a_success_is_a_warning_when_only_failures_are_documented(faults):
    with pytest.warns(UserWarning, match="status 200 is not documented"):
        assert faults(case(["2XX"], [{"status": "404"}]), answer(200)) == []


@pytest.mark.parametrize(
    ("schema", "value", "is_valid"),
    [
        ("Number", "5", True),
        ("Number", "x", False),
        ("Numbers", "1, 2", True),
        ("Numbers", "1, x", False),
        ("Object", "R,100,G,200", True),
        ("Object", "R=100", True),
        ("Object", "R=x", False),
    ],
)
def test_header_fields_are_read_in_every_way(faults, schema, value, is_valid):
    documented = {"status": "200", "headers": [{"name": "X-A", "schema": schema}]}
    found = faults(case(["200"], [documented]), answer(200, b"", {"x-a": value}))
    assert (not found) == is_valid
    assert "X-A is missing" in faults(case(["200"], [documented]), answer(200))[0]


# Requests


def test_multipart_content_is_read_by_others():
    media_type, body = content.encode(
        {
            "type": "multipart/form-data",
            "parts": [
                {"name": 'a"\n', "file_name": "é.png", "type": "image/png", "base64": "AP8="},
                {"name": "b", "text": "--assay-boundary"},
            ],
        }
    )
    head = f"Content-Type: {media_type}\r\n\r\n".encode()
    message = email.message_from_bytes(head + body, policy=email.policy.HTTP)
    first, second = message.iter_parts()
    assert first.get_payload(decode=True) == b"\0\xff"
    assert first.get_filename() == "é.png"
    assert second.get_payload(decode=True) == b"--assay-boundary"


def test_a_request_is_put_together_as_the_data_says():
    data = {
        "method": "POST",
        "path": "/a/{pet_id}?x=1",
        "query": "q=%20",
        "cookies": "a=b",
        "headers": {"content-type": "text/x"},
        "content": {"type": "text/plain", "text": "é"},
    }
    parts = [
        credentials.key_in_cookie("k", "v"),
        credentials.key_in_query("k&", "v "),
        credentials.bearer("token"),
    ]
    request = build("http://host/v1", data, {"pet_id": "a/b {other}"}, parts)
    assert request.url == "http://host/v1/a/a%2Fb%20%7Bother%7D?x=1&q=%20&k%26=v%20"
    assert request.headers["Cookie"] == "a=b; k=v"
    assert request.headers["Content-Type"] == "text/x"
    assert request.headers["Content-Length"] == "2"
    assert request.headers["Authorization"] == "Bearer token"


@pytest.mark.parametrize(
    ("text", "pointer", "expected"),
    [
        ('{"a": {"id": 5}}', "/a/id", "5"),
        ('[{"x/y": "q"}]', "/0/x~1y", "q"),
        ('"s"', "", "s"),
        ('{"id": 12345678901234567890}', "/id", "12345678901234567890"),
        ('{"id": 7.0}', "/id", "7"),
        ('{"id": 7.5}', "/id", "7.5"),
        ('{"id": 0.0}', "/id", "0"),
        ('{"id": 1e999999999}', "/id", "1E+999999999"),
        ("{}", "/id", None),
        ('{"id": null}', "/id", None),
        ('{"id": ""}', "/id", None),
        ('{"id": {}}', "/id", None),
        ("[]", "/0", None),
        ("x", "/id", None),
    ],
)
def test_identifiers_are_found_by_pointer(text, pointer, expected):
    assert identifier(answer(201, text.encode()), pointer) == expected
    assert identifier(answer(404, text.encode()), pointer) is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("7", 7), ("Wed, 21 Oct 2015 07:28:00 GMT", 0), ("soon", 1)],
)
def test_retry_after_is_seconds_or_a_date(value, seconds):
    assert retry_after_seconds(answer(429, b"", {"Retry-After": value})) == seconds


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"BASE_URL": "host"},
        {"BASE_URL": "http://host", "TIMEOUT": "soon"},
        {"BASE_URL": "http://host", "TIMEOUT": "0"},
        {"BASE_URL": "http://host", "VERIFY_TLS": "perhaps"},
    ],
)
def test_unusable_variables_are_refused(environment):
    with pytest.raises(SettingsError):
        Settings(environment=environment)


def test_a_server_that_nobody_asked_for_is_not_called():
    with pytest.raises(SettingsError) as stop:
        Settings("", "https://api.example.com/v1", {})
    message = str(stop.value)
    assert "BASE_URL=http://127.0.0.1:8000/v1" in message
    assert "The document names https://api.example.com/v1" in message
    with pytest.raises(SettingsError, match="BASE_URL=http://127.0.0.1:8000/api"):
        Settings("", "/api", {})


@pytest.mark.parametrize(
    ("environment", "base_url", "source"),
    [
        ({}, "http://localhost:1", "the default of this suite"),
        ({"BASE_URL": ""}, "http://localhost:1", "the default of this suite"),
        ({"BASE_URL": "http://other/v1/"}, "http://other/v1", "from the environment"),
    ],
)
def test_the_base_url_comes_from_the_environment_or_the_suite(environment, base_url, source):
    settings = Settings("http://localhost:1/", "https://api.example.com", environment)
    assert (settings.base_url, settings.base_url_source) == (base_url, source)


# On the wire

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nSet-Cookie: s=1\r\n\r\n"


class Peer(threading.Thread):
    """Gives each connection the next answer and closes it; keeps what came."""

    def __init__(self, *answers):
        super().__init__(daemon=True)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._answers = answers
        self.received = []
        self.start()

    def run(self):
        for reply in self._answers:
            connection, _ = self._listener.accept()
            with connection:
                self.received.append(connection.recv(65_536))
                connection.sendall(reply)

    @property
    def base_url(self):
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")

    def make(peer):
        client = Client.__new__(Client)
        client.settings = Settings(environment={"BASE_URL": peer.base_url, "TIMEOUT": "2"})
        client._schemes = {"token": lambda _: credentials.bearer("very-secret-token")}
        client._schemas = None
        client._session = requests.Session()
        return client

    return make


def get(path, **data):
    request = {"method": "GET", "path": path, **data}
    return Case("1", "title", "GET /", "", request, {"status": ["200"], "text": "200"})


def test_paths_go_out_as_they_are(client, monkeypatch, tmp_path):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login user password secret\n")
    monkeypatch.setenv("NETRC", str(netrc))
    peer = Peer(OK, OK)
    shared = client(peer)
    shared.check(get("/a%2Fb/../%7E/./x", headers={"X-Text": "é€"}))
    shared.check(get("/"))
    assert peer.received[0].startswith(b"GET /a%2Fb/../%7E/./x HTTP/1.1\r\n")
    assert "X-Text: é€\r\n".encode() in peer.received[0]
    assert b"Authorization" not in peer.received[0]
    assert b"Cookie" not in peer.received[1]


def test_redirects_are_not_followed_and_reports_hide_secrets(client):
    peer = Peer(
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 17\r\n\r\n"
        b"very-secret-token"
    )
    with pytest.raises(pytest.fail.Exception) as failure:
        client(peer).check(get("/", security=["token"]))
    assert b"Authorization: Bearer very-secret-token" in peer.received[0]
    assert "status 302 is not 200" in str(failure.value)
    assert "very-secret-token" not in str(failure.value)


def test_a_lost_connection_is_tried_once_more(client):
    client(Peer(b"", OK)).check(get("/"))
    with pytest.raises(pytest.fail.Exception, match="no answer from BASE_URL=http"):
        client(Peer(b"", b"")).check(get("/"))


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"


@pytest.mark.parametrize("interim", [b"", b"HTTP/1.1 103 Early Hints\r\n\r\n"])
def test_an_answer_to_head_has_no_content(client, interim):
    peer = Peer(HEAD, interim + HEAD)
    client(peer).check(get("/x?y=1", method="HEAD"))
    assert peer.received[1].startswith(b"HEAD /x?y=1 HTTP/1.1\r\nHost: 127.0.0.1:")


def test_content_after_the_answer_to_head_is_found(client):
    with pytest.raises(pytest.fail.Exception, match="there must be no content, but 5 bytes came"):
        client(Peer(HEAD + b"hello", HEAD + b"hello")).check(get("/", method="HEAD"))


def test_an_event_stream_is_not_waited_for(client):
    stream = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n"
    client(Peer(stream)).check(get("/"))


def test_a_content_that_is_cut_fails(client):
    cut = b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"
    with pytest.raises(pytest.fail.Exception):
        client(Peer(cut, cut)).check(get("/"))


def test_an_unknown_security_scheme_skips(client):
    with pytest.raises(pytest.skip.Exception, match="auth.py has no function"):
        client(Peer()).check(get("/", security=["other"]))
