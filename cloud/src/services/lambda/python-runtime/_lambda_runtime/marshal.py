"""JSON as AWS's Python runtimes read and write it."""

import decimal
import json
import os
import re

from .errors import Fault

# Up to python3.11 what is not ASCII is escaped; the name of the runtime decides, not the interpreter.
_ESCAPING = {"AWS_Lambda_python3.%d" % minor for minor in range(6, 12)}

# Stands around a number while its document is written; nobody can guess it.
_MARK = os.urandom(16).hex()
_MARKED = re.compile('"%s:([^"]*)"' % _MARK)


def to_json(value):
    """Bytes of the JSON text of `value`. Raises what the encoder raises."""
    text = json.dumps(
        _rewritten(value) if _needs_rewriting(value) else value,
        ensure_ascii=os.environ.get("AWS_EXECUTION_ENV") in _ESCAPING,
        default=_default,
    )
    if _MARK in text:
        text = _MARKED.sub(r"\1", text)
    return text.encode("utf-8")


def _default(value):
    if isinstance(value, decimal.Decimal):
        return "%s:%s" % (_MARK, value)
    if isinstance(value, bytes):
        return value.decode("utf-8")
    raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


def _needs_rewriting(value):
    """Named tuples and keys of bytes: the encoder asks nobody about them."""
    seen = set()
    pending = [value]
    while pending:
        one = pending.pop()
        if not isinstance(one, (dict, list, tuple)) or id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, dict):
            if any(isinstance(key, bytes) for key in one):
                return True
            pending.extend(one.values())
        elif _is_named_tuple(one):
            return True
        else:
            pending.extend(one)
    return False


def _rewritten(value):
    if isinstance(value, dict):
        return {k.decode("utf-8") if isinstance(k, bytes) else k: _rewritten(v) for k, v in value.items()}
    if _is_named_tuple(value):
        return {name: _rewritten(getattr(value, name)) for name in value._fields}
    if isinstance(value, (list, tuple)):
        return [_rewritten(item) for item in value]
    return value


def _is_named_tuple(value):
    return isinstance(value, tuple) and hasattr(value, "_fields")


def marshal(value):
    """Body and content type of a result."""
    if isinstance(value, bytes):
        return value, "application/unknown"
    try:
        return to_json(value), "application/json"
    except Exception as error:
        raise Fault("Runtime.MarshalError", "Unable to marshal response: %s" % error) from None


def unmarshal(body):
    try:
        return json.loads(body)
    except Exception as error:
        raise Fault("Runtime.UnmarshalError", "Unable to unmarshal input: %s" % error) from None
