import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type AccessWorld,
  codeOf,
  describeAccess,
  formCall,
  roleWith,
  send,
} from "../../iam/testing/access-table.ts";
import { createTestAccount, type TestAccount } from "../../iam/testing/account.ts";
import { CHANGES, CLOUDFORMATION_ROWS, STACK } from "../testing/access-rows.ts";
import { deployment, type Harness, harness } from "../testing/harness.ts";
import { template } from "../testing/things.ts";

let account: TestAccount;
let cloud: Harness;

function open(): void {
  account = createTestAccount();
  cloud = harness({ account });
}
open();
beforeEach(open);
afterEach(() => cloud.close());

const world = (): AccessWorld => ({ ...account, service: cloud.http, signingName: "cloudformation" });
const asAdministrator = (action: string, fields: Record<string, string>) =>
  send(world(), formCall(action, fields), account.administrator);

/** A stack that is up, with a change set that waits. */
async function prepare(): Promise<void> {
  await cloud.engine.deploy(deployment(template("1"), { stackName: STACK, tags: { team: "home" } }));
  const change = { StackName: STACK, ChangeSetName: CHANGES, TemplateBody: template("2") };
  expect(await codeOf(await asAdministrator("CreateChangeSet", change))).toBe("");
}

describeAccess({
  rule: "CFN-AUTHORIZED",
  world,
  operations: () => cloud.http.operations.map(({ name }) => name),
  rows: CLOUDFORMATION_ROWS,
  prepare,
  denied: "AccessDenied",
});

function deniedWhen(action: string, Condition: object) {
  const statements = [
    { Effect: "Allow", Action: "*", Resource: "*" },
    { Effect: "Deny", Action: `cloudformation:${action}`, Resource: "*", Condition },
  ];
  return roleWith(world(), JSON.stringify({ Version: "2012-10-17", Statement: statements }));
}

describe("CFN-CONDITION-KEYS condition keys of CloudFormation", () => {
  const URL = "https://s3.amazonaws.com/bucket/key";
  const ROLE = "arn:aws:iam::123456789012:role/team/subject";
  const changers = ["CreateStack", "UpdateStack", "CreateChangeSet"];
  const readers = [...changers, "GetTemplateSummary", "ValidateTemplate"];
  const withRole = [...changers, "DeleteStack", "ContinueUpdateRollback", "RollbackStack"];
  const cases: readonly (readonly [operation: string, key: string, value: string, field: string])[] = [
    ...readers.map((name) => [name, "cloudformation:TemplateUrl", URL, "TemplateURL"] as const),
    ...withRole.map((name) => [name, "cloudformation:RoleArn", ROLE, "RoleARN"] as const),
    ...["CreateStack", "UpdateStack"].map(
      (name) => [name, "cloudformation:StackPolicyUrl", URL, "StackPolicyURL"] as const,
    ),
    ...changers.map(
      (name) => [name, "cloudformation:ResourceTypes", "AWS::IAM::*", "ResourceTypes.member.1"] as const,
    ),
    ...["CreateChangeSet", "DeleteChangeSet", "DescribeChangeSet", "ExecuteChangeSet"].map(
      (name) => [name, "cloudformation:ChangeSetName", CHANGES, "ChangeSetName"] as const,
    ),
  ];

  test.each(cases)(
    "CFN-CONDITION-KEYS %s is denied by its %s, and by no other",
    async (name, key, value, field) => {
      const { body, ...row } = CLOUDFORMATION_ROWS[name] ?? { call: "" };
      const fields = new URLSearchParams(String(body));
      fields.set(field, value);
      const call = { ...row, body: fields.toString() };
      const operator = key.endsWith("ResourceTypes") ? "ForAnyValue:StringEquals" : "StringEquals";
      await prepare();

      const refused = await send(world(), call, deniedWhen(name, { [operator]: { [key]: value } }));
      const answered = await send(
        world(),
        call,
        deniedWhen(name, { [operator]: { [key]: `${value}-other` } }),
      );

      expect(await codeOf(refused)).toMatch(/^AccessDenied cloudformation:/);
      expect(await codeOf(answered)).not.toMatch(/^AccessDenied/);
    },
  );

  test.each([...changers])("CFN-CONDITION-KEYS %s is denied by the tags it gives", async (name) => {
    const { body, ...row } = CLOUDFORMATION_ROWS[name] ?? { call: "" };
    const fields = `${String(body)}&Tags.member.1.Key=cost&Tags.member.1.Value=7`;
    const call = { ...row, body: fields };
    await prepare();

    for (const condition of [
      { StringEquals: { "aws:RequestTag/cost": "7" } },
      { "ForAnyValue:StringEquals": { "aws:TagKeys": ["cost"] } },
    ]) {
      const refused = await send(world(), call, deniedWhen(name, condition));
      expect(await codeOf(refused)).toMatch(/^AccessDenied cloudformation:/);
    }
    const other = { StringEquals: { "aws:RequestTag/cost": "8" } };
    expect(await codeOf(await send(world(), call, deniedWhen(name, other)))).not.toMatch(/^AccessDenied/);
  });

  test("CFN-CONDITION-KEYS a stack's tags are judged, by its name and by its ARN", async () => {
    await prepare();
    const StackName = cloud.engine.describe(STACK)?.stackId ?? "";
    const describeIt = (name: string, team: string) =>
      send(
        world(),
        formCall("DescribeStacks", { StackName: name }),
        deniedWhen("DescribeStacks", { StringEquals: { "aws:ResourceTag/team": team } }),
      );

    const codes = [
      await codeOf(await describeIt(STACK, "home")),
      await codeOf(await describeIt(StackName, "home")),
      await codeOf(await describeIt(STACK, "work")),
      await codeOf(await describeIt(StackName, "work")),
    ];

    expect(codes.map((code) => code.split(" ")[0])).toEqual(["AccessDenied", "AccessDenied", "", ""]);
  });
});

describe("CFN-CHANGE-SET-OWNER", () => {
  const operations = ["DescribeChangeSet", "ExecuteChangeSet", "DeleteChangeSet", "GetTemplate"];

  test.each(operations)(
    "CFN-CHANGE-SET-OWNER %s by ARN asks for the change set's own stack",
    async (action) => {
      await prepare();
      const described = String(
        (await asAdministrator("DescribeChangeSet", { StackName: STACK, ChangeSetName: CHANGES })).body,
      );
      const [, ChangeSetName = ""] = /<ChangeSetId>([^<]+)/.exec(described) ?? [];
      const [, StackId = ""] = /<StackId>([^<]+)/.exec(described) ?? [];
      const call = formCall(action, { StackName: "mine", ChangeSetName });
      const on = (Resource: string) => {
        const allowed = { Effect: "Allow", Action: `cloudformation:${action}`, Resource };
        return roleWith(world(), JSON.stringify({ Version: "2012-10-17", Statement: [allowed] }));
      };

      const refused = await send(
        world(),
        call,
        on("arn:aws:cloudformation:eu-west-1:123456789012:stack/mine/*"),
      );
      const unknown = await send(
        world(),
        formCall(action, { StackName: "mine", ChangeSetName: `${ChangeSetName}-other` }),
        on(StackId),
      );
      const answered = await send(world(), call, on(StackId));

      expect(await codeOf(refused)).toBe(`AccessDenied cloudformation:${action} on resource: ${StackId}`);
      expect(await codeOf(unknown)).toBe(`AccessDenied cloudformation:${action} on resource: *`);
      expect(await codeOf(answered)).toBe("");
    },
  );
});
