"""Before version 1.31 botocore reads no AWS_ENDPOINT_URL: left alone, a function that brings one calls AWS
itself. Its clients begin with the endpoint of the variable instead; what a function sets stands."""

import functools
import importlib.machinery
import os
import sys

_MODULE = "botocore.session"
_FIRST_THAT_READS_IT = (1, 31)
# create_client(service_name, region_name, api_version, use_ssl, verify, endpoint_url, …)
_PLACE_OF_ENDPOINT = 5


class _Finder:
    """Looks at sessions of botocore when they are loaded, and at nothing else."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name != _MODULE:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        load = getattr(getattr(spec, "loader", None), "exec_module", None)
        if load is None:
            return None

        def exec_module(module):
            load(module)
            if _version() < _FIRST_THAT_READS_IT:
                _direct(module.Session)

        spec.loader.exec_module = exec_module
        return spec


def _version():
    version = getattr(sys.modules.get("botocore"), "__version__", "")
    try:
        return tuple(int(part) for part in version.split(".")[:2])
    except ValueError:
        return _FIRST_THAT_READS_IT


def _direct(session):
    create_client = session.create_client

    @functools.wraps(create_client)
    def create(self, *given, **named):
        if len(given) <= _PLACE_OF_ENDPOINT and named.get("endpoint_url") is None:
            named["endpoint_url"] = os.environ.get("AWS_ENDPOINT_URL")
        return create_client(self, *given, **named)

    session.create_client = create


def install():
    if os.environ.get("AWS_ENDPOINT_URL"):
        sys.meta_path.insert(0, _Finder)
