import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { anonymous } from "../../../core/caller.ts";
import { createEndpoints } from "../../../core/endpoints.ts";
import type { Properties, ResourceContext, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { serveAdministration, TEST_SCOPE } from "../testing/administration.ts";
import { cognitoResources } from "./index.ts";

let cloud: Awaited<ReturnType<typeof serveAdministration>>;
let providers: Map<string, ResourceProvider>;
beforeEach(async () => {
  cloud = await serveAdministration();
  const endpoints = createEndpoints({ port: 4566, region: TEST_SCOPE.region, issuerStyle: "local" });
  const resources = cognitoResources({ ...cloud.administration, endpoints });
  providers = new Map(resources.map((provider) => [provider.type, provider]));
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
  tags: { "aws:cloudformation:stack-name": "home" },
};
const provider = (kind: string): ResourceProvider => {
  const found = providers.get(`AWS::Cognito::${kind}`);
  if (found === undefined) throw new Error(`no ${kind}`);
  return found;
};
const create = (kind: string, properties: Properties) => provider(kind).create(context, properties);

describe("AWS::Cognito::UserPool", () => {
  test("takes CloudFormation's spellings and gives the attributes of the specification", async () => {
    const pool = await create("UserPool", {
      UserPoolName: "home",
      UserPoolTier: "ESSENTIALS",
      UsernameAttributes: ["email"],
      UsernameConfiguration: { CaseSensitive: "false" },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: "true" },
      Policies: { PasswordPolicy: { MinimumLength: "9", RequireSymbols: "true" } },
      MfaConfiguration: "OPTIONAL",
      EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
      Schema: [{ Name: "house", AttributeDataType: "String", StringAttributeConstraints: { MaxLength: 20 } }],
      UserPoolTags: { team: "home" },
    });
    expect(pool.attributes).toEqual({
      Arn: `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${pool.physicalId}`,
      ProviderName: `localhost:4566/${pool.physicalId}`,
      ProviderURL: `http://localhost:4566/${pool.physicalId}`,
      UserPoolId: pool.physicalId,
    });
    expect(cloud.stores.pools.find(pool.physicalId)).toMatchObject({
      name: "home",
      caseSensitiveUsernames: false,
      adminCreateUserOnly: true,
      mfa: "OPTIONAL",
      softwareTokenMfa: true,
      passwordPolicy: { minimumLength: 9, requireSymbols: true, requireNumbers: false },
      tags: { team: "home", "aws:cloudformation:stack-name": "home" },
    });
  });

  test("values the API refuses are refused with the API's words", async () => {
    await expect(create("UserPool", { MfaConfiguration: "ON" })).rejects.toThrow(
      "SMS configuration and Auto",
    );
    await expect(create("UserPool", { EnabledMfas: ["SMS_MFA"], MfaConfiguration: "ON" })).rejects.toThrow(
      "EnabledMfas SMS_MFA is not supported by Portcullis",
    );
    await expect(create("UserPool", { DeletionProtection: "MAYBE" })).rejects.toThrow(
      "1 validation error detected: Value 'MAYBE' at 'deletionProtection'",
    );
    await expect(create("UserPool", { Policies: "strict" })).rejects.toThrow(/^Invalid property/);
    expect(cloud.stores.pools.list()).toEqual([]);
  });

  test("properties that are not built are not in the schema, so that the engine refuses them by name", () => {
    const { properties } = provider("UserPool");
    for (const name of ["DeviceConfiguration", "EmailAuthenticationMessage", "WebAuthnUserVerification"]) {
      expect(properties).not.toHaveProperty(name);
    }
    for (const name of ["UserMigration", "CustomEmailSender", "CustomSMSSender", "InboundFederation"]) {
      expect(properties["LambdaConfig"]).not.toHaveProperty(name);
    }
    for (const name of ["DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse"]) {
      expect(properties["LambdaConfig"]).toHaveProperty(name, true);
    }
    expect(properties["LambdaConfig"]).toHaveProperty("PreTokenGenerationConfig.LambdaVersion", true);
    expect(properties["Schema"]).toHaveProperty("StringAttributeConstraints.MaxLength", true);
  });

  test("COG-60 what is fixed at creation cannot be updated; attributes may be added", async () => {
    const before: Properties = {
      UsernameAttributes: ["email"],
      Schema: [{ Name: "a", AttributeDataType: "String" }],
    };
    const { physicalId } = await create("UserPool", before);
    const update = (after: Properties) => provider("UserPool").update(context, physicalId, before, after);
    await expect(update({ ...before, UsernameAttributes: ["phone_number"] })).rejects.toThrow(
      "Updates are not allowed for property - UsernameAttributes.",
    );
    await expect(update({ UsernameAttributes: ["email"] })).rejects.toThrow(
      "Existing schema attributes cannot be modified or deleted.",
    );
    await update({
      ...before,
      UserPoolName: "renamed",
      Schema: [
        { Name: "a", AttributeDataType: "String" },
        { Name: "b", AttributeDataType: "Number" },
      ],
    });
    expect(cloud.stores.pools.find(physicalId)).toMatchObject({ name: "renamed" });
    expect(cloud.stores.pools.find(physicalId)?.schema.at(-1)?.name).toBe("custom:b");
  });

  test("COG-60 another spelling of what a pool has is no change, and neither is the way back from a refused update", async () => {
    const right: Properties = { Schema: [{ Name: "team", AttributeDataType: "String", Mutable: true }] };
    const wrong: Properties = { Schema: [{ Name: "team", AttributeDataType: "String", Mutable: false }] };
    const { physicalId } = await create("UserPool", right);
    const update = (before: Properties, after: Properties) =>
      provider("UserPool").update(context, physicalId, before, after);
    const schema = cloud.stores.pools.find(physicalId)?.schema;
    await expect(update(right, wrong)).rejects.toThrow("Existing schema attributes cannot be modified");
    await update(wrong, right);
    await update(right, {
      AliasAttributes: [],
      UsernameConfiguration: { CaseSensitive: "true" },
      Schema: [
        { Name: "team", AttributeDataType: "String", Required: "false", DeveloperOnlyAttribute: false },
      ],
    });
    expect(cloud.stores.pools.find(physicalId)?.schema).toEqual(schema);
    await expect(update(right, { UsernameConfiguration: { CaseSensitive: false } })).rejects.toThrow(
      "Updates are not allowed for property - UsernameConfiguration.",
    );
    await expect(update(right, { Schema: [{ Name: "team" }] })).rejects.toThrow(
      "Invalid AttributeDataType input, consider using the provided AttributeDataType enum.",
    );
  });

  test("COG-21 an attribute without a type is taken at creation and refused by every update, not by its rollback", async () => {
    const untyped: Properties = { Schema: [{ Name: "email", Required: true, Mutable: true }] };
    const changed: Properties = { ...untyped, UserPoolName: "renamed" };
    const { physicalId } = await create("UserPool", untyped);
    const update = (before: Properties, after: Properties) =>
      provider("UserPool").update(context, physicalId, before, after);
    const before = cloud.stores.pools.find(physicalId);

    await expect(update(untyped, changed)).rejects.toThrow(
      "Invalid AttributeDataType input, consider using the provided AttributeDataType enum.",
    );
    await update(changed, untyped);
    expect({ ...cloud.stores.pools.find(physicalId), modifiedAt: 0 }).toEqual({ ...before, modifiedAt: 0 });
    const typed = { Schema: [{ Name: "email", AttributeDataType: "String", Required: true, Mutable: true }] };
    await update(untyped, { ...typed, UserPoolName: "renamed" });
    expect(cloud.stores.pools.find(physicalId)?.name).toBe("renamed");
  });

  test("deleting what is gone succeeds, a protected pool does not go", async () => {
    const { physicalId } = await create("UserPool", { DeletionProtection: "ACTIVE" });
    await expect(provider("UserPool").delete(context, physicalId, {})).rejects.toThrow("deletion protection");
    await provider("UserPool").delete(context, "eu-west-1_000000000", {});
    expect(cloud.stores.pools.find(physicalId)).toBeDefined();
  });
});

describe("the other resource types", () => {
  test("client, domain, group, user, membership and resource server live and die with their pool", async () => {
    const { physicalId: UserPoolId } = await create("UserPool", { UsernameAttributes: ["email"] });
    const serverProperties = {
      UserPoolId,
      Identifier: "gates",
      Name: "Gates",
      Scopes: [{ ScopeName: "open", ScopeDescription: "Open" }],
    };
    const server = await create("UserPoolResourceServer", serverProperties);
    const clientProperties = {
      UserPoolId,
      GenerateSecret: "true",
      AllowedOAuthFlowsUserPoolClient: "true",
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: ["openid", "gates/open"],
      CallbackURLs: ["http://localhost:3000"],
      AccessTokenValidity: "2",
    };
    const client = await create("UserPoolClient", clientProperties);
    expect(client.attributes).toEqual({
      ClientId: client.physicalId,
      Name: "home-Thing-ABC123",
      ClientSecret: expect.stringMatching(/^[a-z0-9]{52}$/),
    });
    const domainProperties = { UserPoolId, Domain: "home-123456789012" };
    const domain = await create("UserPoolDomain", domainProperties);
    expect(domain.physicalId).toBe("home-123456789012");
    const groupProperties = { UserPoolId, GroupName: "Admins", Precedence: "0" };
    expect((await create("UserPoolGroup", groupProperties)).physicalId).toBe("Admins");
    const userProperties = { UserPoolId, Username: "ann@example.com", MessageAction: "SUPPRESS" };
    const user = await create("UserPoolUser", userProperties);
    const membershipProperties = { UserPoolId, GroupName: "Admins", Username: user.physicalId };
    const membership = await create("UserPoolUserToGroupAttachment", membershipProperties);
    expect(cloud.stores.groups.listMembers(UserPoolId, "Admins", 9)).toEqual([user.physicalId]);

    await provider("UserPoolUserToGroupAttachment").delete(
      context,
      membership.physicalId,
      membershipProperties,
    );
    expect(cloud.stores.groups.listMembers(UserPoolId, "Admins", 9)).toEqual([]);
    const all: [string, string, Properties][] = [
      ["UserPoolUser", user.physicalId, userProperties],
      ["UserPoolGroup", "Admins", groupProperties],
      ["UserPoolDomain", domain.physicalId, domainProperties],
      ["UserPoolClient", client.physicalId, clientProperties],
      ["UserPoolResourceServer", server.physicalId, serverProperties],
      ["UserPool", UserPoolId, {}],
    ];
    for (const [kind, id, properties] of [...all, ...all])
      await provider(kind).delete(context, id, properties);
    expect(cloud.stores.pools.list()).toEqual([]);
    await provider("UserPoolUserToGroupAttachment").delete(
      context,
      membership.physicalId,
      membershipProperties,
    );
  });

  test("updates reset what the new template leaves out; what replaces is declared", async () => {
    const { physicalId: UserPoolId } = await create("UserPool", {});
    const before = { UserPoolId, PreventUserExistenceErrors: "ENABLED" };
    const { physicalId } = await create("UserPoolClient", before);
    await provider("UserPoolClient").update(context, physicalId, before, { UserPoolId });
    expect(cloud.stores.clients.find(physicalId)?.preventUserExistenceErrors).toBe("LEGACY");
    expect(provider("UserPoolClient").replaceOn).toEqual(["UserPoolId", "GenerateSecret"]);
    expect(provider("UserPoolDomain").replaceOn).toEqual(["Domain", "UserPoolId"]);
    expect(provider("UserPoolGroup").replaceOn).toEqual(["GroupName", "UserPoolId"]);
  });

  test("what the API refuses is refused", async () => {
    const { physicalId: UserPoolId } = await create("UserPool", {});
    await expect(
      create("UserPoolClient", { UserPoolId, CallbackURLs: ["http://example.com"] }),
    ).rejects.toThrow("cannot use the HTTP protocol.");
    await expect(create("UserPoolClient", { UserPoolId: "eu-west-1_000000000" })).rejects.toThrow(
      "does not exist",
    );
    await create("UserPoolGroup", { UserPoolId, GroupName: "Admins" });
    await expect(create("UserPoolGroup", { UserPoolId, GroupName: "Admins" })).rejects.toThrow(
      "A group with the name already exists.",
    );
    await expect(
      create("UserPoolUserToGroupAttachment", { UserPoolId, GroupName: "Admins", Username: "nobody" }),
    ).rejects.toThrow("User does not exist.");
  });
});
