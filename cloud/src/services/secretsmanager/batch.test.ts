import { beforeEach, describe, expect, test } from "vitest";
import { systemRandomness } from "../../core/randomness.ts";
import { roleWith } from "../../iam/testing/access-table.ts";
import { secretsWorld } from "./testing/world.ts";

let secrets: ReturnType<typeof secretsWorld>;
beforeEach(async () => {
  secrets = secretsWorld(systemRandomness);
  for (const Name of ["app/a", "app/b", "other"]) {
    await secrets.call("CreateSecret", { Name, SecretString: `value of ${Name}` });
  }
});
const batch = (input: object, by = secrets.account.administrator) =>
  secrets.call("BatchGetSecretValue", input, by);
const allow = (Action: string, Resource = "*") => ({ Effect: "Allow", Action, Resource });
const as = (...Statement: object[]) =>
  roleWith(secrets.world(), JSON.stringify({ Version: "2012-10-17", Statement }));
const BATCH = allow("secretsmanager:BatchGetSecretValue");
const names = (answer: Readonly<Record<string, unknown>>) =>
  (answer["SecretValues"] as readonly { readonly Name: string }[]).map(({ Name }) => Name).sort();

describe("BatchGetSecretValue", () => {
  test("values are those of GetSecretValue; what is not there is told beside them", async () => {
    const { status, ...one } = await secrets.call("GetSecretValue", { SecretId: "app/a" });
    expect(await batch({ SecretIdList: ["app/a", "none"] })).toEqual({
      status,
      SecretValues: [one],
      Errors: [
        {
          SecretId: "none",
          ErrorCode: "ResourceNotFoundException",
          Message: "Secrets Manager can't find the specified secret.",
        },
      ],
    });
  });

  test("filters choose, in pages", async () => {
    const Filters = [{ Key: "name", Values: ["app/"] }];
    const first = await batch({ Filters, MaxResults: 1 });
    const second = await batch({ Filters, MaxResults: 1, NextToken: first["NextToken"] });
    expect([...names(first), ...names(second)].sort()).toEqual(["app/a", "app/b"]);
    expect(second["NextToken"]).toBeUndefined();
    await secrets.call("DeleteSecret", { SecretId: "app/a" });
    expect(await batch({ Filters })).toMatchObject({ SecretValues: [{ Name: "app/b" }], Errors: [] });
    expect(await batch({ SecretIdList: ["app/a"] })).toMatchObject({
      Errors: [{ ErrorCode: "InvalidRequestException" }],
    });
  });

  test("SECRET-7 each secret is read under the right to read it", async () => {
    const only = as(
      BATCH,
      allow("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:app/a-??????"),
    );
    expect(await batch({ SecretIdList: ["app/a", "app/b"] }, only)).toMatchObject({
      status: 200,
      SecretValues: [{ Name: "app/a" }],
      Errors: [
        {
          SecretId: "app/b",
          ErrorCode: "AccessDeniedException",
          Message: expect.stringContaining("secretsmanager:GetSecretValue"),
        },
      ],
    });
    const reading = allow("secretsmanager:GetSecretValue");
    expect(await batch({ SecretIdList: ["app/a"] }, as(reading))).toMatchObject({ status: 400 });
    const Filters = [{ Key: "name", Values: ["app/"] }];
    expect(await batch({ Filters }, as(BATCH, reading))).toMatchObject({ status: 400 });
    expect(names(await batch({ Filters }, as(BATCH, reading, allow("secretsmanager:ListSecrets"))))).toEqual([
      "app/a",
      "app/b",
    ]);
  });

  test("SECRET-7 and under the right to its key", async () => {
    const KmsKeyId = await secrets.kms.key();
    await secrets.call("CreateSecret", { Name: "keyed", SecretString: "hush", KmsKeyId });
    const reading = as(BATCH, allow("secretsmanager:GetSecretValue"));
    const answer = await batch({ SecretIdList: ["keyed", "other"] }, reading);
    expect(names(answer)).toEqual(["other"]);
    expect(answer["Errors"]).toMatchObject([{ SecretId: "keyed" }]);
  });

  test.each([
    [{}],
    [{ SecretIdList: ["app/a"], Filters: [{ Key: "name", Values: ["app/"] }] }],
    [{ SecretIdList: ["app/a"], MaxResults: 1 }],
  ])("%j says not which secrets", async (input) => {
    expect(await batch(input)).toMatchObject({ status: 400, __type: "InvalidParameterException" });
  });
});
