import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { AwsTools } from "../support/aws-tools.ts";

const python = inject("python");
const facts = inject("product");
const UNABLE = "Unable to validate the following destination configurations";

describe.skipIf("missing" in python)("buckets, rules and schedules with unmodified tools", () => {
  const run = async (program: string): Promise<unknown> => {
    const tools = new AwsTools(python, facts);
    const { code, out, err } = await tools.python([join(import.meta.dirname, program)]);
    expect(code, err).toBe(0);
    return JSON.parse(out);
  };

  test("boto3: each tells a queue that lets it in, and is refused before", async () => {
    expect(await run("boto3-cases.py")).toEqual({
      notifications: [["InvalidArgument", UNABLE], "s3:TestEvent", "ObjectCreated:Put", "a+b"],
      rules: [
        "InvalidEventPatternException",
        { total: 11 },
        ["ResourceNotFoundException", expect.stringMatching(/^Rule none does not exist on EventBus bus-/)],
      ],
      schedules: [
        [
          "ValidationException",
          "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
        ],
        { by: "schedule" },
        "ResourceNotFoundException",
      ],
    });
  });

  test("WIRE-6 boto3: paginators find everything once; a token of something else is refused", async () => {
    const { wrong, ...found } = (await run("paginator-cases.py")) as Readonly<Record<string, object>>;
    const three = [3, true, true];
    expect(found).toEqual({
      "sqs.list_queues": three,
      "sqs.list_dead_letter_source_queues": [2, true, true],
      "sns.list_topics": three,
      "sns.list_subscriptions": expect.arrayContaining([3]),
      "sns.list_subscriptions_by_topic": three,
      "events.list_rules": three,
      "events.list_rule_names_by_target": three,
      "events.list_targets_by_rule": three,
      "scheduler.list_schedule_groups": three,
      "scheduler.list_schedules": three,
      "kms.list_aliases": three,
      "kms.list_grants": three,
      "kms.list_resource_tags": three,
      "kms.list_keys": 3,
      "ses.list_identities": three,
      "secretsmanager.list_secrets": three,
      "ssm.get_parameters_by_path": three,
      "iam.list_roles": three,
      "dynamodb.query": three,
      "dynamodb.scan": three,
    });
    const notValid = ["ValidationException", "Parameter NextToken is not valid."];
    expect(wrong).toEqual({
      sqs: ["InvalidParameterValue", expect.stringContaining("NextToken")],
      events: notValid,
      "events, of other rules": notValid,
      "events, of another list": notValid,
      scheduler: ["ValidationException", "Invalid NextToken."],
      kms: ["InvalidMarkerException", "Could not deserialize marker"],
      ses: ["InvalidParameterValue", "The next token is not valid."],
      secretsmanager: ["InvalidNextTokenException", "Invalid NextToken value."],
      ssm: ["InvalidNextToken", expect.any(String)],
      iam: ["ValidationError", "Invalid Marker."],
    });
  });

  test("aws: notifications, a rule and a schedule are set and shown, or refused in AWS's words", async () => {
    const tools = new AwsTools(python, facts);
    const name = `cli-${randomUUID().slice(0, 8)}`;
    const queueArn = `arn:aws:sqs:${facts.region}:123456789012:${name}`;
    const refusal = async (...words: string[]) => (await tools.aws(words)).err.trim();
    const at = ["--endpoint-url", facts.endpoint];
    await tools.awsJson("sqs", "create-queue", "--queue-name", name, ...at);
    const inRegion = ["--create-bucket-configuration", `LocationConstraint=${facts.region}`];
    await tools.awsJson("s3api", "create-bucket", "--bucket", name, ...inRegion);

    const notify = ["s3api", "put-bucket-notification-configuration", "--bucket", name];
    const toQueue = { QueueConfigurations: [{ QueueArn: queueArn, Events: ["s3:ObjectCreated:*"] }] };
    expect(await refusal(...notify, "--notification-configuration", JSON.stringify(toQueue))).toBe(
      `An error occurred (InvalidArgument) when calling the PutBucketNotificationConfiguration operation: ${UNABLE}`,
    );
    await tools.awsJson(...notify, "--notification-configuration", '{"EventBridgeConfiguration":{}}');
    expect(await tools.awsJson("s3api", "get-bucket-notification-configuration", "--bucket", name)).toEqual({
      EventBridgeConfiguration: {},
    });

    const pattern = JSON.stringify({ source: ["aws.s3"], detail: { bucket: { name: [name] } } });
    await tools.awsJson("events", "put-rule", "--name", name, "--event-pattern", pattern);
    const targets = ["--targets", `Id=one,Arn=${queueArn}`];
    expect(await tools.awsJson("events", "put-targets", "--rule", name, ...targets)).toEqual({
      FailedEntryCount: 0,
      FailedEntries: [],
    });
    expect(
      await refusal("events", "put-rule", "--name", name, "--event-pattern", '{"source":"x"}'),
    ).toContain(
      "(InvalidEventPatternException) when calling the PutRule operation: Event pattern is not valid.",
    );
    expect(await refusal("events", "delete-rule", "--name", name)).toContain(
      "Rule can't be deleted since it has targets.",
    );

    const schedule = ["scheduler", "create-schedule", "--name", name, "--schedule-expression", "rate(1 day)"];
    const role = "arn:aws:iam::123456789012:role/none";
    const target = JSON.stringify({ Arn: queueArn, RoleArn: role });
    expect(await refusal(...schedule, "--flexible-time-window", "Mode=OFF", "--target", target)).toContain(
      "(ValidationException) when calling the CreateSchedule operation: The execution role you provide must allow",
    );
    expect(await tools.awsJson("scheduler", "list-schedules", "--name-prefix", name)).toEqual({
      Schedules: [],
    });

    await tools.awsJson("events", "remove-targets", "--rule", name, "--ids", "one");
    expect((await tools.aws(["events", "delete-rule", "--name", name])).code).toBe(0);
    await tools.aws(["s3api", "delete-bucket", "--bucket", name]);
  });
});
