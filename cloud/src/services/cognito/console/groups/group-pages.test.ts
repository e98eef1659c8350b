import { GetGroupCommand, ListUsersInGroupCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { personWorld } from "../testing/person-world.ts";

let world: Awaited<ReturnType<typeof personWorld>>;
beforeEach(async () => {
  world = await personWorld();
});
afterEach(() => world.close());

const at = (rest = "") => `people/groups/${world.who.UserPoolId}${rest}`;
const group = (GroupName: string) =>
  world.client.send(new GetGroupCommand({ UserPoolId: world.who.UserPoolId, GroupName }));
const members = async (GroupName: string) => {
  const { Users = [] } = await world.client.send(
    new ListUsersInGroupCommand({ UserPoolId: world.who.UserPoolId, GroupName }),
  );
  return Users.map(({ Username }) => Username);
};

describe("groups", () => {
  test("are listed with what they are for", async () => {
    const page = await world.visit(at());
    expect(page).toContain(`href="/_portcullis/${at("/Admins")}"`);
  });

  test("a new one has what was said of it, and a name that is text", async () => {
    const name = 'A<b>"&/?';
    const { to } = await world.submit(at(), {
      name,
      description: "for all",
      precedence: "7",
      role: "arn:aws:iam::123456789012:role/reader",
    });
    expect((await group(name)).Group).toMatchObject({
      Description: "for all",
      Precedence: 7,
      RoleArn: "arn:aws:iam::123456789012:role/reader",
    });
    const page = await world.visit(to);
    expect(page).toContain("<h1>A&lt;b&gt;&quot;&amp;/?</h1>");
    expect(page).toContain("Nobody is in it.");
  });

  test("one that exists is not made again", async () => {
    const { notice } = await world.submit(at(), { name: "Admins" });
    expect(notice).toMatchObject({ verdict: "no", text: expect.stringMatching(/^GroupExistsException: /) });
  });

  test("takes people in by what they sign in with, and out; each can be undone", async () => {
    const added = await world.submit(at("/Admins/add"), { username: "eve@example.com" });
    expect(added.notice?.text).toBe("eve@example.com is in Admins.");
    expect(await members("Admins")).toEqual([world.who.Username]);
    expect(await world.visit(at("/Admins"))).toContain("Eve Example");
    await world.submit(added.notice?.undo?.action ?? "", added.notice?.undo?.fields);
    expect(await members("Admins")).toEqual([]);
    const unknown = await world.submit(at("/Admins/add"), { username: "nobody@example.com" });
    expect(unknown.notice?.text).toMatch(/^UserNotFoundException: /);
  });

  test("settings are changed; what UpdateGroup cannot take away is said", async () => {
    await world.submit(at("/Admins/change"), { description: "those who decide", precedence: "2" });
    expect((await group("Admins")).Group).toMatchObject({ Description: "those who decide", Precedence: 2 });
    const { notice } = await world.submit(at("/Admins/change"), { precedence: "3" });
    expect(notice).toEqual({
      verdict: "no",
      text: "Not saved: UpdateGroup can change Description, not take it away.",
    });
    expect((await group("Admins")).Group?.Precedence).toBe(2);
  });

  test("CON-8 is deleted only when its name is typed", async () => {
    const wrong = await world.submit(at("/Admins/delete"), { name: "admins" });
    expect(wrong.notice?.verdict).toBe("no");
    await group("Admins");
    const { to } = await world.submit(at("/Admins/delete"), { name: "Admins" });
    expect(to).toBe(`/_portcullis/${at()}`);
    await expect(group("Admins")).rejects.toThrow("Group not found");
  });
});
