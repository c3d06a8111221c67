"""JSON without rounding: 0.1 stays 0.1, integers keep every digit, 1E400 is no infinity."""

import json
from decimal import Decimal, InvalidOperation

INTEGER_DIGITS_MAX = 4_000


class Number(Decimal):
    """A decimal number that shows itself as it is written in JSON."""

    def __repr__(self):
        return str(self)


def loads(text):
    """Reads JSON; raises ValueError for anything else, NaN and Infinity included."""
    try:
        return json.loads(
            text, parse_float=_decimal, parse_int=_integer, parse_constant=_refuse_constant
        )
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def dumps(value):
    """Writes JSON with the same numbers and member order."""
    if isinstance(value, dict):
        return (
            "{" + ", ".join(f"{dumps(key)}: {dumps(item)}" for key, item in value.items()) + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(dumps(item) for item in value) + "]"
    if isinstance(value, Decimal):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def _decimal(literal):
    try:
        return Number(literal)
    except InvalidOperation:
        raise ValueError(f"{literal} is beyond all numbers") from None


def _integer(digits):
    # Python refuses to convert very long integers; a decimal holds them as they are.
    return int(digits) if len(digits) <= INTEGER_DIGITS_MAX else Number(digits)


def _refuse_constant(name):
    raise ValueError(f"{name} is not JSON")
