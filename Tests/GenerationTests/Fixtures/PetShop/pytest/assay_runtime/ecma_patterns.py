"""`pattern` is ECMA-262, Python's `re` is not: translates, or drops what it cannot translate.

A dropped pattern claims nothing, so it cannot cause a false alarm.
"""

import re
import warnings

SCHEMA = (
    "additionalProperties", "contains", "contentSchema", "else", "if", "items", "not",
    "propertyNames", "then", "unevaluatedItems", "unevaluatedProperties",
)  # fmt: skip
SCHEMA_LIST = ("allOf", "anyOf", "oneOf", "prefixItems")
SCHEMA_MAP = ("$defs", "dependentSchemas", "patternProperties", "properties")

# What `\s` means in ECMA-262, and all the rest; usable inside and outside of a class.
SPACE = r"\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
NOT_SPACE = (
    r"\0-\x08\x0e-\x1f!-\x9f\xa1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e"
    r"\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\U0010ffff"
)
QUANTIFIER = re.compile(r"\{\d+(,\d*)?\}")


def with_python_patterns(schema):
    """A copy of the schema whose patterns `re` understands."""
    if not isinstance(schema, dict):
        return schema
    result = {}
    for keyword, value in schema.items():
        if keyword in SCHEMA:
            value = with_python_patterns(value)
        elif keyword in SCHEMA_LIST and isinstance(value, list):
            value = [with_python_patterns(item) for item in value]
        elif keyword in SCHEMA_MAP and isinstance(value, dict):
            value = {name: with_python_patterns(item) for name, item in value.items()}
        result[keyword] = value
    if isinstance(result.get("pattern"), str):
        _replace_pattern(result)
    if result.get("patternProperties"):
        _replace_property_patterns(result)
    return result


def _replace_pattern(schema):
    translated = translate(schema.pop("pattern"))
    if translated is not None:
        schema["pattern"] = translated


def _replace_property_patterns(schema):
    translated = {
        translate(pattern): item for pattern, item in schema["patternProperties"].items()
    }
    if None in translated:
        # Which properties are left over is not known then.
        del translated[None]
        schema.pop("additionalProperties", None)
        schema.pop("unevaluatedProperties", None)
    schema["patternProperties"] = translated


def translate(pattern):
    """The pattern for `re.search`, or None when there is no safe translation."""
    try:
        translated = f"(?a:{_Translator(pattern).translated()})"
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(translated)
    except (re.error, ValueError, OverflowError, RecursionError, Warning):
        return None
    return translated


class _Translator:
    """Walks over a pattern once; raises ValueError at what has no counterpart."""

    def __init__(self, pattern):
        self._pattern = pattern
        self._offset = 0

    def translated(self):
        parts = []
        while self._offset < len(self._pattern):
            parts.append(self._next())
        return "".join(parts)

    def _next(self):
        rest = self._pattern[self._offset :]
        if rest[0] == "\\":
            return self._escape(in_class=False)
        if rest[0] == "[":
            return self._character_class()
        for ecma, python in (("(?<=", "(?<="), ("(?<!", "(?<!"), ("(?<", "(?P<")):
            if rest.startswith(ecma):
                return self._take(len(ecma), python)
        if rest[0] == "$":
            return self._take(1, r"\Z")
        if rest[0] == ".":
            return self._take(1, r"[^\n\r\u2028\u2029]")
        if rest[0] == "{" and not QUANTIFIER.match(rest):
            return self._take(1, r"\{")
        return self._take(1, rest[0])

    def _take(self, count, replacement):
        self._offset += count
        return replacement

    def _character_class(self):
        rest = self._pattern[self._offset :]
        if rest.startswith("[^]"):
            return self._take(3, r"[\s\S]")
        if rest.startswith("[]"):
            return self._take(2, "(?!)")
        head = "[^" if rest.startswith("[^") else "["
        parts = [self._take(len(head), head)]
        while self._offset < len(self._pattern):
            character = self._pattern[self._offset]
            if character == "\\":
                parts.append(self._escape(in_class=True))
            elif character == "]":
                return "".join(parts) + self._take(1, "]")
            else:
                # These would start a set operation in a future version of `re`.
                quoted = "\\" + character if character in "[&~|" else character
                parts.append(self._take(1, quoted))
        raise ValueError("unterminated class")

    def _escape(self, in_class):
        letter = self._pattern[self._offset + 1 : self._offset + 2]
        rest = self._pattern[self._offset + 2 :]
        if letter and letter in "sS":
            members = SPACE if letter == "s" else NOT_SPACE
            return self._take(2, members if in_class else f"[{members}]")
        if letter == "u" and rest.startswith("{"):
            digits = rest[1 : rest.index("}")]
            return self._take(len(digits) + 4, f"\\U{int(digits, 16):08x}")
        if letter == "k" and rest.startswith("<"):
            name = rest[1 : rest.index(">")]
            return self._take(len(name) + 4, f"(?P={name})")
        if not letter or (letter.isalpha() and letter not in "bBdDwWfnrtvux"):
            raise ValueError("no counterpart")
        return self._take(2, "\\" + letter)
