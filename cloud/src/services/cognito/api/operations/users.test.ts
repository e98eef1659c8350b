import {
  AdminCreateUserCommand,
  AdminDeleteUserAttributesCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  CreateUserPoolCommand,
  type CreateUserPoolCommandInput,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { refusalOf, serveAdministration } from "../../testing/administration.ts";

let cloud: Awaited<ReturnType<typeof serveAdministration>>;
beforeEach(async () => {
  cloud = await serveAdministration();
});
afterEach(() => cloud.close());

const NO_USER = "UserNotFoundException: User does not exist.";
const ANN = "ann@example.com";

const emailPool = async (more: Partial<CreateUserPoolCommandInput> = {}): Promise<string> => {
  const { UserPool } = await cloud.client.send(
    new CreateUserPoolCommand({ PoolName: "home", UsernameAttributes: ["email"], ...more }),
  );
  return UserPool?.Id ?? "";
};
const invite = (UserPoolId: string, Username: string, more: object = {}) =>
  cloud.client.send(new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: "SUPPRESS", ...more }));
const get = (UserPoolId: string, Username: string) =>
  cloud.client.send(new AdminGetUserCommand({ UserPoolId, Username }));
const attributesOf = async (UserPoolId: string, Username: string): Promise<Record<string, string>> => {
  const { UserAttributes = [] } = await get(UserPoolId, Username);
  return Object.fromEntries(UserAttributes.map(({ Name = "", Value = "" }) => [Name, Value]));
};
const update = (UserPoolId: string, Username: string, changes: Record<string, string>) =>
  cloud.client.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId,
      Username,
      UserAttributes: Object.entries(changes).map(([Name, Value]) => ({ Name, Value })),
    }),
  );

describe("AdminGetUser", () => {
  test("finds by sub and by e-mail, and nobody else", async () => {
    const pool = await emailPool();
    const { User } = await invite(pool, ANN);
    const bySub = await get(pool, User?.Username ?? "");
    const byEmail = await get(pool, ANN);
    expect(bySub.Username).toBe(byEmail.Username);
    expect(byEmail).toMatchObject({
      Enabled: true,
      UserStatus: "FORCE_CHANGE_PASSWORD",
      UserCreateDate: new Date(cloud.clock.now()),
    });
    expect(byEmail).not.toHaveProperty("UserMFASettingList");
    expect(await refusalOf(get(pool, "bob@example.com"))).toBe(NO_USER);
    expect(await refusalOf(get(await emailPool(), ANN))).toBe(NO_USER);
    expect(await refusalOf(get(pool, "a b"))).toMatch(/Value at 'username' failed to satisfy constraint/);
  });
});

describe("AdminDisableUser, AdminEnableUser", () => {
  test("COG-13 disabling revokes what was issued, enabling does not bring it back", async () => {
    const pool = await emailPool();
    const { User } = await invite(pool, ANN);
    await cloud.client.send(new AdminDisableUserCommand({ UserPoolId: pool, Username: ANN }));
    expect((await get(pool, ANN)).Enabled).toBe(false);
    await cloud.client.send(new AdminEnableUserCommand({ UserPoolId: pool, Username: ANN }));
    expect((await get(pool, ANN)).Enabled).toBe(true);
    expect(cloud.stores.users.findBySub(pool, User?.Username ?? "")?.signedOutAt).toBe(cloud.clock.now());
    const unknown = { UserPoolId: pool, Username: "bob@example.com" };
    expect(await refusalOf(cloud.client.send(new AdminDisableUserCommand(unknown)))).toBe(NO_USER);
    expect(await refusalOf(cloud.client.send(new AdminEnableUserCommand(unknown)))).toBe(NO_USER);
  });
});

describe("AdminDeleteUser", () => {
  test("the name is free again", async () => {
    const pool = await emailPool();
    const { User } = await invite(pool, ANN);
    const remove = () => cloud.client.send(new AdminDeleteUserCommand({ UserPoolId: pool, Username: ANN }));
    await remove();
    expect(await refusalOf(remove())).toBe(NO_USER);
    const again = await invite(pool, ANN);
    expect(again.User?.Username).not.toBe(User?.Username);
  });
});

describe("AdminSetUserPassword", () => {
  const set = (UserPoolId: string, Password: string, more: object = {}) =>
    cloud.client.send(new AdminSetUserPasswordCommand({ UserPoolId, Username: ANN, Password, ...more }));

  test("permanent confirms, temporary asks for a change", async () => {
    const pool = await emailPool();
    await invite(pool, ANN);
    await set(pool, "Passw0rd!", { Permanent: true });
    expect((await get(pool, ANN)).UserStatus).toBe("CONFIRMED");
    await set(pool, "Passw0rd?");
    expect((await get(pool, ANN)).UserStatus).toBe("FORCE_CHANGE_PASSWORD");
    expect(cloud.mailbox.list()).toEqual([]);
  });

  test("COG-1 the policy holds, and the password is never printed", async () => {
    const pool = await emailPool();
    await invite(pool, ANN);
    expect(await refusalOf(set(pool, "weakpassword"))).toBe(
      "InvalidPasswordException: Password did not conform with password policy: Password must have uppercase characters",
    );
    const blank = await refusalOf(set(pool, " Secret1!"));
    expect(blank).toMatch(/^InvalidParameterException: 1 validation error detected: Value at 'password'/);
    expect(blank).not.toContain("Secret1!");
    expect((await get(pool, ANN)).UserStatus).toBe("FORCE_CHANGE_PASSWORD");
  });

  test("COG-10 earlier passwords are not taken again, as far back as the pool says", async () => {
    const pool = await emailPool({
      Policies: { PasswordPolicy: { MinimumLength: 6, PasswordHistorySize: 2 } },
    });
    await invite(pool, ANN, { TemporaryPassword: "number-0" });
    await set(pool, "number-1", { Permanent: true });
    expect(await refusalOf(set(pool, "number-1"))).toMatch(/^PasswordHistoryPolicyViolationException/);
    expect(await refusalOf(set(pool, "number-0"))).toMatch(/^PasswordHistoryPolicyViolationException/);
    await set(pool, "number-2");
    expect(await refusalOf(set(pool, "number-0"))).toBe("not refused");
  });
});

describe("AdminUpdateUserAttributes, AdminDeleteUserAttributes", () => {
  test("COG-8 a new address is unverified, and a code goes to it where the pool verifies", async () => {
    const pool = await emailPool({ AutoVerifiedAttributes: ["email"] });
    await invite(pool, ANN, { UserAttributes: [{ Name: "email_verified", Value: "true" }] });
    await update(pool, ANN, { email: "ann@other.example", name: "Ann" });
    expect(await attributesOf(pool, "ann@other.example")).toMatchObject({
      email: "ann@other.example",
      email_verified: "false",
      name: "Ann",
    });
    expect(cloud.mailbox.list()).toMatchObject([
      {
        destination: "ann@other.example",
        cause: "UpdateUserAttribute",
        code: expect.stringMatching(/^\d{6}$/),
      },
    ]);
    expect(await refusalOf(get(pool, ANN))).toBe(NO_USER);
    await update(pool, "ann@other.example", { email: ANN, email_verified: "true" });
    expect((await attributesOf(pool, ANN))["email_verified"]).toBe("true");
    expect(cloud.mailbox.list()).toHaveLength(1);
  });

  test("COG-8 where the pool verifies before it updates, the former address stays", async () => {
    const pool = await emailPool({
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ["email"] },
      AutoVerifiedAttributes: ["email"],
    });
    await invite(pool, ANN, { UserAttributes: [{ Name: "email_verified", Value: "true" }] });
    await update(pool, ANN, { email: "ann@other.example" });
    expect(await attributesOf(pool, ANN)).toMatchObject({ email: ANN, email_verified: "true" });
    expect(cloud.mailbox.list()[0]?.destination).toBe("ann@other.example");
  });

  test("COG-7 an address that signs another person in cannot be taken", async () => {
    const pool = await emailPool();
    await invite(pool, ANN);
    await invite(pool, "bob@example.com");
    expect(await refusalOf(update(pool, "bob@example.com", { email: ANN }))).toBe(
      "AliasExistsException: An account with the given email already exists.",
    );
    expect((await attributesOf(pool, "bob@example.com"))["email"]).toBe("bob@example.com");
  });

  test("COG-5 immutable attributes and the sub stay", async () => {
    const pool = await emailPool({
      Schema: [{ Name: "house", AttributeDataType: "String", Mutable: false }],
    });
    await invite(pool, ANN, { UserAttributes: [{ Name: "custom:house", Value: "7" }] });
    expect(await refusalOf(update(pool, ANN, { "custom:house": "8" }))).toBe(
      "InvalidParameterException: user.custom:house: Attribute cannot be updated.",
    );
    expect(await refusalOf(update(pool, ANN, { sub: "x" }))).toBe(
      "InvalidParameterException: user.sub: Attribute cannot be updated.",
    );
  });

  test("COG-9 attributes are deleted by name or by a blank value; required ones are not", async () => {
    const pool = await emailPool({ Schema: [{ Name: "email", Required: true }] });
    await invite(pool, ANN, {
      UserAttributes: [
        { Name: "name", Value: "Ann" },
        { Name: "locale", Value: "en" },
      ],
    });
    await update(pool, ANN, { locale: "" });
    const remove = (...UserAttributeNames: string[]) =>
      cloud.client.send(
        new AdminDeleteUserAttributesCommand({ UserPoolId: pool, Username: ANN, UserAttributeNames }),
      );
    await remove("name");
    expect(Object.keys(await attributesOf(pool, ANN))).toEqual(["sub", "email"]);
    expect(await refusalOf(remove("email"))).toMatch(/user.email: The attribute is required$/);
    expect(await refusalOf(remove("custom:x"))).toMatch(/Attribute does not exist in the schema\.$/);
    expect(await refusalOf(remove("sub"))).toMatch(/user.sub: Attribute cannot be updated\.$/);
  });
});

describe("AdminCreateUser with ForceAliasCreation", () => {
  test("moves a verified alias to the new user; without it the address is taken", async () => {
    const pool = await emailPool({ UsernameAttributes: undefined, AliasAttributes: ["email"] });
    const UserAttributes = [
      { Name: "email", Value: ANN },
      { Name: "email_verified", Value: "true" },
    ];
    await invite(pool, "first", { UserAttributes });
    expect((await get(pool, ANN)).Username).toBe("first");
    expect(await refusalOf(invite(pool, "second", { UserAttributes }))).toBe(
      "UsernameExistsException: An account with the given email already exists.",
    );
    await invite(pool, "second", { UserAttributes, ForceAliasCreation: true });
    expect((await get(pool, ANN)).Username).toBe("second");
    expect((await attributesOf(pool, "first"))["email_verified"]).toBe("false");
    expect(await refusalOf(invite(pool, "eve@example.com"))).toBe(
      "InvalidParameterException: Username cannot be of email format, since user pool is configured for email alias.",
    );
  });
});

describe("ListUsers", () => {
  test("pages in order of creation, picks attributes and filters", async () => {
    const pool = await emailPool();
    for (const name of ["zoe", "ann", "abe"]) await invite(pool, `${name}@example.com`);
    const list = (input: object) => cloud.client.send(new ListUsersCommand({ UserPoolId: pool, ...input }));
    const first = await list({ Limit: 2, AttributesToGet: ["email"] });
    const rest = await list({ PaginationToken: first.PaginationToken });
    expect(first.Users?.map(({ Attributes }) => Attributes)).toEqual([
      [{ Name: "email", Value: "zoe@example.com" }],
      [{ Name: "email", Value: "ann@example.com" }],
    ]);
    expect(rest.Users).toHaveLength(1);
    expect(rest.PaginationToken).toBeUndefined();
    const emails = async (Filter: string) =>
      (await list({ Filter })).Users?.map(({ Attributes }) => Attributes?.[1]?.Value);
    expect(await emails('email ^= "a"')).toEqual(["ann@example.com", "abe@example.com"]);
    expect(await emails('email = "zoe@example.com"')).toEqual(["zoe@example.com"]);
    expect(await emails('cognito:user_status = "force_change_password"')).toHaveLength(3);
    expect(await emails('status = "Disabled"')).toEqual([]);
    expect(await emails('email = "%"')).toEqual([]);
  });

  test("a filter that cannot be read, or searches what cannot be searched, is refused", async () => {
    const UserPoolId = await emailPool();
    const refused = (Filter: string) =>
      refusalOf(cloud.client.send(new ListUsersCommand({ UserPoolId, Filter })));
    for (const broken of [
      "email",
      'email = "',
      'email > "a"',
      'email = "a" or name = "b"',
      `email = "a" --`,
    ]) {
      expect(await refused(broken)).toBe("InvalidParameterException: Error while parsing filter");
    }
    expect(await refused('custom:x = "1"')).toBe(
      "InvalidParameterException: Invalid search attribute: custom:x",
    );
    expect(await refused('__proto__ = "1"')).toBe(
      "InvalidParameterException: Invalid search attribute: __proto__",
    );
    const forged = new ListUsersCommand({ UserPoolId, PaginationToken: "Zm9yZ2Vk" });
    expect(await refusalOf(cloud.client.send(forged))).toMatch(/^InvalidParameterException/);
  });
});
