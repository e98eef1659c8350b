import { type AccessRow, jsonCall, type Needed } from "../../../iam/testing/access-table.ts";

export const NAME = "gates/one";
export const secretsCall = (action: string, input: object) => jsonCall(`secretsmanager.${action}`, input);

/** What stands behind a name before it is known, and behind every name of a generator without chance. */
const SUFFIX = "AAAAAA";
const on = (action: string, name = NAME): Needed => ({
  action: `secretsmanager:${action}`,
  type: "secret",
  values: { SecretId: `${name}-${SUFFIX}` },
});
const any = (action: string): Needed => ({ action: `secretsmanager:${action}`, type: "*" });

function ofSecret(action: string, input: object = {}): AccessRow {
  return { ...secretsCall(action, { SecretId: NAME, ...input }), needs: [on(action)] };
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html */
export const SECRETS_ROWS: Readonly<Record<string, AccessRow>> = {
  BatchGetSecretValue: {
    ...secretsCall("BatchGetSecretValue", { Filters: [{ Key: "name", Values: ["none"] }] }),
    needs: [any("BatchGetSecretValue"), any("ListSecrets")],
  },
  CreateSecret: {
    ...secretsCall("CreateSecret", {
      Name: "new",
      SecretString: "v",
      Tags: [{ Key: "team", Value: "home" }],
    }),
    needs: [on("CreateSecret", "new")],
  },
  DeleteSecret: ofSecret("DeleteSecret"),
  DescribeSecret: ofSecret("DescribeSecret"),
  GetRandomPassword: { ...secretsCall("GetRandomPassword", {}), needs: [any("GetRandomPassword")] },
  GetSecretValue: ofSecret("GetSecretValue"),
  ListSecretVersionIds: ofSecret("ListSecretVersionIds"),
  ListSecrets: { ...secretsCall("ListSecrets", {}), needs: [any("ListSecrets")] },
  PutSecretValue: ofSecret("PutSecretValue", { SecretString: "w" }),
  RestoreSecret: ofSecret("RestoreSecret"),
  TagResource: ofSecret("TagResource", { Tags: [{ Key: "team", Value: "home" }] }),
  UntagResource: ofSecret("UntagResource", { TagKeys: ["team"] }),
  UpdateSecret: ofSecret("UpdateSecret", { Description: "d" }),
};
