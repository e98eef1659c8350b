import {
  AdminGetUserCommand,
  AssociateSoftwareTokenCommand,
  type CognitoIdentityProviderClient,
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  ListUsersCommand,
  RespondToAuthChallengeCommand,
  RevokeTokenCommand,
  SignUpCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { homeOf } from "../support/home.ts";
import { Authenticator, createMfaPool, createPerson, type MfaPool } from "../support/mfa-pool.ts";
import { signInOverSrp } from "../support/srp.ts";

const facts = inject("product");
const home = homeOf(facts);
const { cognito } = clientsFor(facts);
const ada = { email: "ada@example.com", password: "Ada-Pass-1!" };
const bob = { email: "bob@example.com", password: "Bob-Pass-1!" };

let pool: MfaPool;
let authenticator: Authenticator;

beforeAll(async () => {
  pool = await createMfaPool(cognito);
  await createPerson(cognito, pool, ada);
  await createPerson(cognito, pool, bob);
  authenticator = await enrol(ada);
});

const withPassword = (person: typeof ada, clientId = pool.clientId) =>
  cognito.send(
    new InitiateAuthCommand({
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: clientId,
      AuthParameters: { USERNAME: person.email, PASSWORD: person.password },
    }),
  );

async function enrol(person: typeof ada): Promise<Authenticator> {
  const setup = await withPassword(person);
  const { SecretCode = "", Session } = await cognito.send(
    new AssociateSoftwareTokenCommand({ Session: setup.Session }),
  );
  const app = new Authenticator(SecretCode);
  const verified = await cognito.send(new VerifySoftwareTokenCommand({ Session, UserCode: app.next() }));
  await cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId: pool.clientId,
      ChallengeName: "MFA_SETUP",
      Session: verified.Session,
      ChallengeResponses: { USERNAME: person.email },
    }),
  );
  return app;
}

const answerCode = (
  session: string | undefined,
  code: string,
  username = ada.email,
  clientId = pool.clientId,
) =>
  cognito.send(
    new RespondToAuthChallengeCommand({
      ClientId: clientId,
      ChallengeName: "SOFTWARE_TOKEN_MFA",
      Session: session,
      ChallengeResponses: { USERNAME: username, SOFTWARE_TOKEN_MFA_CODE: code },
    }),
  );

describe("passwords", () => {
  test("a wrong password over SRP", async () => {
    await expect(
      signInOverSrp(facts, home, { ...home.user, password: "Wrong-Pass-1!" }),
    ).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
  });

  test("an unknown person is refused with the same words, over SRP too", async () => {
    const nobody = { email: "nobody@example.com", password: "Wrong-Pass-1!" };
    await expect(signInOverSrp(facts, home, nobody)).rejects.toMatchObject({
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
    });
    expect(await refusalOf(withPassword(nobody))).toMatchObject({
      name: "NotAuthorizedException",
      message: "Incorrect username or password.",
      status: 400,
    });
  });

  test("the password flow where the client does not allow it", async () => {
    expect(await refusalOf(withPassword(home.user, home.clientId))).toMatchObject({
      name: "InvalidParameterException",
      message: "USER_PASSWORD_AUTH flow not enabled for this client",
    });
  });

  test("self sign-up in a pool for invited people", async () => {
    expect(
      await refusalOf(
        cognito.send(
          new SignUpCommand({
            ClientId: home.clientId,
            Username: "me@example.com",
            Password: "Let-Me-In-1!",
          }),
        ),
      ),
    ).toMatchObject({
      name: "NotAuthorizedException",
      message: "SignUp is not permitted for this user pool",
    });
  });
});

describe("codes of the authenticator app", () => {
  test("a wrong one leaves the session usable, a right one is accepted once", async () => {
    const challenge = await withPassword(ada);
    expect(challenge.ChallengeName).toBe("SOFTWARE_TOKEN_MFA");
    expect(await refusalOf(answerCode(challenge.Session, authenticator.stale()))).toMatchObject({
      name: "CodeMismatchException",
      message: "Invalid code received for user",
    });
    const code = authenticator.next();
    const done = await answerCode(challenge.Session, code);
    expect(done.AuthenticationResult?.AccessToken).toBeDefined();

    const again = await withPassword(ada);
    expect(await refusalOf(answerCode(again.Session, code))).toMatchObject({
      name: "ExpiredCodeException",
      message: "Your software token has already been used once.",
    });
    expect(await refusalOf(answerCode(challenge.Session, code))).toMatchObject({
      name: "NotAuthorizedException",
    });
  });

  test.each([
    ["garbage", async () => "x".repeat(900)],
    ["cut", async () => ((await withPassword(ada)).Session ?? "").slice(0, -8)],
    ["another person's", async () => (await withPassword(bob)).Session],
  ])("a session that is %s", async (_name, session) => {
    expect(await refusalOf(answerCode(await session(), "123456"))).toMatchObject({
      name: "NotAuthorizedException",
      status: 400,
    });
  });

  test("a session of another client", async () => {
    const { Session } = await withPassword(ada);
    expect(await refusalOf(answerCode(Session, "123456", ada.email, home.clientId))).toMatchObject({
      name: "NotAuthorizedException",
    });
  });
});

describe("refresh tokens", () => {
  const refresh = (token: string, clientId = home.clientId) =>
    cognito.send(new GetTokensFromRefreshTokenCommand({ RefreshToken: token, ClientId: clientId }));

  test("a good one gives new tokens; after RevokeToken it is refused", async () => {
    const { refresh: token } = await signInOverSrp(facts, home, home.user);
    expect((await refresh(token)).AuthenticationResult?.AccessToken).toBeDefined();
    await cognito.send(new RevokeTokenCommand({ Token: token, ClientId: home.clientId }));
    expect(await refusalOf(refresh(token))).toMatchObject({
      name: "NotAuthorizedException",
      message: "Refresh Token has been revoked",
    });
  });

  test.each([
    ["garbage", async () => "garbage"],
    ["tampered", async () => `${(await signInOverSrp(facts, home, home.user)).refresh.slice(0, -6)}AAAAAA`],
    ["an access token", async () => (await signInOverSrp(facts, home, home.user)).access],
  ])("%s", async (_name, token) => {
    expect(await refusalOf(refresh(await token()))).toMatchObject({
      name: "NotAuthorizedException",
      message: "Invalid Refresh Token",
    });
  });

  test("another client's", async () => {
    const { refresh: token } = await signInOverSrp(facts, home, home.user);
    expect(await refusalOf(refresh(token, pool.clientId))).toMatchObject({ name: "NotAuthorizedException" });
  });
});

describe("signatures of administration calls", () => {
  const listUsers = (client: CognitoIdentityProviderClient) =>
    refusalOf(client.send(new ListUsersCommand({ UserPoolId: home.userPoolId })));

  test("an unknown key", async () => {
    const { cognito: stranger } = clientsFor(facts, {
      accessKeyId: "AKIAIOSFODNN7EXAMPLE",
      secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    });
    expect(await listUsers(stranger)).toMatchObject({
      name: "UnrecognizedClientException",
      message: "The security token included in the request is invalid.",
      status: 400,
    });
  });

  test("test/test, which other emulators take", async () => {
    const { cognito: tester } = clientsFor(facts, { accessKeyId: "test", secretAccessKey: "test" });
    expect(await listUsers(tester)).toMatchObject({ name: "UnrecognizedClientException" });
  });

  test("a wrong secret", async () => {
    const { cognito: forger } = clientsFor(facts, { ...facts.credentials, secretAccessKey: "wrong" });
    expect(await listUsers(forger)).toMatchObject({ name: "InvalidSignatureException", status: 400 });
  });

  test("no signature", async () => {
    const reply = await fetch(facts.endpoint, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "AWSCognitoIdentityProviderService.ListUsers",
      },
      body: JSON.stringify({ UserPoolId: home.userPoolId }),
    });
    expect([reply.status, await reply.json()]).toEqual([
      400,
      { __type: "MissingAuthenticationTokenException", message: "Missing Authentication Token" },
    ]);
  });

  test("a good signature", async () => {
    const found = await cognito.send(
      new AdminGetUserCommand({ UserPoolId: home.userPoolId, Username: home.user.email }),
    );
    expect(found.UserStatus).toBe("CONFIRMED");
  });
});
