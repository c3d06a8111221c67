"""Schema validation (JSON Schema 2020-12) of answers, with the pointer of each error."""

from fractions import Fraction

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from assay_runtime import exact_json
from assay_runtime.ecma_patterns import with_python_patterns
from assay_runtime.exact_json import Number
from assay_runtime.formats import FORMATS

ERRORS_MAX = 5
MESSAGE_CHARACTERS_MAX = 300
# Comparing numbers like 1E999999999 exactly would take forever.
EXPONENT_MAX = 1_000


class Schemas:
    """The schemas of `data/schemas.json`: one document, `$ref`s between its `$defs` kept."""

    def __init__(self, path):
        document = exact_json.loads(path.read_text(encoding="utf-8"))
        self._definitions = with_python_patterns(document).get("$defs", {})
        self._validators = {}

    def errors(self, key, instance):
        """(JSON pointer, message) of the first errors; an empty list when it is valid."""
        if key not in self._validators:
            reference = "#/$defs/" + key.replace("~", "~0").replace("/", "~1").replace(
                "%", "%25"
            )
            schema = {"$ref": reference, "$defs": self._definitions}
            self._validators[key] = ExactValidator(schema, format_checker=FORMATS)
        errors = self._validators[key].iter_errors(instance)
        return [
            (_pointer(error), _message(error)) for error, _ in zip(errors, range(ERRORS_MAX))
        ]


def _pointer(error):
    tokens = (str(token).replace("~", "~0").replace("/", "~1") for token in error.absolute_path)
    return "".join("/" + token for token in tokens)


def _message(error):
    message = error.message
    if len(message) > MESSAGE_CHARACTERS_MAX:
        message = f"…{message[-MESSAGE_CHARACTERS_MAX:]}"
    return message


def _is_integer(_, value):
    if isinstance(value, Number):
        return abs(value.adjusted()) < EXPONENT_MAX and value == value.to_integral_value()
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(_, value):
    return isinstance(value, (int, Number)) and not isinstance(value, bool)


def _multiple_of(validator, divisor, instance, _schema):
    """`multipleOf` without binary rounding: 19.99 is a multiple of 0.01."""
    if not validator.is_type(instance, "number"):
        return
    if isinstance(instance, Number) and abs(instance.adjusted()) > EXPONENT_MAX:
        return
    if (Fraction(instance) / Fraction(divisor)).denominator != 1:
        yield ValidationError(f"{instance!r} is not a multiple of {divisor!r}")


ExactValidator = extend(
    Draft202012Validator,
    validators={"multipleOf": _multiple_of},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine_many(
        {"integer": _is_integer, "number": _is_number}
    ),
)
