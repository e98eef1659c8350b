"""The second argument of a handler.

https://docs.aws.amazon.com/lambda/latest/dg/python-context.html
"""

import json
import os
import sys
import time

from .errors import Fault


class _Fields:
    """An object whose fields are those of a document, None where it lacks one."""

    __slots__ = ()

    def __init__(self, document=None):
        for name in self.__slots__:
            setattr(self, name, (document or {}).get(name))

    def __repr__(self):
        fields = ",".join("%s=%s" % (name, getattr(self, name)) for name in self.__slots__)
        return "%s([%s])" % (type(self).__name__, fields)


class CognitoIdentity(_Fields):
    __slots__ = ("cognito_identity_id", "cognito_identity_pool_id")


class Client(_Fields):
    __slots__ = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")


class ClientContext(_Fields):
    __slots__ = ("custom", "env", "client")


class LambdaContext:
    def __init__(self, event, client_context, identity):
        self.aws_request_id = event.request_id
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = event.invoked_arn
        self.tenant_id = event.tenant_id
        self.client_context = client_context
        self.identity = identity
        self._epoch_deadline_time_in_ms = event.deadline_ms

    def get_remaining_time_in_millis(self):
        return max(0, self._epoch_deadline_time_in_ms - int(time.time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))

    def __repr__(self):
        fields = {name: value for name, value in vars(self).items() if not name.startswith("_")}
        return "LambdaContext([%s])" % ",".join("%s=%s" % field for field in fields.items())


def create_context(event):
    client_context = None
    if event.client_context:
        client_context = ClientContext(_parsed(event.client_context, "Client Context"))
        if client_context.client is not None:
            client_context.client = Client(client_context.client)
    identity = CognitoIdentity()
    if event.cognito_identity:
        document = _parsed(event.cognito_identity, "Cognito Identity")
        identity.cognito_identity_id = document.get("cognitoIdentityId")
        identity.cognito_identity_pool_id = document.get("cognitoIdentityPoolId")
    return LambdaContext(event, client_context, identity)


def _parsed(text, name):
    try:
        return json.loads(text)
    except ValueError as error:
        raise Fault("Runtime.LambdaContextUnmarshalError", "Unable to parse %s JSON: %s" % (name, error))
