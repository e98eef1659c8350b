"""What a function logs, in the format that its settings name.

https://docs.aws.amazon.com/lambda/latest/dg/python-logging.html
"""

import logging
import os
import sys
import time
import traceback

from .marshal import to_json

_IS_JSON = os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"
_LEVELS = {"TRACE": "DEBUG", "FATAL": "CRITICAL", "WARN": "WARNING"}
_SECONDS = "%Y-%m-%dT%H:%M:%S"
# Keeps what reads the log from taking an indented line for a new event.
_INDENTATION = "\u00a0"
_WARNING = (
    "LAMBDA_WARNING: Unhandled exception. The most likely cause is an issue in the function code. "
    "However, in rare cases, a Lambda runtime update can cause unexpected function behavior. "
    "For functions using managed runtimes, runtime updates can be triggered by a function change, or can be "
    "applied automatically. To determine if the runtime has been updated, check the runtime version in the "
    "INIT_START log entry. If this error correlates with a change in the runtime version, you may be able to "
    "mitigate this error by temporarily rolling back to the previous runtime version. For more information, "
    "see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html"
)
_SDK = ("boto3", "botocore", "s3transfer", "jmespath", "urllib3", "dateutil")

_request_id = ""


class _Handler(logging.Handler):
    def emit(self, record):
        try:
            sys.stdout.write(self.format(record))
        except Exception:
            self.handleError(record)


class _RequestId(logging.Filter):
    def filter(self, record):
        record.aws_request_id = _request_id
        return True


# Fields that every record has: what else one has was given with `extra`.
_ORDINARY = set(vars(logging.makeLogRecord({}))) | {"aws_request_id", "message", "asctime"}


class _JsonFormatter(logging.Formatter):
    def format(self, record):
        message = record.msg if isinstance(record.msg, dict) and not record.args else record.getMessage()
        document = {
            "timestamp": time.strftime(_SECONDS, time.gmtime(record.created)) + "Z",
            "level": record.levelname,
            "message": message,
            "logger": record.name,
        }
        if record.exc_info and record.exc_info[0] is not None:
            kind, error, trace = record.exc_info
            document["stackTrace"] = traceback.format_tb(trace)
            document["errorType"] = kind.__name__
            document["errorMessage"] = str(error)
        document["requestId"] = record.aws_request_id
        if record.exc_info:
            document["location"] = "%s:%s:%s" % (record.pathname, record.funcName, record.lineno)
        for name, value in vars(record).items():
            if name not in _ORDINARY:
                document.setdefault(name, value)
        return _json_line(document)


def _json_line(document):
    try:
        return to_json(document).decode("utf-8") + "\n"
    except Exception:
        readable = {name: value if isinstance(value, (str, int)) else repr(value) for name, value in document.items()}
        return to_json(readable).decode("utf-8") + "\n"


def install():
    """Gives the root logger its one handler; without a level in the settings it stays at WARNING."""
    logging.Formatter.converter = time.gmtime
    handler = _Handler()
    handler.addFilter(_RequestId())
    text = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n"
    handler.setFormatter(_JsonFormatter() if _IS_JSON else logging.Formatter(text, _SECONDS))
    root = logging.getLogger()
    root.addHandler(handler)
    level = os.environ.get("AWS_LAMBDA_LOG_LEVEL", "").upper()
    if level:
        root.setLevel(_LEVELS.get(level, level))


def serve(request_id):
    """Names the invocation that what is logged from now on belongs to."""
    global _request_id
    _request_id = request_id


def unhandled(document):
    """An error before there was a handler."""
    logging.warning(_WARNING)
    failed(document)


def failed(document):
    if _IS_JSON:
        stamp = time.strftime(_SECONDS, time.gmtime()) + "Z"
        sys.stdout.write(_json_line({"timestamp": stamp, "level": "ERROR", **document}))
        return
    title = "[ERROR] " + document["errorType"]
    if document["errorMessage"]:
        title += ": " + document["errorMessage"]
    lines = [title, "Traceback (most recent call last):"]
    for entry in document["stackTrace"]:
        lines += [_indented(line) for line in entry.splitlines()]
    sys.stdout.write("\n".join(lines) + "\n")


def _indented(line):
    text = line.lstrip(" ")
    return _INDENTATION * (len(line) - len(text)) + text


def missing_sdk(error, packages):
    """Says how to get what AWS's runtimes carry, where an import of it was what failed."""
    cause = error if isinstance(error, ImportError) else error.__cause__
    name = (getattr(cause, "name", None) or "").split(".")[0]
    if isinstance(cause, ModuleNotFoundError) and name in _SDK:
        command = "%s -m pip install --target %s boto3" % (sys.executable, packages)
        sys.stdout.write("Portcullis: AWS's runtimes carry %s, this machine does not yet: %s\n" % (name, command))
