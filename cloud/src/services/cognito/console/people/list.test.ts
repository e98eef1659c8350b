import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  CreateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { consoleWorld } from "../testing/console-world.ts";
import { personWorld } from "../testing/person-world.ts";
import { filterOf, readPeopleQuery, writePeopleQuery } from "./query.ts";

const LONG = `${"x".repeat(2_000)}`;
const HOSTILE = `<img src=x onerror=alert(1)>"' \u202egnp.exe\u0007`;

describe("people of a pool", () => {
  let world: Awaited<ReturnType<typeof personWorld>>;
  beforeAll(async () => {
    world = await personWorld();
    const add = (name: string, value: string) =>
      world.client.send(
        new AdminCreateUserCommand({
          UserPoolId: world.who.UserPoolId,
          Username: `${name}@example.com`,
          MessageAction: "SUPPRESS",
          UserAttributes: [
            { Name: "email", Value: `${name}@example.com` },
            { Name: "name", Value: value },
          ],
        }),
      );
    await add("hostile", HOSTILE);
    await add("long", LONG);
    await add("arab", "محمد");
    for (let index = 0; index < 26; index += 1) await add(`many-${index}`, `Many ${index}`);
    await world.client.send(new AdminAddUserToGroupCommand({ ...world.who, GroupName: "Admins" }));
  });
  afterAll(() => world.close());

  const list = (query = "") => world.visit(`people/${world.who.UserPoolId}${query}`);

  test("a page at a time, with the way on and back", async () => {
    const first = await list();
    expect(first).toContain("1–25 of 30, in order of creation");
    expect(first).not.toContain(">First</a>");
    const next = /<a href="([^"]*after=[^"]*)">Next<\/a>/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const second = await world.visit(next);
    expect(second).toContain("26–30 of 30");
    expect(second).toContain(">First</a>");
    expect(second).not.toContain(">Next</a>");
  });

  test("says groups and states, each a way on", async () => {
    const page = await list();
    expect(page).toContain(`href="/_portcullis/people/groups/${world.who.UserPoolId}/Admins"`);
    expect(page).toContain("invited, first password not changed yet");
  });

  test("searches by the beginning of one attribute, on the server", async () => {
    const page = await list("?q=host");
    expect(page).toContain("hostile@example.com");
    expect(page).not.toContain("many-1@example.com");
    expect(await list("?by=name&q=Many+1")).toContain("many-1@example.com");
  });

  test("filters by state and by group", async () => {
    expect(await list("?group=Admins")).toContain("1–1, in order of creation");
    expect(await list("?state=disabled")).toContain("Nobody of 30: Disabled.");
  });

  test("an empty list names what empties it, and the way out", async () => {
    const page = await list("?q=%22%3E%3Cb%3E");
    expect(page).toContain("Nobody of 30: E-mail begins with “&quot;&gt;&lt;b&gt;”.");
    expect(page).toContain("Remove the filter </span>");
  });

  test("CON-6 a name is text: no markup, no control character, nothing that turns its direction", async () => {
    const page = await list();
    expect(page).toContain("&lt;img src=x onerror=alert(1)&gt;&quot;&#39; \\u202egnp.exe\\u0007");
    for (const raw of ["<img", "\u202e", "\u0007"]) expect(page).not.toContain(raw);
    expect(page).toContain("<bdi>محمد</bdi>");
    expect(page).toContain(LONG);
  });

  test("a person that there is not is told by the words of AWS", async () => {
    await expect(world.visit(`people/${world.who.UserPoolId}/nobody`)).rejects.toThrow(
      "User does not exist.",
    );
  });

  test("with several pools there is a choice", async () => {
    await world.client.send(new CreateUserPoolCommand({ PoolName: "other" }));
    const page = await world.visit("people");
    expect(page).toContain("2 user pools");
    expect(page).toContain(">other<code>");
  });
});

test("without a pool, and in one without people, the next command is said", async () => {
  const world = await consoleWorld();
  expect(await world.visit("people")).toContain("No user pool is deployed.");
  const { UserPool } = await world.client.send(new CreateUserPoolCommand({ PoolName: "empty" }));
  const page = await world.visit(`people/${UserPool?.Id}`);
  expect(page).toContain("Nobody yet.");
  expect(page).toContain("npx portcullis user add you@example.com");
  await world.close();
});

describe("the query of a list", () => {
  test.each([
    ["q=ann", 'email ^= "ann"'],
    ['by=name&q=a"b\\c', 'name ^= "a\\"b\\\\c"'],
    ["by=password&q=x", 'email ^= "x"'],
    ["state=invited", 'cognito:user_status = "FORCE_CHANGE_PASSWORD"'],
    ["state=nonsense", undefined],
    ["", undefined],
  ])("%s", (query, filter) => {
    expect(filterOf(readPeopleQuery(new URLSearchParams(query)))).toBe(filter);
  });

  test("stands in the address as it came", () => {
    const text = "by=name&q=Eve&after=abc&from=25";
    expect(writePeopleQuery(readPeopleQuery(new URLSearchParams(text))).toString()).toBe(text);
    expect(writePeopleQuery(readPeopleQuery(new URLSearchParams("from=-3&q="))).toString()).toBe("");
  });
});
