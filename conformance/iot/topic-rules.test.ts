import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { AwsTools } from "../support/aws-tools.ts";
import { listenTo } from "../support/mqtt.ts";

const python = inject("python");
const facts = inject("product");

const SCRIPT = `
import json
import boto3
from botocore.exceptions import ClientError

told = {}
iot, iam, data = boto3.client("iot"), boto3.client("iam"), boto3.client("iot-data")

def refusal(call):
    try:
        call()
    except ClientError as error:
        return [error.response["Error"]["Code"], error.response["ResponseMetadata"]["HTTPStatusCode"]]

trust = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "iot.amazonaws.com"}}]}
own = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "iot:Publish", "Resource": "arn:aws:iot:*:*:topic/boto/copies/*"}]}
role = iam.create_role(RoleName="boto-rules", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
iam.put_role_policy(RoleName="boto-rules", PolicyName="own", PolicyDocument=json.dumps(own))

payload = {
    "sql": "SELECT upper(name) AS name, topic(3) AS last FROM 'boto/in/+' WHERE size > 2",
    "awsIotSqlVersion": "2016-03-23", "description": "copies",
    "actions": [{"republish": {"roleArn": role, "topic": "boto/copies/\${topic(3)}", "qos": 1}}]}
iot.create_topic_rule(ruleName="boto_rule", topicRulePayload=payload, tags="team=a")
rule = iot.get_topic_rule(ruleName="boto_rule")
told["shown"] = {key: rule["rule"][key] for key in ("ruleName", "sql", "ruleDisabled", "awsIotSqlVersion", "description", "actions")}
told["shown"]["dated"] = rule["rule"]["createdAt"].year > 2000
told["listed"] = [one["topicPattern"] for one in iot.list_topic_rules()["rules"] if one["ruleName"] == "boto_rule"]
told["tags"] = iot.list_tags_for_resource(resourceArn=rule["ruleArn"])["tags"]
told["again"] = refusal(lambda: iot.create_topic_rule(ruleName="boto_rule", topicRulePayload=payload))
told["missing"] = refusal(lambda: iot.get_topic_rule(ruleName="nowhere"))
told["sql"] = refusal(lambda: iot.create_topic_rule(ruleName="bad", topicRulePayload={**payload, "sql": "SELECT FROM"}))
told["kinesis"] = refusal(lambda: iot.create_topic_rule(ruleName="bad", topicRulePayload={
    **payload, "actions": [{"kinesis": {"roleArn": role, "streamName": "s"}}]}))
for size in (2, 3):
    data.publish(topic="boto/in/a", qos=1, payload=json.dumps({"name": "ada", "size": size}))
iot.disable_topic_rule(ruleName="boto_rule")
data.publish(topic="boto/in/b", qos=1, payload=json.dumps({"name": "bob", "size": 9}))
iot.enable_topic_rule(ruleName="boto_rule")
data.publish(topic="boto/in/c", qos=1, payload=json.dumps({"name": "cid", "size": 9}))
print(json.dumps(told))
`;

describe.skipIf("missing" in python)("topic rules, with boto3 and mqtt.js", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "portcullis-iot-"));
    writeFileSync(join(folder, "rules.py"), SCRIPT);
  });
  afterAll(() => folder !== undefined && rmSync(folder, { recursive: true, force: true }));

  test("a rule is made, told of messages, switched off and on; what AWS refuses is refused", async () => {
    const copies = await listenTo(facts, "boto/copies/#");

    const { code, out, err } = await new AwsTools(python, facts).python([join(folder, "rules.py")]);

    expect([code, err]).toEqual([0, ""]);
    expect(JSON.parse(out)).toMatchObject({
      shown: { ruleName: "boto_rule", ruleDisabled: false, awsIotSqlVersion: "2016-03-23", dated: true },
      listed: ["boto/in/+"],
      tags: [{ Key: "team", Value: "a" }],
      again: ["ResourceAlreadyExistsException", 409],
      missing: ["UnauthorizedException", 401],
      sql: ["SqlParseException", 400],
      kinesis: ["UnsupportedOperationException", 400],
    });
    expect([await copies.next(), await copies.next()]).toEqual([
      { topic: "boto/copies/a", payload: '{"name":"ADA","last":"a"}' },
      { topic: "boto/copies/c", payload: '{"name":"CID","last":"c"}' },
    ]);
    await copies.close();
  });
});
