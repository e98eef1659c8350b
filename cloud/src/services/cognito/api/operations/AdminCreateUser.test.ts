import {
  AdminCreateUserCommand,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { answering, refusalOf, serveAdministration } from "../../testing/administration.ts";

let cloud: Awaited<ReturnType<typeof serveAdministration>>;
beforeEach(async () => {
  cloud = await serveAdministration();
});
afterEach(() => cloud.close());

const emailPool = async (more: Partial<CreateUserPoolCommandInput> = {}): Promise<string> => {
  const { UserPool } = await cloud.client.send(
    new CreateUserPoolCommand({ PoolName: "home", UsernameAttributes: ["email"], ...more }),
  );
  return UserPool?.Id ?? "";
};
const invite = (UserPoolId: string, Username: string, more: object = {}) =>
  cloud.client.send(new AdminCreateUserCommand({ UserPoolId, Username, ...more }));

describe("AdminCreateUser", () => {
  test("in an e-mail pool: stored name is the sub, e-mail is copied, invitation carries the password", async () => {
    const pool = await emailPool();
    const { User } = await invite(pool, "ann@example.com", { TemporaryPassword: "Passw0rd!" });
    expect(User?.UserStatus).toBe("FORCE_CHANGE_PASSWORD");
    expect(User?.Enabled).toBe(true);
    expect(User?.Username).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    expect(User?.Attributes).toEqual([
      { Name: "sub", Value: User?.Username },
      { Name: "email", Value: "ann@example.com" },
    ]);
    expect(cloud.mailbox.list()[0]).toMatchObject({
      medium: "EMAIL",
      destination: "ann@example.com",
      subject: "Your temporary password",
      body: "Your username is ann@example.com and temporary password is Passw0rd!.",
      cause: "AdminCreateUser",
      code: "Passw0rd!",
    });
  });

  test("a name that is no e-mail, and a taken one, are refused", async () => {
    const pool = await emailPool();
    expect(await refusalOf(invite(pool, "ann"))).toBe(
      "InvalidParameterException: Username should be an email.",
    );
    await invite(pool, "ann@example.com");
    expect(await refusalOf(invite(pool, "ann@example.com"))).toBe(
      "UsernameExistsException: An account with the given email already exists.",
    );
    expect(cloud.mailbox.list()).toHaveLength(1);
  });

  test("COG-5 the sub is Cognito's own", async () => {
    const UserAttributes = [{ Name: "sub", Value: "0f0e0d0c-0000-7000-8000-000000000000" }];
    expect(await refusalOf(invite(await emailPool(), "ann@example.com", { UserAttributes }))).toBe(
      "InvalidParameterException: Cannot modify the non-mutable attribute sub",
    );
  });

  test("COG-17 the address a person is named by is the one they are written to", async () => {
    const pool = await emailPool();
    const withEmail = (Value: string) =>
      refusalOf(invite(pool, "ann@example.com", { UserAttributes: [{ Name: "email", Value }] }));
    expect(await withEmail("other@example.com")).toBe(
      "InvalidParameterException: User email should be empty or same as username, since username attribute is email.",
    );
    expect(await withEmail("")).toBe("not refused");
    expect(cloud.mailbox.list().map(({ destination }) => destination)).toEqual(["ann@example.com"]);
  });

  test("COG-1 a temporary password that breaks the policy is refused with the administrator's words", async () => {
    const pool = await emailPool();
    const prefix = "InvalidPasswordException: Password did not conform with password policy: ";
    const refused = (TemporaryPassword: string) => refusalOf(invite(pool, "a@b.cd", { TemporaryPassword }));
    expect(await refused("Sh0rt!")).toBe(`${prefix}Password not long enough`);
    expect(await refused("ALLUPPER1!")).toBe(`${prefix}Password must have lowercase characters`);
    expect(await refused("alllower1!")).toBe(`${prefix}Password must have uppercase characters`);
    expect(await refused("NoNumber!!")).toBe(`${prefix}Password must have numeric characters`);
    expect(await refused("NoSymbol11")).toBe(`${prefix}Password must have symbol characters`);
    expect(await refused(" Leading1!")).toMatch(
      /^InvalidParameterException: 1 validation error detected: Value at/,
    );
  });

  test("in a user-name pool a duplicate says that the account exists", async () => {
    const pool = await emailPool({ UsernameAttributes: undefined });
    await invite(pool, "ann");
    expect(await refusalOf(invite(pool, "ann"))).toBe("UsernameExistsException: User account already exists");
    expect(await refusalOf(invite("eu-west-1_000000000", "ann"))).toBe(
      "ResourceNotFoundException: User pool eu-west-1_000000000 does not exist.",
    );
  });

  test("COG-6 upper and lower case are one name only in case-insensitive pools", async () => {
    const strict = await emailPool();
    const loose = await emailPool({ UsernameConfiguration: { CaseSensitive: false } });
    for (const pool of [strict, loose]) await invite(pool, "ann@example.com");
    expect((await invite(strict, "Ann@example.com")).User?.Enabled).toBe(true);
    expect(await refusalOf(invite(loose, "Ann@example.com"))).toMatch(/^UsernameExistsException/);
  });

  test("RESEND sends a new password to who has not used the first, and to nobody else", async () => {
    const pool = await emailPool();
    const { User } = await invite(pool, "ann@example.com");
    await invite(pool, "ann@example.com", { MessageAction: "RESEND" });
    const [second, first] = cloud.mailbox.list();
    expect(second?.code).not.toBe(first?.code);
    expect(await refusalOf(invite(pool, "bob@example.com", { MessageAction: "RESEND" }))).toBe(
      "UserNotFoundException: User does not exist.",
    );
    const user = cloud.stores.users.findBySub(pool, User?.Username ?? "");
    const stored = cloud.stores.pools.find(pool);
    if (user === undefined || stored === undefined) throw new Error("not stored");
    cloud.stores.users.replace(stored, { ...user, status: "CONFIRMED" });
    expect(await refusalOf(invite(pool, "ann@example.com", { MessageAction: "RESEND" }))).toBe(
      `UnsupportedUserStateException: Resend not possible. ${user.username} status is not FORCE_CHANGE_PASSWORD`,
    );
  });

  test("SUPPRESS sends nothing", async () => {
    await invite(await emailPool(), "ann@example.com", { MessageAction: "SUPPRESS" });
    expect(cloud.mailbox.list()).toEqual([]);
  });

  test("COG-3 attributes outside the schema and malformed ones are refused", async () => {
    const pool = await emailPool({ Schema: [{ Name: "house", AttributeDataType: "Number" }] });
    const refused = (Name: string, Value: string) =>
      refusalOf(invite(pool, "ann@example.com", { UserAttributes: [{ Name, Value }] }));
    expect(await refused("custom:x", "1")).toBe(
      "InvalidParameterException: Attributes did not conform to the schema: custom:x: Attribute does not exist in the schema.",
    );
    expect(await refused("phone_number", "555")).toBe(
      "InvalidParameterException: Invalid phone number format.",
    );
    expect(await refused("custom:house", "seven")).toMatch(/custom:house: Attribute value must be a number$/);
    expect(await refused("email", "other@example.com")).toMatch(/^InvalidParameterException/);
    expect(await refused("custom:house", "7")).toBe("not refused");
  });

  test("PreSignUp may refuse, and may verify the address; CustomMessage writes the invitation", async () => {
    const arn = (name: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${name}`;
    const pool = await emailPool({ LambdaConfig: { PreSignUp: arn("pre"), CustomMessage: arn("mail") } });
    cloud.functions.set(arn("pre"), () => ({
      kind: "function-error",
      payload: Buffer.from(JSON.stringify({ errorMessage: "Not allowed", errorType: "Error" })),
    }));
    expect(await refusalOf(invite(pool, "ann@example.com"))).toBe(
      "UserLambdaValidationException: PreSignUp failed with error Not allowed.",
    );
    cloud.functions.set(arn("pre"), answering({ autoVerifyEmail: true, autoConfirmUser: true }));
    cloud.functions.set(
      arn("mail"),
      answering({ emailSubject: "Hello", emailMessage: "{username}: {####}" }),
    );
    const { User } = await invite(pool, "ann@example.com", { TemporaryPassword: "Passw0rd!" });
    expect(User?.UserStatus).toBe("FORCE_CHANGE_PASSWORD");
    expect(User?.Attributes).toContainEqual({ Name: "email_verified", Value: "true" });
    expect(cloud.mailbox.list()[0]).toMatchObject({ subject: "Hello", body: "ann@example.com: Passw0rd!" });
  });

  test("COG-50 a custom message without the code is refused", async () => {
    const mail = "arn:aws:lambda:eu-west-1:123456789012:function:mail";
    const pool = await emailPool({ LambdaConfig: { CustomMessage: mail } });
    cloud.functions.set(mail, answering({ emailMessage: "Welcome" }));
    expect(await refusalOf(invite(pool, "ann@example.com"))).toBe(
      "InvalidLambdaResponseException: Unrecognizable lambda output",
    );
  });
});
