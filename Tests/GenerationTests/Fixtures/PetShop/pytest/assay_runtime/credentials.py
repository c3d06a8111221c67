"""Credentials as parts of a request; `auth.py` says which security scheme uses which."""

import base64
from dataclasses import dataclass, field
from urllib.parse import quote

from assay_runtime.settings import MissingCredentials

MASK = "***"
# Shorter texts appear by chance; they are masked only where the credential itself stands.
SECRET_CHARACTERS_MIN = 6


@dataclass
class Credentials:
    """What a security scheme adds to a request."""

    headers: dict = field(default_factory=dict)
    query: dict = field(default_factory=dict)
    cookies: dict = field(default_factory=dict)


def bearer(token):
    return Credentials(headers={"Authorization": f"Bearer {token}"})


def basic(username, password):
    pair = base64.b64encode(f"{username}:{password}".encode()).decode("ascii")
    return Credentials(headers={"Authorization": f"Basic {pair}"})


def key_in_header(name, key):
    return Credentials(headers={name: key})


def key_in_query(name, key):
    return Credentials(query={name: key})


def key_in_cookie(name, key):
    return Credentials(cookies={name: key})


def not_supported(what):
    raise MissingCredentials(f"this suite cannot send {what}; extend auth.py to do it")


def masked(credentials):
    """The same credentials without their values, for reports."""
    return [
        Credentials(
            *(
                dict.fromkeys(values, MASK)
                for values in (part.headers, part.query, part.cookies)
            )
        )
        for part in credentials
    ]


def secrets(credentials):
    """Every text that must not be shown, however it is written."""
    values = [
        value
        for part in credentials
        for value in (*part.headers.values(), *part.query.values(), *part.cookies.values())
    ]
    values += [word for value in values for word in value.split(" ")]
    values += [quote(value, safe="") for value in values]
    return sorted({v for v in values if len(v) >= SECRET_CHARACTERS_MIN}, key=len, reverse=True)
