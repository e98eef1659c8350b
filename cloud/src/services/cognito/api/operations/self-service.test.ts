import {
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  DeleteUserAttributesCommand,
  DeleteUserCommand,
  ForgotPasswordCommand,
  GetUserAttributeVerificationCodeCommand,
  GetUserCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ManualClock } from "../../../../core/testing/manual-clock.ts";
import { refusalOf } from "../../testing/administration.ts";
import { createWorld, PASSWORD } from "../../testing/sign-in-world.ts";

const MISMATCH = "CodeMismatchException: Invalid verification code provided, please try again.";
const EXPIRED = "ExpiredCodeException: Invalid code provided, please request a code again.";
const LIMIT = "LimitExceededException: Attempt limit exceeded, please try after some time.";
const NEW_PASSWORD = "Another-horse-2";
const clock = new ManualClock();
let world: Awaited<ReturnType<typeof createWorld>>;
let pool = "";
let app = "";
let silent = "";
let people = 0;

beforeAll(async () => {
  world = await createWorld({ clock });
  pool = await world.createPool();
  app = (await world.createClient(pool)).id;
  silent = (await world.createClient(pool, { PreventUserExistenceErrors: "ENABLED" })).id;
});
afterAll(() => world.close());

async function aPerson() {
  people += 1;
  const login = `person${people}@example.com`;
  await world.createPerson(pool, login);
  const { AuthenticationResult } = await world.withPassword(app, login);
  return { login, AccessToken: AuthenticationResult?.AccessToken };
}

/** The code of the newest message. */
const mailedCode = (): string => world.service.mailbox.list(1)[0]?.code ?? "";
const otherCode = (code: string): string => (code === "000000" ? "111111" : "000000");

describe("ForgotPassword", () => {
  const request = (Username: string, ClientId = app) =>
    world.client.send(new ForgotPasswordCommand({ ClientId, Username }));
  const confirm = (Username: string, ConfirmationCode: string, ClientId = app, Password = NEW_PASSWORD) =>
    world.client.send(new ConfirmForgotPasswordCommand({ ClientId, Username, ConfirmationCode, Password }));

  test("COG-REC-2 the code that was mailed sets a new password, once", async () => {
    const { login } = await aPerson();
    const { CodeDeliveryDetails } = await request(login);
    const code = mailedCode();

    expect(CodeDeliveryDetails).toEqual({
      Destination: "p***@e***",
      DeliveryMedium: "EMAIL",
      AttributeName: "email",
    });
    expect(code).toMatch(/^\d{6}$/);
    expect(await refusalOf(confirm(login, otherCode(code)))).toBe(MISMATCH);
    expect(await refusalOf(confirm(login, code, app, "short"))).toBe(
      "InvalidPasswordException: Password does not conform to policy: Password not long enough",
    );
    await confirm(login, code);
    expect(await refusalOf(confirm(login, code))).toBe(EXPIRED);
    expect(await refusalOf(world.withPassword(app, login))).toMatch(/Incorrect/);
    expect((await world.withPassword(app, login, NEW_PASSWORD)).AuthenticationResult).toBeDefined();
  });

  test("COG-COD-1 a code lasts an hour, is replaced by the next, and is of one person", async () => {
    const { login } = await aPerson();
    const other = await aPerson();
    await request(login);
    const first = mailedCode();
    await request(login);
    const second = mailedCode();
    await request(other.login);

    if (first !== second) expect(await refusalOf(confirm(login, first))).toBe(MISMATCH);
    expect(await refusalOf(confirm(other.login, second))).toBe(MISMATCH);
    clock.advanceSeconds(3_600);
    expect(await refusalOf(confirm(login, second))).toBe(EXPIRED);
  });

  test("COG-COD-2 five tries an hour, then none; the right code does not help", async () => {
    const { login } = await aPerson();
    await request(login);
    const code = mailedCode();
    for (let count = 1; count <= 5; count += 1)
      expect(await refusalOf(confirm(login, otherCode(code)))).toBe(MISMATCH);

    expect(await refusalOf(confirm(login, code))).toBe(LIMIT);
    for (let count = 2; count <= 5; count += 1) await request(login);
    expect(await refusalOf(request(login))).toBe(LIMIT);
    clock.advanceSeconds(3_600);
    await request(login);
    await confirm(login, mailedCode());
  });

  test("COG-REC-1 an unknown user looks like a known one where users are concealed", async () => {
    const sent = world.service.mailbox.list().length;
    const { CodeDeliveryDetails } = await request("pat@example.com", silent);

    expect(CodeDeliveryDetails).toEqual({
      Destination: "p***@e***",
      DeliveryMedium: "EMAIL",
      AttributeName: "email",
    });
    expect(world.service.mailbox.list()).toHaveLength(sent);
    expect(await refusalOf(confirm("pat@example.com", "123456", silent))).toBe(MISMATCH);
    for (let count = 2; count <= 5; count += 1) await request("pat@example.com", silent);
    expect(await refusalOf(request("pat@example.com", silent))).toBe(LIMIT);
    const unknown = "UserNotFoundException: Username/client id combination not found.";
    expect(await refusalOf(request("pat@example.com"))).toBe(unknown);
    expect(await refusalOf(confirm("pat@example.com", "123456"))).toBe(unknown);
  });
});

describe("ChangePassword", () => {
  test("COG-PWD-1 needs the previous password as well as the token", async () => {
    const { login, AccessToken } = await aPerson();
    const change = (PreviousPassword: string | undefined, ProposedPassword = NEW_PASSWORD) =>
      world.client.send(new ChangePasswordCommand({ AccessToken, PreviousPassword, ProposedPassword }));
    const wrong = "NotAuthorizedException: Incorrect username or password.";

    expect(await refusalOf(change("wrong-Passw0rd"))).toBe(wrong);
    expect(await refusalOf(change(undefined))).toBe(
      "InvalidParameterException: Missing required parameter OldPassword",
    );
    expect(await refusalOf(change(PASSWORD, "alllowercase1!"))).toMatch(/must have uppercase characters$/);
    await change(PASSWORD);
    expect((await world.withPassword(app, login, NEW_PASSWORD)).AuthenticationResult).toBeDefined();
    expect(await refusalOf(change("wrong"))).toBe(wrong);
    expect(await refusalOf(change(NEW_PASSWORD, PASSWORD))).toBe(LIMIT);
  });

  test("COG-PWD-2 a pool with a history refuses the present and earlier passwords", async () => {
    const own = await world.createPool({
      Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 2 } },
    });
    const client = (await world.createClient(own)).id;
    const sub = await world.createPerson(own, "ann@example.com", false);
    const { Session } = await world.withPassword(client, "ann@example.com");
    // The temporary password may stay: nobody chose it.
    const { AuthenticationResult } = await world.answer(client, "NEW_PASSWORD_REQUIRED", Session, {
      USERNAME: sub,
      NEW_PASSWORD: PASSWORD,
    });
    const change = (PreviousPassword: string, ProposedPassword: string) =>
      world.client.send(
        new ChangePasswordCommand({
          AccessToken: AuthenticationResult?.AccessToken,
          PreviousPassword,
          ProposedPassword,
        }),
      );
    const refused = /^PasswordHistoryPolicyViolationException/;

    expect(await refusalOf(change(PASSWORD, PASSWORD))).toMatch(refused);
    await change(PASSWORD, "second-password");
    expect(await refusalOf(change("second-password", PASSWORD))).toMatch(refused);
    await change("second-password", "third-password");
  });
});

describe("attributes", () => {
  const update = (AccessToken: string | undefined, Name: string, Value: string) =>
    world.client.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name, Value }] }));
  const attributesOf = async (AccessToken: string | undefined) => {
    const { UserAttributes = [] } = await world.client.send(new GetUserCommand({ AccessToken }));
    return Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]));
  };

  test("COG-ATT-2 a new address is unproved until its own code came back", async () => {
    const { AccessToken } = await aPerson();
    const verify = (Code: string) =>
      world.client.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: "email", Code }));
    const { CodeDeliveryDetailsList } = await update(AccessToken, "email", "moved@example.org");
    const code = mailedCode();

    expect(CodeDeliveryDetailsList).toHaveLength(1);
    expect(await attributesOf(AccessToken)).toMatchObject({
      email: "moved@example.org",
      email_verified: "false",
    });
    expect(await refusalOf(verify(otherCode(code)))).toBe(MISMATCH);
    await verify(code);
    expect(await attributesOf(AccessToken)).toMatchObject({ email_verified: "true" });
    expect(await refusalOf(verify(code))).toBe(EXPIRED);
  });

  test("COG-COD-3 a code for one address does not prove the next", async () => {
    const own = await world.createPool({ AutoVerifiedAttributes: [] });
    const client = (await world.createClient(own)).id;
    await world.createPerson(own, "mine@example.com");
    const { AuthenticationResult } = await world.withPassword(client, "mine@example.com");
    const AccessToken = AuthenticationResult?.AccessToken;
    await world.client.send(
      new GetUserAttributeVerificationCodeCommand({ AccessToken, AttributeName: "email" }),
    );
    const code = mailedCode();
    await update(AccessToken, "email", "yours@example.com");
    const verify = world.client.send(
      new VerifyUserAttributeCommand({ AccessToken, AttributeName: "email", Code: code }),
    );

    expect(await refusalOf(verify)).toBe(EXPIRED);
    expect(await attributesOf(AccessToken)).toMatchObject({ email_verified: "false" });
  });

  test("COG-ATT-3 where the pool says so, the old address stays until the new one is proved", async () => {
    const own = await world.createPool({
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
    });
    const client = (await world.createClient(own)).id;
    await world.createPerson(own, "old@example.com");
    const { AuthenticationResult } = await world.withPassword(client, "old@example.com");
    const AccessToken = AuthenticationResult?.AccessToken;
    await update(AccessToken, "email", "new@example.com");

    expect(await attributesOf(AccessToken)).toMatchObject({
      email: "old@example.com",
      email_verified: "true",
    });
    await world.client.send(
      new VerifyUserAttributeCommand({ AccessToken, AttributeName: "email", Code: mailedCode() }),
    );
    expect(await attributesOf(AccessToken)).toMatchObject({
      email: "new@example.com",
      email_verified: "true",
    });
    expect((await world.withPassword(client, "new@example.com")).AuthenticationResult).toBeDefined();
  });

  test("COG-ATT-2 what is not the client's or is another's is refused", async () => {
    const { AccessToken } = await aPerson();
    const other = await aPerson();

    expect(await refusalOf(update(AccessToken, "email_verified", "true"))).toBe(
      "NotAuthorizedException: A client attempted to write unauthorized attribute",
    );
    expect(await refusalOf(update(AccessToken, "sub", "x"))).toMatch(/^NotAuthorizedException/);
    expect(await refusalOf(update(AccessToken, "email", other.login))).toMatch(/^AliasExistsException/);
    expect(await refusalOf(update(AccessToken, "custom:none", "x"))).toMatch(/unauthorized attribute$/);
    await update(AccessToken, "name", "Pat");
    expect(await attributesOf(AccessToken)).toMatchObject({ name: "Pat" });
    await world.client.send(new DeleteUserAttributesCommand({ AccessToken, UserAttributeNames: ["name"] }));
    expect(await attributesOf(AccessToken)).not.toHaveProperty("name");
  });

  test("DeleteUser: the account and its tokens are gone", async () => {
    const { AccessToken, login } = await aPerson();
    await world.client.send(new DeleteUserCommand({ AccessToken }));

    expect(await refusalOf(world.client.send(new GetUserCommand({ AccessToken })))).toBe(
      "UserNotFoundException: User does not exist.",
    );
    expect(await refusalOf(world.withPassword(app, login))).toBe(
      "UserNotFoundException: User does not exist.",
    );
  });
});

describe("SignUp", () => {
  const signUp = (Username: string, ClientId = app) =>
    world.client.send(new SignUpCommand({ ClientId, Username, Password: PASSWORD }));
  const confirm = (Username: string, ConfirmationCode: string) =>
    world.client.send(new ConfirmSignUpCommand({ ClientId: app, Username, ConfirmationCode }));

  test("COG-SUP-2 the mailed code confirms; wrong and late ones do not", async () => {
    const answer = await signUp("new@example.com");
    const code = mailedCode();

    expect(answer.UserConfirmed).toBe(false);
    expect(answer.CodeDeliveryDetails).toMatchObject({ Destination: "n***@e***", AttributeName: "email" });
    expect(await refusalOf(confirm("new@example.com", otherCode(code)))).toBe(MISMATCH);
    clock.advanceSeconds(24 * 3_600);
    expect(await refusalOf(confirm("new@example.com", code))).toBe(EXPIRED);
    await world.client.send(
      new ResendConfirmationCodeCommand({ ClientId: app, Username: "new@example.com" }),
    );
    await confirm("new@example.com", mailedCode());
    expect((await world.withPassword(app, "new@example.com")).AuthenticationResult).toBeDefined();
    expect(await refusalOf(signUp("new@example.com"))).toBe(
      "UsernameExistsException: An account with the given email already exists.",
    );
  });

  test("COG-SUP-1 where only administrators create users, nobody signs up", async () => {
    const closed = await world.createPool({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } });
    const client = (await world.createClient(closed)).id;

    expect(await refusalOf(signUp("new@example.com", client))).toBe(
      "NotAuthorizedException: SignUp is not permitted for this user pool",
    );
  });
});
