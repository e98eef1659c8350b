"""Client of the Runtime API on one kept-alive connection.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import socket
import sys

_BASE = "/2018-06-01/runtime"


class Event:
    """One invocation: its body in bytes, and what the headers say of it; empty where they say nothing."""

    def __init__(self, headers, body):
        self.body = body
        self.request_id = headers.get("lambda-runtime-aws-request-id", "")
        self.deadline_ms = int(headers.get("lambda-runtime-deadline-ms", "0"))
        self.invoked_arn = headers.get("lambda-runtime-invoked-function-arn", "")
        self.trace_id = headers.get("lambda-runtime-trace-id", "")
        self.client_context = headers.get("lambda-runtime-client-context", "")
        self.cognito_identity = headers.get("lambda-runtime-cognito-identity", "")
        self.tenant_id = headers.get("lambda-runtime-aws-tenant-id")


class RuntimeClient:
    def __init__(self, address):
        host, port = address.rsplit(":", 1)
        self._socket = socket.create_connection((host, int(port)))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._replies = self._socket.makefile("rb")

    def next(self):
        self._send("GET", "/invocation/next", b"", "")
        return Event(*self._reply())

    def post_response(self, request_id, payload, content_type):
        self._post("/invocation/%s/response" % request_id, payload, "Content-Type: %s\r\n" % content_type)

    def post_error(self, request_id, document, error_type):
        self._post("/invocation/%s/error" % request_id, document, _error_headers(error_type))

    def post_init_error(self, document, error_type):
        self._post("/init/error", document, _error_headers(error_type))

    def _post(self, path, body, headers):
        # What the cloud thinks of it is for the caller: too large an answer, for one.
        self._send("POST", path, body, headers)
        self._reply()

    def _send(self, method, path, body, headers):
        head = "%s %s%s HTTP/1.1\r\nHost: runtime\r\n%sContent-Length: %d\r\n\r\n"
        try:
            self._socket.sendall((head % (method, _BASE, path, headers, len(body))).encode("latin-1") + body)
        except OSError:
            _end()

    def _reply(self):
        """Headers with lower-case names, and the body."""
        try:
            if not self._replies.readline():
                _end()
            headers = {}
            for line in iter(self._replies.readline, b"\r\n"):
                if not line:
                    _end()
                name, _, value = line.decode("latin-1").partition(":")
                headers[name.lower()] = value.strip()
            length = int(headers.get("content-length", "0"))
            body = self._replies.read(length)
        except OSError:
            _end()
        if len(body) < length:
            _end()
        return headers, body


def _error_headers(error_type):
    """A class may have any name; a header may not."""
    safe = "".join(c if " " <= c <= "~" else "?" for c in error_type)
    return "Content-Type: application/json\r\nLambda-Runtime-Function-Error-Type: %s\r\n" % safe


def _end():
    """The cloud is gone: nobody needs this process any more."""
    sys.exit(0)
