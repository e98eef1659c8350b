import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminSetUserPasswordCommand,
  GetUserCommand,
  InitiateAuthCommand,
  UpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { homeOf } from "../support/home.ts";
import { type SignedIn, signInOverSrp } from "../support/srp.ts";
import { withAlgNone, withBrokenSignature, withClaims } from "../support/tokens.ts";

const facts = inject("product");
const home = homeOf(facts);
const { cognito } = clientsFor(facts);
const NEIGHBOUR = { email: "neighbour@example.com", password: "N3ighbour-pass!" };

let phone: SignedIn;
let laptop: SignedIn;
let user: SignedIn;

/** A person of their own: ending all sessions would disturb whoever else is signed in as the demo people. */
beforeAll(async () => {
  const person = { UserPoolId: home.userPoolId, Username: NEIGHBOUR.email };
  await cognito.send(new AdminCreateUserCommand({ ...person, MessageAction: "SUPPRESS" }));
  await cognito.send(
    new AdminSetUserPasswordCommand({ ...person, Password: NEIGHBOUR.password, Permanent: true }),
  );
  [phone, laptop, user] = await Promise.all([
    signInOverSrp(facts, home, NEIGHBOUR),
    signInOverSrp(facts, home, NEIGHBOUR),
    signInOverSrp(facts, home, home.user),
  ]);
});

async function call(method: "GET" | "POST", path: string, token: string | undefined, body?: string) {
  const reply = await fetch(`${home.apiUrl}${path}`, {
    method,
    headers: token === undefined ? {} : { Authorization: token },
    ...(body === undefined ? {} : { body }),
  });
  return {
    status: reply.status,
    body: await reply.json(),
    cache: reply.headers.get("cache-control"),
    origin: reply.headers.get("access-control-allow-origin"),
  };
}

const account = (token: string | undefined) => call("GET", "/account", token);
const signOut = (token: string | undefined, body?: string) => call("POST", "/account/sign-out", token, body);

const renew = (tokens: SignedIn) =>
  cognito.send(
    new InitiateAuthCommand({
      ClientId: home.clientId,
      AuthFlow: "REFRESH_TOKEN_AUTH",
      AuthParameters: { REFRESH_TOKEN: tokens.refresh },
    }),
  );

const REVOKED = { name: "NotAuthorizedException", message: "Refresh Token has been revoked", status: 400 };

const REFUSED: [string, () => string | undefined][] = [
  ["no token", () => undefined],
  ["an ID token", () => phone.id],
  ["a refresh token", () => phone.refresh],
  ["another person's sub written into the token", () => withClaims(user.access, { sub: subOf(phone) })],
  ["alg none", () => withAlgNone(phone.access)],
  ["a broken signature", () => withBrokenSignature(phone.access)],
];

function subOf({ access }: SignedIn): string {
  return JSON.parse(Buffer.from(access.split(".")[1] ?? "", "base64url").toString("utf8")).sub;
}

describe("GET /account (A2)", () => {
  test("says that no second factor is set up, to the person themselves, and is kept nowhere", async () => {
    expect(await account(phone.access)).toEqual({
      status: 200,
      body: { mfa: [] },
      cache: "no-store",
      origin: "http://localhost:3000",
    });
  });

  test.each(REFUSED)("refuses %s", async (_name, token) => {
    expect(await account(token())).toMatchObject({ status: 401, body: { message: "Unauthorized" } });
  });

  test("the token itself asks the user pool about its own person, and changes no address", async () => {
    const { UserAttributes = [] } = await cognito.send(new GetUserCommand({ AccessToken: phone.access }));
    expect(UserAttributes).toContainEqual({ Name: "sub", Value: subOf(phone) });

    const changed = cognito.send(
      new UpdateUserAttributesCommand({
        AccessToken: phone.access,
        UserAttributes: [{ Name: "email", Value: "other@example.com" }],
      }),
    );
    expect(await refusalOf(changed)).toMatchObject({
      name: "NotAuthorizedException",
      message: "A client attempted to write unauthorized attribute",
    });
  });
});

describe("POST /account/sign-out", () => {
  test.each(REFUSED)("refuses %s, and the sessions go on", async (_name, token) => {
    expect(await signOut(token())).toMatchObject({ status: 401, body: { message: "Unauthorized" } });
    expect((await renew(phone)).AuthenticationResult?.AccessToken).toBeDefined();
  });

  test("ends every session of the caller and of nobody else, whoever the body names", async () => {
    const named = JSON.stringify({ sub: subOf(user), username: home.user.email, Username: subOf(user) });
    expect(await signOut(phone.access, named)).toMatchObject({ status: 200, body: { signedOut: true } });
    for (const tokens of [phone, laptop]) expect(await refusalOf(renew(tokens))).toEqual(REVOKED);
    expect((await renew(user)).AuthenticationResult?.AccessToken).toBeDefined();
  });

  test("a second time is no failure, and signing in again is open", async () => {
    expect(await signOut(phone.access)).toMatchObject({ status: 200, body: { signedOut: true } });
    const again = await signInOverSrp(facts, home, NEIGHBOUR);
    expect((await renew(again)).AuthenticationResult?.AccessToken).toBeDefined();
  });
});

describe("a person who is deleted while their token lives", () => {
  test("is told so by both routes", async () => {
    await cognito.send(
      new AdminDeleteUserCommand({ UserPoolId: home.userPoolId, Username: NEIGHBOUR.email }),
    );
    const gone = { status: 404, body: { message: "This account is not there any more." } };
    expect(await account(phone.access)).toMatchObject(gone);
    expect(await signOut(phone.access)).toMatchObject(gone);
  });
});
