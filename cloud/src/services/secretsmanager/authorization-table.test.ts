import { beforeEach, describe, expect, test } from "vitest";
import { codeOf, describeAccess, roleWith, send } from "../../iam/testing/access-table.ts";
import { NAME, SECRETS_ROWS, secretsCall } from "./testing/access-rows.ts";
import { secretsWorld } from "./testing/world.ts";

let secrets = secretsWorld();
beforeEach(() => {
  secrets = secretsWorld();
});

const prepare = async (): Promise<void> => {
  const Tags = [{ Key: "team", Value: "home" }];
  const made = await secrets.call("CreateSecret", { Name: NAME, SecretString: "v", Tags });
  expect(made.status).toBe(200);
};

describeAccess({
  rule: "SECRET-1",
  world: () => secrets.world(),
  operations: () => secrets.service().http.operations.map(({ name }) => name),
  rows: SECRETS_ROWS,
  prepare,
});

describe("SECRET-1 condition keys", () => {
  const VERSION = "v".repeat(32);
  const ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:gates/one-AAAAAA";
  test.each([
    ["CreateSecret", { StringEquals: { "aws:RequestTag/team": "home" } }, {}],
    ["CreateSecret", { StringEquals: { "secretsmanager:Name": "home" } }, { Name: "home" }],
    ["CreateSecret", { StringEquals: { "secretsmanager:Description": "home" } }, { Description: "home" }],
    ["UpdateSecret", { StringEquals: { "secretsmanager:Description": "home" } }, { Description: "home" }],
    ["GetSecretValue", { StringEquals: { "aws:ResourceTag/team": "home" } }, {}],
    ["GetSecretValue", { StringEquals: { "secretsmanager:ResourceTag/team": "home" } }, {}],
    ["GetSecretValue", { StringEquals: { "secretsmanager:VersionStage": "home" } }, { VersionStage: "home" }],
    ["GetSecretValue", { StringEquals: { "secretsmanager:VersionId": VERSION } }, { VersionId: VERSION }],
    ["GetSecretValue", { StringEquals: { "secretsmanager:SecretId": ARN } }, {}],
    ["GetSecretValue", { StringEquals: { "secretsmanager:SecretPrimaryRegion": "eu-west-1" } }, {}],
    [
      "DeleteSecret",
      { Bool: { "secretsmanager:ForceDeleteWithoutRecovery": "false" } },
      { ForceDeleteWithoutRecovery: false },
    ],
    [
      "DeleteSecret",
      { NumericEquals: { "secretsmanager:RecoveryWindowInDays": "7" } },
      { RecoveryWindowInDays: 7 },
    ],
    ["UntagResource", { "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } }, {}],
    ["TagResource", { StringEquals: { "aws:RequestTag/team": "home" } }, {}],
  ])("SECRET-1 %s is allowed under %j, and under no other value", async (operation, Condition, more) => {
    const row = SECRETS_ROWS[operation] ?? { call: "", needs: [] };
    const call = secretsCall(operation, { ...(row.body as object), ...more });
    const under = (condition: object) => {
      const allowed = { Effect: "Allow", Action: "secretsmanager:*", Resource: "*", Condition: condition };
      return roleWith(secrets.world(), JSON.stringify({ Version: "2012-10-17", Statement: [allowed] }));
    };
    const [operator = ""] = Object.keys(Condition);
    const [key = ""] = Object.keys(Object.values(Condition)[0] as object);
    const wrong = operator === "Bool" ? "true" : operator === "NumericEquals" ? "9" : "other";
    await prepare();

    const refused = await codeOf(await send(secrets.world(), call, under({ [operator]: { [key]: wrong } })));
    const answered = await codeOf(await send(secrets.world(), call, under(Condition)));

    expect(refused).toMatch(/^AccessDeniedException secretsmanager:/);
    expect(answered).not.toMatch(/^AccessDenied/);
  });
});
