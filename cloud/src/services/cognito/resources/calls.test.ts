import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { anonymous } from "../../../core/caller.ts";
import { createEndpoints } from "../../../core/endpoints.ts";
import type {
  ApiCall,
  Properties,
  ResourceChange,
  ResourceContext,
} from "../../../core/ports/resource-provider.ts";
import { serveAdministration, TEST_SCOPE } from "../testing/administration.ts";
import { cognitoResources } from "./index.ts";

let cloud: Awaited<ReturnType<typeof serveAdministration>>;
beforeEach(async () => {
  cloud = await serveAdministration();
});
afterEach(() => cloud.close());

const context: ResourceContext = {
  scope: TEST_SCOPE,
  caller: anonymous,
  stackName: "home",
  stackId: "arn:aws:cloudformation:eu-west-1:123456789012:stack/home/1",
  logicalId: "Thing",
  generateName: () => "home-Thing-ABC123",
  commit: (write) => write(),
  tags: { owner: "me" },
};

function callsOf(type: string, change: ResourceChange): readonly ApiCall[] {
  const endpoints = createEndpoints({ port: 4566, region: TEST_SCOPE.region, issuerStyle: "local" });
  const resources = cognitoResources({ ...cloud.administration, endpoints });
  const found = resources.find((provider) => provider.type === `AWS::Cognito::${type}`);
  return (found?.calls(context, change) ?? []) as readonly ApiCall[];
}

const UserPoolId = "eu-west-1_abcdefghi";
const physicalId = "it";
const Schema = (Name: string) => [{ Name, AttributeDataType: "String" }];

describe("CFN-RIGHTS what changes of AWS::Cognito resources stand for", () => {
  test.each<[string, ...(string | undefined)[]]>([
    ["UserPoolClient", "CreateUserPoolClient", "UpdateUserPoolClient", "DeleteUserPoolClient"],
    ["UserPoolDomain", "CreateUserPoolDomain", "UpdateUserPoolDomain", "DeleteUserPoolDomain"],
    ["UserPoolGroup", "CreateGroup", "UpdateGroup", "DeleteGroup"],
    ["UserPoolResourceServer", "CreateResourceServer", "UpdateResourceServer", "DeleteResourceServer"],
    ["UserPoolUser", "AdminCreateUser", undefined, "AdminDeleteUser"],
    ["UserPoolUserToGroupAttachment", "AdminAddUserToGroup", undefined, "AdminRemoveUserFromGroup"],
  ])("CFN-RIGHTS %s: %s, %s, %s", (type, ...operations) => {
    const properties = { UserPoolId };

    const calls = [
      callsOf(type, { kind: "create", properties }),
      callsOf(type, { kind: "update", physicalId, before: {}, after: properties }),
      callsOf(type, { kind: "delete", physicalId, properties }),
    ];

    expect(calls).toEqual(
      operations.map((operation) => (operation === undefined ? [] : [{ operation, input: { UserPoolId } }])),
    );
  });

  const schemaOf = (...names: string[]): Properties => ({ Schema: names.flatMap(Schema) });
  const ALL = { ...schemaOf("house", "floor"), EnabledMfas: ["SOFTWARE_TOKEN_MFA"] };
  test.each<[string, ResourceChange, string, ...string[]]>([
    ["a plain one", { kind: "create", properties: {} }, "*", "CreateUserPool"],
    ["one with MFA", { kind: "create", properties: ALL }, "*", "CreateUserPool", "SetUserPoolMfaConfig"],
    [
      "a change of its name",
      { kind: "update", physicalId, before: schemaOf("house"), after: schemaOf("house") },
      physicalId,
      "UpdateUserPool",
    ],
    [
      "an attribute and MFA",
      { kind: "update", physicalId, before: schemaOf("house"), after: ALL },
      physicalId,
      "UpdateUserPool",
      "SetUserPoolMfaConfig",
      "AddCustomAttributes",
    ],
  ])("CFN-RIGHTS UserPool, %s", (_title, change, id, ...operations) => {
    const calls = callsOf("UserPool", change);

    const input = { UserPoolId: id, UserPoolTags: { owner: "me" } };
    expect(calls).toMatchObject(operations.map((operation) => ({ operation, input })));
    expect(calls).toHaveLength(operations.length);
  });

  test("CFN-RIGHTS UserPool, its end", () => {
    expect(callsOf("UserPool", { kind: "delete", physicalId, properties: {} })).toEqual([
      { operation: "DeleteUserPool", input: { UserPoolId: physicalId } },
    ]);
  });
});
