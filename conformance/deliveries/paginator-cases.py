"""Every paginator of boto3 for the services that deliver, keep keys and send mail, one item a page; and what
is said to a token that was changed, or that is of another list.

Prints one JSON object: by paginator how many of the things made here were found, and in how many pages.
"""

import json
import uuid

import boto3
from botocore.exceptions import ClientError

RUN = uuid.uuid4().hex[:8]
NAMES = [f"{RUN}-{letter}" for letter in "abc"]
results = {}


def count(client, operation, items, name_of, **arguments):
    """How many of NAMES were found, and whether each page had one item at most."""
    config = {} if operation.startswith("list_") and client.meta.service_model.service_name == "sns" else {"PageSize": 1}
    pages = list(client.get_paginator(operation).paginate(PaginationConfig=config, **arguments))
    found = [name_of(item) for page in pages for item in page.get(items, [])]
    mine = [name for name in NAMES if any(name in one for one in found)]
    small = not config or all(len(page.get(items, [])) <= 1 for page in pages)
    results[f"{client.meta.service_model.service_name}.{operation}"] = [len(mine), small, len(found) == len(set(found))]


def refusal(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["Error"]["Message"]]
    return "accepted"


def wrong_tokens(call, token, limit, **arguments):
    """A token that was changed, and one that another question gave."""
    first = call(**{limit: 1}, **arguments)
    given = first.get(token, first.get(f"Next{token}"))
    changed = given[:-2] + ("AA" if given[-2:] != "AA" else "BB")
    return [refusal(call, **{limit: 1, token: changed}, **arguments), given]


sqs, sns, events = boto3.client("sqs"), boto3.client("sns"), boto3.client("events")
scheduler, kms, ses = boto3.client("scheduler"), boto3.client("kms"), boto3.client("ses")
secrets, ssm, iam = boto3.client("secretsmanager"), boto3.client("ssm"), boto3.client("iam")
dynamodb = boto3.client("dynamodb")

trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "scheduler.amazonaws.com"}}]}
roles = [iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"] for name in NAMES]
queues = [sqs.create_queue(QueueName=name)["QueueUrl"] for name in NAMES]
arns = [f"arn:aws:sqs:eu-west-1:123456789012:{name}" for name in NAMES]
for url in queues[1:]:
    redrive = json.dumps({"deadLetterTargetArn": arns[0], "maxReceiveCount": 2})
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": redrive})
count(sqs, "list_queues", "QueueUrls", str, QueueNamePrefix=RUN)
count(sqs, "list_dead_letter_source_queues", "queueUrls", str, QueueUrl=queues[0])

topics = [sns.create_topic(Name=name)["TopicArn"] for name in NAMES]
for arn in arns:
    sns.subscribe(TopicArn=topics[0], Protocol="sqs", Endpoint=arn)
count(sns, "list_topics", "Topics", lambda one: one["TopicArn"])
count(sns, "list_subscriptions", "Subscriptions", lambda one: one["Endpoint"])
count(sns, "list_subscriptions_by_topic", "Subscriptions", lambda one: one["Endpoint"], TopicArn=topics[0])

for name in NAMES:
    events.put_rule(Name=name, EventPattern='{"source":["x"]}')
    events.put_targets(Rule=name, Targets=[{"Id": "one", "Arn": arns[0]}])
events.put_targets(Rule=NAMES[0], Targets=[{"Id": name, "Arn": arns[1]} for name in NAMES])
count(events, "list_rules", "Rules", lambda one: one["Name"], NamePrefix=RUN)
count(events, "list_rule_names_by_target", "RuleNames", str, TargetArn=arns[0])
count(events, "list_targets_by_rule", "Targets", lambda one: one["Id"], Rule=NAMES[0])

for name in NAMES:
    scheduler.create_schedule_group(Name=name)
    target = {"Arn": arns[0], "RoleArn": roles[0]}
    scheduler.create_schedule(Name=name, ScheduleExpression="rate(1 day)", State="DISABLED", FlexibleTimeWindow={"Mode": "OFF"}, Target=target)
count(scheduler, "list_schedule_groups", "ScheduleGroups", lambda one: one["Name"], NamePrefix=RUN)
count(scheduler, "list_schedules", "Schedules", lambda one: one["Name"], NamePrefix=RUN)

keys = [kms.create_key(Tags=[{"TagKey": name, "TagValue": "x"} for name in NAMES])["KeyMetadata"]["KeyId"] for _ in NAMES]
for name, key in zip(NAMES, keys):
    kms.create_alias(AliasName=f"alias/{name}", TargetKeyId=key)
    kms.create_grant(KeyId=keys[0], GranteePrincipal=roles[0], Operations=["Decrypt"], Name=name)
count(kms, "list_aliases", "Aliases", lambda one: one["AliasName"])
count(kms, "list_grants", "Grants", lambda one: one["Name"], KeyId=keys[0])
count(kms, "list_resource_tags", "Tags", lambda one: one["TagKey"], KeyId=keys[0])
pages = kms.get_paginator("list_keys").paginate(PaginationConfig={"PageSize": 1})
results["kms.list_keys"] = len(set(keys) & {one["KeyId"] for page in pages for one in page["Keys"]})

for name in NAMES:
    ses.verify_email_identity(EmailAddress=f"{name}@example.com")
    secrets.create_secret(Name=name, SecretString="x")
    ssm.put_parameter(Name=f"/{RUN}/{name}", Value="x", Type="String")
count(ses, "list_identities", "Identities", str)
count(secrets, "list_secrets", "SecretList", lambda one: one["Name"])
count(ssm, "get_parameters_by_path", "Parameters", lambda one: one["Name"], Path=f"/{RUN}")
count(iam, "list_roles", "Roles", lambda one: one["RoleName"])

dynamodb.create_table(
    TableName=RUN,
    BillingMode="PAY_PER_REQUEST",
    KeySchema=[{"AttributeName": "owner", "KeyType": "HASH"}, {"AttributeName": "id", "KeyType": "RANGE"}],
    AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("owner", "id")],
)
for name in NAMES:
    dynamodb.put_item(TableName=RUN, Item={"owner": {"S": "me"}, "id": {"S": name}})
mine = {"KeyConditionExpression": "#o = :o", "ExpressionAttributeNames": {"#o": "owner"}, "ExpressionAttributeValues": {":o": {"S": "me"}}}
count(dynamodb, "query", "Items", lambda one: one["id"]["S"], TableName=RUN, **mine)
count(dynamodb, "scan", "Items", lambda one: one["id"]["S"], TableName=RUN)
dynamodb.delete_table(TableName=RUN)

wrong = {}
wrong["sqs"], _ = wrong_tokens(sqs.list_queues, "NextToken", "MaxResults", QueueNamePrefix=RUN)
wrong["events"], given = wrong_tokens(events.list_rules, "NextToken", "Limit", NamePrefix=RUN)
wrong["events, of other rules"] = refusal(events.list_rules, NextToken=given)
wrong["events, of another list"] = refusal(events.list_event_buses, NamePrefix=RUN, NextToken=given)
wrong["scheduler"], _ = wrong_tokens(scheduler.list_schedules, "NextToken", "MaxResults", NamePrefix=RUN)
wrong["kms"], _ = wrong_tokens(kms.list_keys, "Marker", "Limit")
wrong["ses"], _ = wrong_tokens(ses.list_identities, "NextToken", "MaxItems")
wrong["secretsmanager"], _ = wrong_tokens(secrets.list_secrets, "NextToken", "MaxResults")
wrong["ssm"], _ = wrong_tokens(ssm.get_parameters_by_path, "NextToken", "MaxResults", Path=f"/{RUN}")
wrong["iam"], _ = wrong_tokens(iam.list_roles, "Marker", "MaxItems")
results["wrong"] = wrong

for name, key in zip(NAMES, keys):
    events.remove_targets(Rule=name, Ids=["one", *NAMES])
    events.delete_rule(Name=name)
    scheduler.delete_schedule(Name=name)
    scheduler.delete_schedule_group(Name=name)
    ses.delete_identity(Identity=f"{name}@example.com")
    secrets.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)
    ssm.delete_parameter(Name=f"/{RUN}/{name}")
    iam.delete_role(RoleName=name)
    kms.delete_alias(AliasName=f"alias/{name}")
    kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
for url in queues:
    sqs.delete_queue(QueueUrl=url)
for arn in topics:
    sns.delete_topic(TopicArn=arn)
print(json.dumps(results))
