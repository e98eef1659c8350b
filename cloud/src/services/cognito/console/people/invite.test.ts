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
    const password = "Ch0sen-one!";
    const fields = { login: "eve@example.com", "a.name": "Eve & Co", group: ["Admins"], delivery: "EMAIL" };
    const { to, notice } = await invite({ ...fields, password });
    expect(to).toContain(`/_portcullis/people/invite/${world.who.UserPoolId}?`);
    expect(to).not.toContain("Ch0sen");
    const form = await world.visit(to.replace("/_portcullis/", ""));
    expect(form).toContain('value="eve@example.com"');
    expect(form).toContain('value="Eve &amp; Co"');
    expect(form).toMatch(/name="group" value="Admins" checked/);
    // Nobody had said that the address is theirs.
    expect(form).toMatch(/name="verified" value="true"\/?>/);
    const again = await invite({ ...fields, verified: "true" });
    expect(await world.visit(again.to.replace("/_portcullis/", ""))).toMatch(
      /name="verified" value="true" checked/,
    );
    expect(notice).toMatchObject({
      verdict: "no",
      text: expect.stringContaining("Nobody was invited. UsernameExistsException: "),
    });
  });

  test.each([
    ["a text message without a number", { delivery: "SMS" }, "A text message needs their phone number."],
    ["a text message to a number", { delivery: "SMS", "a.phone_number": "+441632960000" }, undefined],
  ])("%s", async (_what, fields, why) => {
    world = await personWorld();
    const { notice } = await invite({ login: "new@example.com", ...fields });
    expect(notice?.text).toContain(
      why ?? "new@example.com is invited; the first password is in the mailbox.",
    );
    expect(world.console.mailbox.count()).toBe(why === undefined ? 1 : 0);
  });

  test("a mail to who has no address is not promised, and what else was filled in stays", async () => {
    world = await personWorld({
      pool: {
        UsernameAttributes: ["email", "phone_number"],
        AutoVerifiedAttributes: [],
        Schema: [{ Name: "family_name", Required: true, Mutable: true }],
      },
    });
    const { to, notice } = await invite({
      login: "+441632960000",
      "a.family_name": "Example",
      delivery: "EMAIL",
    });
    expect(notice?.text).toBe("Nobody was invited. A mail needs their e-mail address.");
    expect(await world.visit(to.replace("/_portcullis/", ""))).toContain('value="Example"');
  });

  test("asks for what the pool asks for", async () => {
    world = await personWorld();
    const page = await world.visit(`people/invite/${world.who.UserPoolId}`);
    expect(page).toContain('type="email"');
    expect(page).toContain("Name, if you like");
    expect(page).toContain('name="group" value="Admins"');
    expect(page).toContain("At least 8 characters");
  });
});
