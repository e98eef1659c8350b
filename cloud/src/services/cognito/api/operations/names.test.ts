import {
  AdminAddUserToGroupCommand,
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  CreateGroupCommand,
  ForgotPasswordCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { refusalOf } from "../../testing/administration.ts";
import { createWorld, PASSWORD } from "../../testing/sign-in-world.ts";

type AliasAttribute = "email" | "phone_number" | "preferred_username";

const PREFERRED_TAKEN = "AliasExistsException: An account with the given preferred_username already exists.";
let world: Awaited<ReturnType<typeof createWorld>>;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

async function aNeighbourhood(AliasAttributes: AliasAttribute[]) {
  const pool = await world.createPool({ UsernameAttributes: undefined, AliasAttributes });
  const app = (await world.createClient(pool)).id;
  const create = async (Username: string, attributes: Record<string, string> = {}) => {
    const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
    const { User } = await world.client.send(
      new AdminCreateUserCommand({
        UserPoolId: pool,
        Username,
        UserAttributes,
        MessageAction: "SUPPRESS",
        TemporaryPassword: PASSWORD,
      }),
    );
    await world.client.send(
      new AdminSetUserPasswordCommand({ UserPoolId: pool, Username, Password: PASSWORD, Permanent: true }),
    );
    return User?.Attributes?.find(({ Name }) => Name === "sub")?.Value ?? "";
  };
  const signUp = (Username: string, attributes: Record<string, string> = {}) =>
    world.client.send(
      new SignUpCommand({
        ClientId: app,
        Username,
        Password: PASSWORD,
        UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      }),
    );
  const get = async (Username: string) => {
    const found = await world.client.send(new AdminGetUserCommand({ UserPoolId: pool, Username }));
    return { name: found.Username, attributes: new Map(found.UserAttributes?.map((a) => [a.Name, a.Value])) };
  };
  const tokenOf = async (login: string) =>
    (await world.withPassword(app, login)).AuthenticationResult?.AccessToken;
  const update = async (login: string, Name: string, Value: string) =>
    world.client.send(
      new UpdateUserAttributesCommand({
        AccessToken: await tokenOf(login),
        UserAttributes: [{ Name, Value }],
      }),
    );
  return { pool, app, create, signUp, get, update };
}

const ORDERS: AliasAttribute[][] = [
  ["preferred_username"],
  ["preferred_username", "email"],
  ["email", "preferred_username"],
];

describe("the names of people", () => {
  test.each(ORDERS.map((order) => [order.join(", "), order] as const))(
    "COG-7 COG-14 nobody takes a name of another person: %s",
    async (_, order) => {
      const { pool, create, get, update } = await aNeighbourhood(order);
      const ann = await create("ann", {
        preferred_username: "annie",
        email: "ann@example.com",
        email_verified: "true",
      });
      await create("mallory");
      const taken = ["ann", "annie", ann, ...(order.includes("email") ? ["ann@example.com"] : [])];
      for (const name of taken) {
        expect(await refusalOf(update("mallory", "preferred_username", name))).toBe(PREFERRED_TAKEN);
        const given = new AdminUpdateUserAttributesCommand({
          UserPoolId: pool,
          Username: "mallory",
          UserAttributes: [{ Name: "preferred_username", Value: name }],
        });
        expect(await refusalOf(world.client.send(given))).toBe(PREFERRED_TAKEN);
        expect((await get(name)).name).toBe("ann");
      }
      await update("mallory", "preferred_username", "mal");
      await update("ann", "preferred_username", "ann");
      expect([(await get("mal")).name, (await get("ann")).name]).toEqual(["mallory", "ann"]);
    },
  );

  test("COG-14 an administrator who names a person by an alias means that person", async () => {
    const { pool, create, update } = await aNeighbourhood(["preferred_username"]);
    await create("ann", { preferred_username: "annie" });
    await create("mallory");
    await refusalOf(update("mallory", "preferred_username", "annie"));
    await world.client.send(new CreateGroupCommand({ UserPoolId: pool, GroupName: "Admins" }));
    await world.client.send(
      new AdminAddUserToGroupCommand({ UserPoolId: pool, GroupName: "Admins", Username: "annie" }),
    );
    const groupsOf = async (Username: string) =>
      (await world.client.send(new AdminListGroupsForUserCommand({ UserPoolId: pool, Username }))).Groups
        ?.length;
    expect([await groupsOf("ann"), await groupsOf("mallory")]).toEqual([1, 0]);
  });

  test("COG-14 the sub names its user in every operation, and nobody registers under it", async () => {
    const { pool, app, create, signUp, get } = await aNeighbourhood([]);
    const ann = await create("ann");
    expect((await get(ann)).name).toBe("ann");
    expect((await world.withPassword(app, ann)).AuthenticationResult).toBeDefined();
    const { parameters, responses, finish } = await world.startSrp(pool, app, ann);
    expect(parameters["USER_ID_FOR_SRP"]).toBe("ann");
    expect((await finish(responses())).AuthenticationResult).toBeDefined();
    expect(await refusalOf(signUp(ann))).toBe("UsernameExistsException: User already exists");
    const invited = new AdminCreateUserCommand({ UserPoolId: pool, Username: ann });
    expect(await refusalOf(world.client.send(invited))).toBe(
      "UsernameExistsException: User account already exists",
    );
    await world.client.send(new AdminDeleteUserCommand({ UserPoolId: pool, Username: ann }));
    expect(await refusalOf(get("ann"))).toBe("UserNotFoundException: User does not exist.");
  });

  test("COG-16 a preferred name that signs in is not taken by registering", async () => {
    const { signUp } = await aNeighbourhood(["preferred_username"]);
    expect(await refusalOf(signUp("bob", { preferred_username: "bobby" }))).toBe(
      "InvalidParameterException: Preferred username cannot be provided for unconfirmed account, since user pool is configured for preferred username alias.",
    );
    expect((await signUp("bob")).UserConfirmed).toBe(false);
    const plain = await aNeighbourhood([]);
    expect((await plain.signUp("bob", { preferred_username: "bobby" })).UserConfirmed).toBe(false);
  });

  test("COG-15 an alias moves to a new owner whole or not at all, and a refusal spends no code", async () => {
    const { app, create, signUp, get } = await aNeighbourhood(["email", "preferred_username"]);
    await create("ann", { email: "home@example.com", email_verified: "true" });
    await signUp("bob", { email: "home@example.com" });
    const ConfirmationCode = world.service.mailbox.list(1)[0]?.code ?? "";
    const confirm = (ForceAliasCreation: boolean) =>
      world.client.send(
        new ConfirmSignUpCommand({ ClientId: app, Username: "bob", ConfirmationCode, ForceAliasCreation }),
      );
    expect(await refusalOf(confirm(false))).toBe(
      "AliasExistsException: An account with the given email already exists.",
    );
    expect((await get("home@example.com")).name).toBe("ann");
    await confirm(true);
    expect((await get("home@example.com")).name).toBe("bob");
    expect((await get("ann")).attributes.get("email_verified")).toBe("false");
  });

  test("COG-15 a take-over that is refused takes nothing", async () => {
    const { pool, create, get } = await aNeighbourhood(["email", "preferred_username"]);
    await create("ann", { email: "home@example.com", email_verified: "true" });
    await create("cleo", { preferred_username: "cle@example.com" });
    const force = (Username: string, attributes: Record<string, string>) =>
      world.client.send(
        new AdminCreateUserCommand({
          UserPoolId: pool,
          Username,
          ForceAliasCreation: true,
          MessageAction: "SUPPRESS",
          UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
        }),
      );
    const home = { email: "home@example.com", email_verified: "true" };
    expect(await refusalOf(force("cleo", home))).toMatch(/^UsernameExistsException/);
    expect(await refusalOf(force("bob", { ...home, preferred_username: "cleo" }))).toMatch(/^UsernameExists/);
    expect((await get("home@example.com")).name).toBe("ann");
    const preferred = { email: "cle@example.com", email_verified: "true" };
    expect(await refusalOf(force("bob", preferred))).toMatch(/^UsernameExistsException/);
    await force("bob", home);
    expect((await get("home@example.com")).name).toBe("bob");
  });

  test("COG-5 COG-17 who registers chooses no sub, and no address but the name", async () => {
    const { signUp } = await aNeighbourhood([]);
    expect(await refusalOf(signUp("ann", { sub: "0f0e0d0c-0000-7000-8000-000000000000" }))).toBe(
      "InvalidParameterException: Cannot modify the non-mutable attribute sub",
    );
    const byEmail = await world.createPool();
    const ClientId = (await world.createClient(byEmail)).id;
    const register = (Value: string) =>
      world.client.send(
        new SignUpCommand({
          ClientId,
          Username: "ann@example.com",
          Password: PASSWORD,
          UserAttributes: [{ Name: "email", Value }],
        }),
      );
    expect(await refusalOf(register("other@example.com"))).toBe(
      "InvalidParameterException: User email should be empty or same as username, since username attribute is email.",
    );
    expect((await register("ann@example.com")).UserConfirmed).toBe(false);
  });

  test("SignUp's companions name an unknown user as AWS does where that is told", async () => {
    const { app } = await aNeighbourhood([]);
    const unknown = "UserNotFoundException: Username/client id combination not found.";
    const call = { ClientId: app, Username: "nobody" };
    const confirm = new ConfirmSignUpCommand({ ...call, ConfirmationCode: "123456" });
    expect(await refusalOf(world.client.send(confirm))).toBe(unknown);
    expect(await refusalOf(world.client.send(new ResendConfirmationCodeCommand(call)))).toBe(unknown);
    expect(await refusalOf(world.client.send(new ForgotPasswordCommand(call)))).toBe(unknown);
  });

  test("COG-COD-3 a recovery code proves nothing of an address that was written later", async () => {
    const { app, create, update, get } = await aNeighbourhood(["email"]);
    await create("mallory", { email: "mallory@example.com", email_verified: "true" });
    await world.client.send(new ForgotPasswordCommand({ ClientId: app, Username: "mallory" }));
    const ConfirmationCode = world.service.mailbox.list(1)[0]?.code ?? "";
    await update("mallory", "email", "victim@example.com");
    await world.client.send(
      new ConfirmForgotPasswordCommand({
        ClientId: app,
        Username: "mallory",
        ConfirmationCode,
        Password: PASSWORD,
      }),
    );
    expect((await get("mallory")).attributes.get("email_verified")).toBe("false");
    expect(await refusalOf(get("victim@example.com"))).toBe("UserNotFoundException: User does not exist.");
  });

  test("COG-COD-3 a sign-up code proves nothing of an address that was written later", async () => {
    const { pool, app, signUp, get } = await aNeighbourhood(["email"]);
    await signUp("mallory", { email: "mallory@example.com" });
    const ConfirmationCode = world.service.mailbox.list(1)[0]?.code ?? "";
    await world.client.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: pool,
        Username: "mallory",
        UserAttributes: [{ Name: "email", Value: "victim@example.com" }],
      }),
    );
    await world.client.send(
      new ConfirmSignUpCommand({ ClientId: app, Username: "mallory", ConfirmationCode }),
    );
    expect((await get("mallory")).attributes.get("email_verified")).toBe("false");
    await signUp("bob", { email: "bob@example.com" });
    await world.client.send(new AdminConfirmSignUpCommand({ UserPoolId: pool, Username: "bob" }));
    expect((await get("bob")).attributes.get("email_verified")).toBeUndefined();
  });
});
