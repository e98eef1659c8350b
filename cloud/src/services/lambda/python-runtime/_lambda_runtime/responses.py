"""The way of responses of custom resources.

On AWS they are put by HTTPS, and published helpers open an HTTPSConnection to the host of ResponseURL. Here
that address speaks HTTP, so connections to exactly that host and port do; every other one is left alone.
"""

_addresses = set()


def route_responses_of(event):
    """Makes HTTPS connections to the response address of an event work."""
    url = event.get("ResponseURL") if isinstance(event, dict) else None
    if not isinstance(url, str) or not url.startswith("http://"):
        return
    from urllib.parse import urlsplit

    parts = urlsplit(url)
    if not _addresses:
        _install()
    _addresses.add((parts.hostname, parts.port))


def _install():
    from http.client import HTTPConnection, HTTPSConnection

    secure = HTTPSConnection.connect

    def connect(self):
        if (self.host, self.port) in _addresses:
            HTTPConnection.connect(self)
        else:
            secure(self)

    HTTPSConnection.connect = connect
