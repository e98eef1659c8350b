"""The managed Python runtime: loads the handler named by _HANDLER and serves events of the Runtime API
until the connection closes. Runs as the main program of an execution environment.

python -s -S -B -u bootstrap.py <folder of the packages that AWS's runtimes carry> <folder of layers>…

https://docs.aws.amazon.com/lambda/latest/dg/python-handler.html
"""

import os
import sys
import time

from _lambda_runtime import errors, logs, old_sdk
from _lambda_runtime.client import RuntimeClient
from _lambda_runtime.context import create_context
from _lambda_runtime.handler import load_handler
from _lambda_runtime.marshal import marshal, to_json, unmarshal
from _lambda_runtime.responses import route_responses_of


def prepare_interpreter(packages, layers):
    """Makes the search path and the built-in names what a function has on AWS."""
    # The folder of this program stood first.
    sys.path[0] = os.environ.get("LAMBDA_TASK_ROOT") or os.getcwd()
    # Before what the runtime carries, so that a layer may bring another version of it.
    sys.path[1:1] = [folder for folder in layers if os.path.isdir(folder)]
    if packages not in sys.path:
        sys.path.append(packages)
    del sys.argv[1:]
    # Started without `site`, which would bring the machine's packages; `exit` and `help` are its, too.
    import site

    site.setquit()
    site.sethelper()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    os.environ.setdefault("TZ", ":UTC")
    time.tzset()


def start(client, packages):
    """The handler. Ends the process when there is none."""
    try:
        return load_handler(os.environ.get("_HANDLER", ""))
    except Exception as error:
        document = errors.document_of(error, "", __file__)
        logs.unhandled(document)
        logs.missing_sdk(error, packages)
        client.post_init_error(to_json(document), document["errorType"])
        sys.exit(1)


def serve(client, handler, packages):
    while True:
        event = client.next()
        logs.serve(event.request_id)
        if event.trace_id:
            os.environ["_X_AMZN_TRACE_ID"] = event.trace_id
        else:
            os.environ.pop("_X_AMZN_TRACE_ID", None)
        try:
            context = create_context(event)
            document = unmarshal(event.body)
            route_responses_of(document)
            payload, content_type = marshal(handler(document, context))
        except Exception as error:
            document = errors.document_of(error, event.request_id, __file__)
            logs.failed(document)
            logs.missing_sdk(error, packages)
            client.post_error(event.request_id, to_json(document), document["errorType"])
        else:
            client.post_response(event.request_id, payload, content_type)


def main():
    packages, layers = sys.argv[1], sys.argv[2:]
    prepare_interpreter(packages, layers)
    logs.install()
    old_sdk.install()
    client = RuntimeClient(os.environ["AWS_LAMBDA_RUNTIME_API"])
    serve(client, start(client, packages), packages)


if __name__ == "__main__":
    main()
