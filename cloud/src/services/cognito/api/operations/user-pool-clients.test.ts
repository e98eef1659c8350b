import {
  CreateResourceServerCommand,
  CreateUserPoolClientCommand,
  type CreateUserPoolClientCommandInput,
  CreateUserPoolCommand,
  DeleteResourceServerCommand,
  DeleteUserPoolClientCommand,
  DescribeResourceServerCommand,
  DescribeUserPoolClientCommand,
  ListResourceServersCommand,
  ListUserPoolClientsCommand,
  UpdateResourceServerCommand,
  UpdateUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refusalOf, serveAdministration } from "../../testing/administration.ts";

let cloud: Awaited<ReturnType<typeof serveAdministration>>;
let UserPoolId: string;
beforeEach(async () => {
  cloud = await serveAdministration();
  const { UserPool } = await cloud.client.send(
    new CreateUserPoolCommand({
      PoolName: "home",
      Schema: [
        { Name: "email", Required: true },
        { Name: "house", AttributeDataType: "String" },
      ],
    }),
  );
  UserPoolId = UserPool?.Id ?? "";
});
afterEach(() => cloud.close());

type Input = Partial<CreateUserPoolClientCommandInput>;
const create = async (input: Input = {}) => {
  const { UserPoolClient } = await cloud.client.send(
    new CreateUserPoolClientCommand({ UserPoolId, ClientName: "app", ...input }),
  );
  if (UserPoolClient?.ClientId === undefined) throw new Error("no client");
  return { ...UserPoolClient, ClientId: UserPoolClient.ClientId };
};
const refused = (input: Input) => refusalOf(create(input));

describe("CreateUserPoolClient", () => {
  test("shows AWS's defaults for what was left out", async () => {
    const client = await create();
    expect(client.ClientId).toMatch(/^[a-z0-9]{26}$/);
    expect(client).toMatchObject({
      RefreshTokenValidity: 30,
      TokenValidityUnits: {},
      EnableTokenRevocation: true,
      AllowedOAuthFlowsUserPoolClient: false,
      PreventUserExistenceErrors: "LEGACY",
      AuthSessionValidity: 3,
    });
    for (const absent of ["ClientSecret", "ExplicitAuthFlows", "CallbackURLs", "ReadAttributes"]) {
      expect(client).not.toHaveProperty(absent);
    }
  });

  test("GenerateSecret makes a secret that Describe shows", async () => {
    const client = await create({ GenerateSecret: true });
    expect(client.ClientSecret).toMatch(/^[a-z0-9]{52}$/);
    const { UserPoolClient } = await cloud.client.send(
      new DescribeUserPoolClientCommand({ UserPoolId, ClientId: client.ClientId }),
    );
    expect(UserPoolClient?.ClientSecret).toBe(client.ClientSecret);
  });

  test("COG-35 token validity stays in AWS's range", async () => {
    const range = "InvalidParameterException: Invalid range for token validity.";
    const minutes = { AccessToken: "minutes", IdToken: "minutes", RefreshToken: "minutes" } as const;
    expect(await refused({ AccessTokenValidity: 4, TokenValidityUnits: minutes })).toBe(range);
    expect(await refused({ AccessTokenValidity: 5, TokenValidityUnits: minutes })).toBe("not refused");
    expect(await refused({ AccessTokenValidity: 25 })).toBe(range);
    expect(await refused({ RefreshTokenValidity: 59, TokenValidityUnits: minutes })).toBe(range);
    expect(
      await refused({ RefreshTokenValidity: 60, TokenValidityUnits: minutes, IdTokenValidity: 61 }),
    ).toBe(range);
    const { ClientId } = await create({ AccessTokenValidity: 2, RefreshTokenValidity: 0 });
    expect(cloud.stores.clients.find(ClientId)).toMatchObject({
      accessTokenSeconds: 7_200,
      refreshTokenSeconds: 2_592_000,
    });
  });

  test("COG-36 OAuth needs flows and scopes; machine tokens need a secret and no other flow", async () => {
    expect(await refused({ AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthScopes: ["openid"] })).toBe(
      "InvalidParameterException: AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.",
    );
    const machine = { AllowedOAuthFlows: ["client_credentials"], AllowedOAuthScopes: ["openid"] } as Input;
    expect(await refused(machine)).toMatch(/^InvalidOAuthFlowException: client_credentials flow can not be/);
    expect(await refused(machine)).toBe(
      "InvalidOAuthFlowException: client_credentials flow can not be selected if client does not have a client secret.",
    );
    for (const flow of ["code", "implicit"] as const) {
      const both: Input = {
        ...machine,
        GenerateSecret: true,
        AllowedOAuthFlows: ["client_credentials", flow],
      };
      expect(await refused(both)).toBe(
        "InvalidOAuthFlowException: client_credentials flow can not be selected along with code flow or implicit flow.",
      );
    }
    expect(await refused({ ...machine, GenerateSecret: true })).toBe("not refused");
  });

  test("COG-37 a scope must exist", async () => {
    const scoped: Input = { AllowedOAuthScopes: ["openid", "gates/open"] };
    expect(await refused(scoped)).toMatch(/^ScopeDoesNotExistException: .*gates\/open/);
    await cloud.client.send(
      new CreateResourceServerCommand({
        UserPoolId,
        Identifier: "gates",
        Name: "Gates",
        Scopes: [{ ScopeName: "open", ScopeDescription: "Open a gate" }],
      }),
    );
    expect(await refused(scoped)).toBe("not refused");
    expect(await refused({ AllowedOAuthScopes: ["gates/close"] })).toMatch(/^ScopeDoesNotExistException/);
  });

  test("COG-38 redirects use HTTPS, this machine or a scheme of the app", async () => {
    for (const url of [
      "https://example.com/cb",
      "http://localhost:3000",
      "http://127.0.0.1:1/x",
      "myapp://cb",
    ]) {
      expect(await refused({ CallbackURLs: [url], LogoutURLs: [url] })).toBe("not refused");
    }
    expect(await refused({ CallbackURLs: ["http://example.com"] })).toBe(
      "InvalidParameterException: http://example.com cannot use the HTTP protocol.",
    );
    expect(await refused({ LogoutURLs: ["http://localhost.evil.example"] })).toMatch(
      /cannot use the HTTP protocol/,
    );
    for (const url of ["javascript:alert(1)", "data:text/html,x", "file:///tmp/x", "JavaScript:x"]) {
      expect(await refused({ CallbackURLs: [url] })).toMatch(/^InvalidParameterException/);
      expect(await refused({ LogoutURLs: [url] })).toMatch(/^InvalidParameterException/);
    }
    expect(await refused({ CallbackURLs: ["/relative"] })).toMatch(/^InvalidParameterException/);
    expect(await refused({ CallbackURLs: ["https://example.com/#x"] })).toMatch(/fragment/);
    expect(
      await refused({ CallbackURLs: ["https://a.example"], DefaultRedirectURI: "https://b.example" }),
    ).toMatch(/^InvalidParameterException: Default redirect URI/);
  });

  test("COG-39 old and new names of flows cannot be mixed", async () => {
    expect(await refused({ ExplicitAuthFlows: ["ADMIN_NO_SRP_AUTH", "ALLOW_USER_SRP_AUTH"] })).toMatch(
      /^InvalidParameterException/,
    );
    expect(await refused({ ExplicitAuthFlows: ["ADMIN_NO_SRP_AUTH", "USER_PASSWORD_AUTH"] })).toBe(
      "not refused",
    );
    expect(await refused({ ExplicitAuthFlows: ["ALLOW_USER_AUTH"] })).toBe("not refused");
    expect(await refused({ ExplicitAuthFlows: ["ALLOW_ANYTHING" as never] })).toMatch(
      /Member must satisfy enum value set: \[ADMIN_NO_SRP_AUTH/,
    );
  });

  test("attribute lists name what the schema has; unknown providers and pools are refused", async () => {
    expect(await refused({ ReadAttributes: ["custom:nothing"] })).toBe(
      "InvalidParameterException: Invalid read attributes specified while creating a client",
    );
    const write = "InvalidParameterException: Invalid write attributes specified while creating a client";
    expect(await refused({ WriteAttributes: ["email", "email_verified"] })).toBe(write);
    expect(await refused({ WriteAttributes: ["name"] })).toBe(write);
    expect(await refused({ ReadAttributes: ["custom:house"], WriteAttributes: ["email"] })).toBe(
      "not refused",
    );
    expect(await refused({ SupportedIdentityProviders: ["COGNITO", "Google"] })).toBe(
      `InvalidParameterException: The provider Google does not exist for User Pool ${UserPoolId}.`,
    );
    expect(await refused({ UserPoolId: "eu-west-1_000000000" })).toMatch(
      /^ResourceNotFoundException: User pool/,
    );
  });
});

describe("UpdateUserPoolClient", () => {
  test("resets what is left out and keeps id, name and secret", async () => {
    const client = await create({
      GenerateSecret: true,
      PreventUserExistenceErrors: "ENABLED",
      IdTokenValidity: 2,
    });
    const { UserPoolClient } = await cloud.client.send(
      new UpdateUserPoolClientCommand({ UserPoolId, ClientId: client.ClientId }),
    );
    expect(UserPoolClient).toMatchObject({
      ClientId: client.ClientId,
      ClientName: "app",
      ClientSecret: client.ClientSecret,
      PreventUserExistenceErrors: "LEGACY",
    });
    expect(UserPoolClient).not.toHaveProperty("IdTokenValidity");
  });

  test("an unknown client, or one of another pool, does not exist", async () => {
    const { ClientId } = await create();
    const { UserPool } = await cloud.client.send(new CreateUserPoolCommand({ PoolName: "other" }));
    const update = (input: { UserPoolId: string; ClientId: string }) =>
      refusalOf(cloud.client.send(new UpdateUserPoolClientCommand(input)));
    expect(await update({ UserPoolId: UserPool?.Id ?? "", ClientId })).toBe(
      `ResourceNotFoundException: User pool client ${ClientId} does not exist.`,
    );
    expect(await update({ UserPoolId, ClientId: "nobody" })).toMatch(
      /User pool client nobody does not exist\.$/,
    );
  });
});

describe("ListUserPoolClients, DeleteUserPoolClient", () => {
  test("list in pages; a deleted client is gone at once", async () => {
    const one = await create({ ClientName: "one" });
    cloud.clock.advanceSeconds(1);
    await create({ ClientName: "two" });
    const page = await cloud.client.send(new ListUserPoolClientsCommand({ UserPoolId, MaxResults: 1 }));
    expect(page.UserPoolClients).toEqual([{ ClientId: one.ClientId, ClientName: "one", UserPoolId }]);
    const next = await cloud.client.send(
      new ListUserPoolClientsCommand({ UserPoolId, NextToken: page.NextToken }),
    );
    expect(next.UserPoolClients?.map(({ ClientName }) => ClientName)).toEqual(["two"]);
    const remove = () =>
      cloud.client.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId: one.ClientId }));
    await remove();
    expect(await refusalOf(remove())).toMatch(/^ResourceNotFoundException/);
  });
});

describe("CreateResourceServer and its siblings", () => {
  test("create, describe, update, list and delete; duplicates and unknown ones are refused", async () => {
    const Identifier = "https://gates.example";
    const server = { UserPoolId, Identifier, Name: "Gates" };
    await cloud.client.send(new CreateResourceServerCommand(server));
    expect(await refusalOf(cloud.client.send(new CreateResourceServerCommand(server)))).toBe(
      `InvalidParameterException: ${Identifier} already exists in user pool ${UserPoolId}.`,
    );
    const Scopes = [{ ScopeName: "open", ScopeDescription: "Open" }];
    await cloud.client.send(new UpdateResourceServerCommand({ ...server, Scopes }));
    const { ResourceServer } = await cloud.client.send(
      new DescribeResourceServerCommand({ UserPoolId, Identifier }),
    );
    expect(ResourceServer).toEqual({ ...server, Scopes });
    const list = await cloud.client.send(new ListResourceServersCommand({ UserPoolId, MaxResults: 1 }));
    expect(list.ResourceServers).toHaveLength(1);
    await cloud.client.send(new DeleteResourceServerCommand({ UserPoolId, Identifier }));
    expect(
      await refusalOf(cloud.client.send(new DescribeResourceServerCommand({ UserPoolId, Identifier }))),
    ).toMatch(/^ResourceNotFoundException/);
    const slash = { ...server, Scopes: [{ ScopeName: "a/b", ScopeDescription: "x" }] };
    expect(await refusalOf(cloud.client.send(new CreateResourceServerCommand(slash)))).toMatch(
      /at 'scopes\.1\.member\.scopeName' failed to satisfy constraint/,
    );
  });
});
