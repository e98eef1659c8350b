"""The real serverless transform, for the comparison with ours.

`translator.py expand` reads {name: template text} as JSON from its input and prints
{name: {"template": …} or {"refusal": text}}; `translator.py data` prints what this cloud takes from
the package: the properties of resources and events, the policy templates, the managed policies.
`translator.py time ROUNDS` reads one template and prints the milliseconds of each expansion.
"""

import copy
import json
import os
import sys
import time

os.environ["AWS_DEFAULT_REGION"] = "eu-west-1"

from samtranslator.internal.managed_policies import get_bundled_managed_policy_map
from samtranslator.model import cognito, s3, sam_resources, types
from samtranslator.model.eventsources import cloudwatchlogs, pull, push, scheduler
from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.policy_template_processor.processor import PolicyTemplatesProcessor
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse


class NoPoliciesOfTheAccount:
    def load(self):
        return {}


def translate(template):
    return transform(template, {}, NoPoliciesOfTheAccount())


def parse(text):
    return json.loads(text) if text.startswith("{") else yaml_parse(text)


def expand(text):
    try:
        return {"template": translate(parse(text))}
    except InvalidDocumentException as error:
        return {"refusal": " ".join([error.message, *(cause.message for cause in error.causes)])}


NAMES = {
    types.IS_DICT: "map",
    types.IS_STR: "string",
    types.IS_BOOL: "boolean",
    types.IS_LIST: "list",
    types.IS_INT: "integer",
}


def shape(validate):
    if validate in NAMES:
        return NAMES[validate]
    if hasattr(validate, "enum_values"):
        return {"enum": list(validate.enum_values)}
    kind = validate.__qualname__.split(".")[0]
    if kind == "any_type":
        return "any"
    inner = dict(zip(validate.__code__.co_freevars, (cell.cell_contents for cell in validate.__closure__)))
    if kind == "list_of":
        return {"listOf": shape(inner["validate_item"])}
    if kind == "dict_of":
        return {"mapOf": shape(inner["validate_item"])}
    if kind == "one_of":
        return {"oneOf": [shape(one) for one in inner["validators"]]}
    raise ValueError(kind)


def rules(resource):
    return {
        name: {"required": rule.required, "intrinsics": rule.supports_intrinsics, "shape": shape(rule.validate)}
        for name, rule in resource.property_types.items()
        if not name.startswith("__")
    }


RESOURCES = ["SamApi", "SamApplication", "SamFunction", "SamHttpApi", "SamLayerVersion", "SamSimpleTable"]
EVENTS = [
    cloudwatchlogs.CloudWatchLogs,
    pull.DocumentDB,
    pull.DynamoDB,
    pull.Kinesis,
    pull.MQ,
    pull.MSK,
    pull.SelfManagedKafka,
    pull.SQS,
    push.AlexaSkill,
    push.Api,
    push.CloudWatchEvent,
    push.Cognito,
    push.EventBridgeRule,
    push.HttpApi,
    push.IoTRule,
    push.S3,
    push.SNS,
    push.Schedule,
    scheduler.SchedulerEventSource,
]


def globals_of():
    from samtranslator.plugins.globals.globals import Globals

    prefix = Globals._RESOURCE_PREFIX
    return {name.removeprefix(prefix): listed for name, listed in Globals.supported_properties.items()}


def data():
    templates = PolicyTemplatesProcessor.get_default_policy_templates_json()["Templates"]
    managed = get_bundled_managed_policy_map("aws")
    resources = [getattr(sam_resources, name) for name in RESOURCES]
    return {
        "resourceProperties": {resource.resource_type: rules(resource) for resource in resources},
        "linkedProperties": {
            linked.resource_type: list(linked.property_types) for linked in [cognito.CognitoUserPool, s3.S3Bucket]
        },
        "eventProperties": {event.resource_type: rules(event) for event in EVENTS},
        "globalProperties": globals_of(),
        "policyTemplates": {
            name: {"parameters": list(template["Parameters"]), "definition": template["Definition"]}
            for name, template in templates.items()
        },
        "managedPolicies": {
            name: arn.removeprefix("arn:aws:iam::aws:policy/") for name, arn in sorted(managed.items())
        },
    }


def measure(rounds):
    template = yaml_parse(sys.stdin.read())
    times = []
    for _ in range(rounds):
        own = copy.deepcopy(template)
        start = time.perf_counter()
        translate(own)
        times.append((time.perf_counter() - start) * 1000)
    return times


COMMANDS = {
    "data": data,
    "expand": lambda: {name: expand(text) for name, text in json.load(sys.stdin).items()},
    "time": lambda: measure(int(sys.argv[2])),
}

json.dump(COMMANDS[sys.argv[1]](), sys.stdout)
