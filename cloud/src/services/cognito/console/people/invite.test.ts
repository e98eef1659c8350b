import {
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, describe, expect, test } from "vitest";
import { personWorld } from "../testing/person-world.ts";

let world: Awaited<ReturnType<typeof personWorld>>;
afterEach(() => world.close());

const invite = (fields: Record<string, string | string[]>) =>
  world.submit(`people/invite/${world.who.UserPoolId}`, fields);

describe("inviting", () => {
  test("makes the person, puts them into groups and sends the first password", async () => {
    world = await personWorld();
    const { to, notice } = await invite({
      login: " new@example.com ",
      "a.name": "Nora New",
      group: ["Admins"],
      delivery: "EMAIL",
      verified: "true",
    });
    expect(notice?.text).toBe(
      "new@example.com is invited and in Admins; the first password is in the mailbox.",
    );
    const Username = decodeURIComponent(to.split("/").at(-1) ?? "");
    const who = { UserPoolId: world.who.UserPoolId, Username };
    const user = await world.client.send(new AdminGetUserCommand(who));
    expect(user.UserAttributes).toEqual(
      expect.arrayContaining([
        { Name: "email", Value: "new@example.com" },
        { Name: "email_verified", Value: "true" },
        { Name: "name", Value: "Nora New" },
      ]),
    );
    const { Groups } = await world.client.send(new AdminListGroupsForUserCommand(who));
    expect(Groups).toMatchObject([{ GroupName: "Admins" }]);
    expect(world.console.mailbox.list()).toMatchObject([{ destination: "new@example.com" }]);
  });

  test("sends nothing when the password is handed over, and takes the one chosen", async () => {
    world = await personWorld();
    const { notice } = await invite({
      login: "new@example.com",
      delivery: "none",
      password: "Ch0sen-one!",
    });
    expect(notice?.text).toContain("no message was sent");
    expect(notice?.text).not.toContain("Ch0sen");
    expect(world.console.mailbox.count()).toBe(0);
  });

  test("an address that is taken comes back with the words of AWS", async () => {
    world = await personWorld();
    const { to, notice } = await invite({ login: "eve@example.com", delivery: "EMAIL" });
    expect(to).toBe(`/_portcullis/people/invite/${world.who.UserPoolId}`);
    expect(notice).toMatchObject({
      verdict: "no",
      text: expect.stringContaining("Nobody was invited. UsernameExistsException: "),
    });
  });

  test("asks for what the pool asks for", async () => {
    world = await personWorld();
    const page = await world.visit(`people/invite/${world.who.UserPoolId}`);
    expect(page).toContain('type="email"');
    expect(page).toContain("name, if you like");
    expect(page).toContain('name="group" value="Admins"');
    expect(page).toContain("At least 8 characters");
  });
});
