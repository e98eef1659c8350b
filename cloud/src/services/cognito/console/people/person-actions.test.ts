import {
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { personWorld } from "../testing/person-world.ts";

let world: Awaited<ReturnType<typeof personWorld>>;
beforeEach(async () => {
  world = await personWorld();
});
afterEach(() => world.close());

const user = () => world.client.send(new AdminGetUserCommand(world.who));
const groups = async () => {
  const { Groups = [] } = await world.client.send(new AdminListGroupsForUserCommand(world.who));
  return Groups.map(({ GroupName }) => GroupName);
};

describe("actions on a person", () => {
  test("joins a group, and an undo takes it back", async () => {
    const { to, notice } = await world.submit(world.at("join"), { group: "Admins" });
    expect(to).toBe(`/_portcullis/${world.at()}`);
    expect(notice).toMatchObject({ verdict: "yes", text: expect.stringContaining("is in Admins") });
    expect(await groups()).toEqual(["Admins"]);
    await world.submit(notice?.undo?.action ?? "", notice?.undo?.fields);
    expect(await groups()).toEqual([]);
  });

  test("what AWS refuses is said in its own words, and nothing changed", async () => {
    const { notice } = await world.submit(world.at("join"), { group: "Nobodies" });
    expect(notice).toMatchObject({
      verdict: "no",
      text: expect.stringMatching(/^ResourceNotFoundException: /),
    });
    const weak = await world.submit(world.at("set-password"), { password: "weak" });
    expect(weak.notice?.text).toMatch(/^InvalidPasswordException: /);
    expect(weak.notice?.text).not.toContain("“weak”");
    expect(await groups()).toEqual([]);
  });

  test("disables and enables", async () => {
    const { notice } = await world.submit(world.at("disable"));
    expect(notice?.text).toContain("is disabled");
    expect((await user()).Enabled).toBe(false);
    await world.submit(notice?.undo?.action ?? "", notice?.undo?.fields);
    expect((await user()).Enabled).toBe(true);
  });

  test.each([
    ["permanent", "CONFIRMED"],
    ["temporary", "FORCE_CHANGE_PASSWORD"],
  ])("sets a %s password", async (kind, status) => {
    await world.submit(world.at("set-password"), { password: "An0ther-pass", kind });
    expect((await user()).UserStatus).toBe(status);
  });

  test("resets the password: the code is in the mailbox", async () => {
    await world.submit(world.at("reset-password"));
    expect((await user()).UserStatus).toBe("RESET_REQUIRED");
    expect(world.console.mailbox.list()).toMatchObject([
      { destination: "eve@example.com", cause: "ForgotPassword" },
    ]);
  });

  test("sends the invitation again to somebody who was invited, and to nobody else", async () => {
    expect((await world.submit(world.at("invite-again"))).notice?.verdict).toBe("no");
    await world.submit(world.at("set-password"), { password: "An0ther-pass", kind: "temporary" });
    expect((await world.submit(world.at("invite-again"))).notice?.verdict).toBe("yes");
    expect(world.console.mailbox.list()).toMatchObject([{ cause: "AdminCreateUser" }]);
  });

  test("signs out everywhere", async () => {
    const { notice } = await world.submit(world.at("sign-out"));
    expect(notice?.text).toContain("refresh tokens are revoked");
    expect(world.calls).toContain("AdminUserGlobalSignOut");
  });

  test("CON-8 deletes only whose name was typed", async () => {
    const wrong = await world.submit(world.at("delete"), { name: "eve" });
    expect(wrong.notice).toEqual({ verdict: "no", text: "Not deleted: “eve” is not eve@example.com." });
    expect((await user()).Username).toBe(world.who.Username);
    const { to } = await world.submit(world.at("delete"), { name: " eve@example.com " });
    expect(to).toBe(`/_portcullis/people/${world.who.UserPoolId}`);
    await expect(user()).rejects.toThrow("User does not exist");
  });

  test("changes, adds and takes away attributes, and an undo brings all back", async () => {
    const before = (await user()).UserAttributes;
    const { notice } = await world.submit(world.at("attributes"), {
      "a.email": "eva@example.com",
      "a.name": "",
      new: "nickname",
      "new-value": "E",
    });
    expect(notice?.text).toBe("Changed of eve@example.com: email, nickname, email_verified, name.");
    expect((await user()).UserAttributes).toEqual(
      expect.arrayContaining([
        { Name: "email", Value: "eva@example.com" },
        { Name: "email_verified", Value: "false" },
        { Name: "nickname", Value: "E" },
      ]),
    );
    await world.submit(notice?.undo?.action ?? "", notice?.undo?.fields);
    expect((await user()).UserAttributes).toEqual(expect.arrayContaining(before ?? []));
    expect((await user()).UserAttributes).toHaveLength(before?.length ?? 0);
  });

  test("an attribute that the pool does not let change is not sent", async () => {
    const { notice } = await world.submit(world.at("attributes"), {
      "a.sub": "00000000-0000-0000-0000-000000000000",
      "a.email": "eve@example.com",
      "v.email": "true",
    });
    expect(notice?.text).toBe("Nothing was changed.");
    expect(world.calls).not.toContain("AdminUpdateUserAttributes");
  });

  test("an action that there is not does nothing", async () => {
    const { notice } = await world.submit(world.at("promote"));
    expect(notice?.verdict).toBe("no");
    expect(world.calls).toEqual([]);
  });

  test("a person who is disabled cannot sign in", async () => {
    await world.submit(world.at("disable"));
    const signIn = new InitiateAuthCommand({
      ClientId: world.clientId,
      AuthFlow: "USER_SRP_AUTH",
      AuthParameters: { USERNAME: "eve@example.com", SRP_A: "ab".repeat(384) },
    });
    await expect(world.client.send(signIn)).rejects.toThrow("User is disabled.");
  });
});
