import {
  AdminCreateUserCommand,
  AdminInitiateAuthCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  GetUserCommand,
  ListDevicesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AwsError } from "../../core/errors.ts";
import { refusalOf } from "./testing/administration.ts";
import { serveCognito } from "./testing/service.ts";

let cloud: Awaited<ReturnType<typeof serveCognito>>;
beforeAll(async () => {
  cloud = await serveCognito();
});
afterAll(() => cloud.close());

const post = (name: string, body: string) =>
  fetch(cloud.url, {
    method: "POST",
    headers: { "x-amz-target": `AWSCognitoIdentityProviderService.${name}` },
    body,
  });

describe("createCognitoService", () => {
  test("an invited user signs in with the password an administrator sets, and with no other", async () => {
    const { UserPool } = await cloud.client.send(
      new CreateUserPoolCommand({ PoolName: "home", UsernameAttributes: ["email"] }),
    );
    const UserPoolId = UserPool?.Id ?? "";
    const { UserPoolClient } = await cloud.client.send(
      new CreateUserPoolClientCommand({
        UserPoolId,
        ClientName: "app",
        ExplicitAuthFlows: ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
      }),
    );
    const Username = "ann@example.com";
    await cloud.client.send(new AdminCreateUserCommand({ UserPoolId, Username }));
    await cloud.client.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: "Passw0rd!", Permanent: true }),
    );
    const signIn = (PASSWORD: string) =>
      cloud.client.send(
        new AdminInitiateAuthCommand({
          UserPoolId,
          ClientId: UserPoolClient?.ClientId,
          AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
          AuthParameters: { USERNAME: Username, PASSWORD },
        }),
      );
    expect(await refusalOf(signIn("passw0rd!"))).toBe(
      "NotAuthorizedException: Incorrect username or password.",
    );
    const { AuthenticationResult } = await signIn("Passw0rd!");
    const user = await cloud.client.send(
      new GetUserCommand({ AccessToken: AuthenticationResult?.AccessToken }),
    );
    expect(user.UserAttributes).toContainEqual({ Name: "email", Value: Username });
  });

  test("a trigger runs for the request that caused it, and is told apart from other requests", async () => {
    const causes: (string | undefined)[] = [];
    const triggered = await serveCognito({
      functionInvoker: {
        invoke: async ({ payload, cause }) => {
          causes.push(cause);
          return { kind: "success", payload: Buffer.from(payload) };
        },
      },
    });
    const PreSignUp = "arn:aws:lambda:eu-west-1:123456789012:function:pre";
    const { UserPool } = await triggered.client.send(
      new CreateUserPoolCommand({ PoolName: "triggers", LambdaConfig: { PreSignUp } }),
    );
    const invite = (Username: string) =>
      triggered.client.send(new AdminCreateUserCommand({ UserPoolId: UserPool?.Id, Username }));
    const replies = await Promise.all([invite("ann"), invite("ben")]);
    expect(causes.toSorted()).toEqual(replies.map(({ $metadata }) => $metadata.requestId).toSorted());
    await triggered.close();
  });

  test.each([
    ["ListUsers", "[]"],
    ["ListUsers", `{"UserPoolId":"eu-west-1_AbCdEfGhI","x":${"[".repeat(200_000)}${"]".repeat(200_000)}}`],
    ["AdminCreateUser", '{"UserPoolId":{}}'],
    ["AdminCreateUser", "{"],
  ])("%s of a malformed body is refused as one", async (name, body) => {
    const reply = await post(name, body);
    expect(reply.status).toBe(400);
    expect(reply.headers.get("x-amzn-errortype")).toBe("SerializationException");
  });

  test("null is as good as left out, except in lists", async () => {
    const { UserPool } = await cloud.client.send(new CreateUserPoolCommand({ PoolName: "nulls" }));
    const user = { UserPoolId: UserPool?.Id, Username: "nia", MessageAction: null };
    expect((await post("AdminCreateUser", JSON.stringify({ ...user, UserAttributes: [null] }))).status).toBe(
      400,
    );
    const UserAttributes = [{ Name: "email", Value: null }];
    expect((await post("AdminCreateUser", JSON.stringify({ ...user, UserAttributes }))).status).toBe(200);
  });

  test("an operation that is not built is refused by name", async () => {
    expect(await refusalOf(cloud.client.send(new ListDevicesCommand({ AccessToken: "x" })))).toBe(
      "UnsupportedOperationException: ListDevices is not supported by Portcullis. See docs/gaps.md.",
    );
  });

  test("an unknown operation is unknown, a broken body is broken", async () => {
    const post = (target: string, body: string) =>
      fetch(cloud.url, {
        method: "POST",
        headers: {
          "Content-Type": "application/x-amz-json-1.1",
          "X-Amz-Target": `AWSCognitoIdentityProviderService.${target}`,
        },
        body,
      });
    const unknown = await post("OpenTheGate", "{}");
    expect([unknown.status, unknown.headers.get("x-amzn-errortype")]).toEqual([
      400,
      "UnknownOperationException",
    ]);
    const broken = await post("ListUserPools", "{");
    expect([broken.status, broken.headers.get("x-amzn-errortype")]).toEqual([400, "SerializationException"]);
  });

  test("browsers of any origin may call: preflight and answers say so", async () => {
    const preflight = await fetch(cloud.url, {
      method: "OPTIONS",
      headers: { "Access-Control-Request-Headers": "amz-sdk-request,content-type,x-amz-target" },
    });
    expect(preflight.status).toBe(200);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-headers")).toBe(
      "amz-sdk-request,content-type,x-amz-target",
    );
    expect(preflight.headers.get("access-control-max-age")).toBe("172800");
    const refused = await fetch(cloud.url, { method: "POST", body: "{}" });
    expect(refused.status).toBe(400);
    expect(refused.headers.get("access-control-allow-origin")).toBe("*");
    expect(refused.headers.get("access-control-expose-headers")).toContain("x-amzn-ErrorType");
  });

  test("a call that is unsigned, or whose policy does not allow it, is refused before anything happens", async () => {
    const unsigned = await serveCognito({
      authentication: {
        authenticate: () => {
          throw new AwsError("MissingAuthenticationTokenException", "Missing Authentication Token");
        },
      },
    });
    const denied = await serveCognito({
      authorization: {
        decide: () => ({ allowed: false, message: "User: x is not authorized", explanation: "" }),
      },
    });
    const create = new CreateUserPoolCommand({ PoolName: "home" });
    expect(await refusalOf(unsigned.client.send(create))).toBe(
      "MissingAuthenticationTokenException: Missing Authentication Token",
    );
    expect(await refusalOf(denied.client.send(create))).toBe(
      "AccessDeniedException: User: x is not authorized",
    );
    expect(unsigned.service.stores.pools.list()).toEqual([]);
    expect(denied.service.stores.pools.list()).toEqual([]);
    await unsigned.close();
    await denied.close();
  });
});
