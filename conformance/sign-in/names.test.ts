import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminResetUserPasswordCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  DescribeUserPoolCommand,
  ForgotPasswordCommand,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  ListTagsForResourceCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { clientsFor, refusalOf } from "../support/clients.ts";

const { cognito } = clientsFor(inject("product"));
const Password = "Ada-Pass-1!";
let UserPoolId = "";
let ClientId = "";
let ada = "";

const newClient = async () => {
  const client = new CreateUserPoolClientCommand({
    UserPoolId,
    ClientName: "app",
    ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
  });
  return (await cognito.send(client)).UserPoolClient?.ClientId ?? "";
};
const signIn = async (USERNAME: string) => {
  const AuthParameters = { USERNAME, PASSWORD: Password };
  const call = new InitiateAuthCommand({ AuthFlow: "USER_PASSWORD_AUTH", ClientId, AuthParameters });
  return (await cognito.send(call)).AuthenticationResult;
};
const nameOf = async (Username: string) =>
  (await cognito.send(new AdminGetUserCommand({ UserPoolId, Username }))).Username;

beforeAll(async () => {
  const pool = new CreateUserPoolCommand({
    PoolName: "names",
    AliasAttributes: ["preferred_username", "email"],
  });
  UserPoolId = (await cognito.send(pool)).UserPool?.Id ?? "";
  ClientId = await newClient();
  for (const [Username, preferred_username] of [
    ["ada", "countess"],
    ["eve", "evening"],
  ] as const) {
    const UserAttributes = [
      { Name: "preferred_username", Value: preferred_username },
      { Name: "email", Value: `${Username}@example.com` },
      { Name: "email_verified", Value: "true" },
    ];
    await cognito.send(
      new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: "SUPPRESS" }),
    );
    await cognito.send(new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }));
  }
  const found = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: "ada" }));
  ada = found.UserAttributes?.find(({ Name }) => Name === "sub")?.Value ?? "";
});

describe("the names of people", () => {
  test("every name means its one person, the sub too", async () => {
    for (const name of ["ada", "countess", "ada@example.com", ada]) expect(await nameOf(name)).toBe("ada");
    expect((await signIn("countess"))?.AccessToken).toBeDefined();
  });

  test("nobody takes the name of another person, whatever kind of name it is", async () => {
    const AccessToken = (await signIn("eve"))?.AccessToken;
    for (const Value of ["ada", "countess", "ada@example.com", ada]) {
      const UserAttributes = [{ Name: "preferred_username", Value }];
      expect(
        await refusalOf(cognito.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes }))),
      ).toMatchObject({
        name: "AliasExistsException",
        message: "An account with the given preferred_username already exists.",
      });
      expect(await nameOf(Value)).toBe("ada");
    }
    expect(
      await refusalOf(cognito.send(new SignUpCommand({ ClientId, Username: ada, Password }))),
    ).toMatchObject({
      name: "UsernameExistsException",
      message: "User already exists",
    });
  });

  test("a preferred name is not taken by registering", async () => {
    const UserAttributes = [{ Name: "preferred_username", Value: "bobby" }];
    expect(
      await refusalOf(
        cognito.send(new SignUpCommand({ ClientId, Username: "bob", Password, UserAttributes })),
      ),
    ).toMatchObject({
      name: "InvalidParameterException",
      message: expect.stringMatching(/^Preferred username/),
    });
  });
});

describe("refusals in AWS's words", () => {
  test("a forgotten password of nobody, a refresh token of another client", async () => {
    const forgot = new ForgotPasswordCommand({ ClientId, Username: "nobody" });
    expect(await refusalOf(cognito.send(forgot))).toMatchObject({
      name: "UserNotFoundException",
      message: "Username/client id combination not found.",
    });
    const RefreshToken = (await signIn("ada"))?.RefreshToken;
    const refresh = (client: string) =>
      cognito.send(new GetTokensFromRefreshTokenCommand({ RefreshToken, ClientId: client }));
    expect((await refresh(ClientId)).AuthenticationResult?.AccessToken).toBeDefined();
    expect(await refusalOf(refresh(await newClient()))).toMatchObject({
      name: "NotAuthorizedException",
      message: "Refresh Token has different Client",
    });
  });

  test("a sub that an administrator chose, a pool of another account", async () => {
    const UserAttributes = [{ Name: "sub", Value: ada }];
    expect(
      await refusalOf(
        cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: "bob", UserAttributes })),
      ),
    ).toMatchObject({
      name: "InvalidParameterException",
      message: "Cannot modify the non-mutable attribute sub",
    });
    const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
    const ResourceArn = (UserPool?.Arn ?? "").replace(/:\d{12}:/, ":210987654321:");
    expect((await refusalOf(cognito.send(new ListTagsForResourceCommand({ ResourceArn })))).name).toBe(
      "ResourceNotFoundException",
    );
  });

  test("the old password after an administrator's reset", async () => {
    await cognito.send(new AdminResetUserPasswordCommand({ UserPoolId, Username: "eve" }));
    expect(await refusalOf(signIn("eve"))).toMatchObject({ name: "PasswordResetRequiredException" });
  });
});
