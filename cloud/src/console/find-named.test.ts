import { expect, test } from "vitest";
import { AwsError } from "../core/errors.ts";
import type { ConsoleContext } from "../wire/console-area.ts";
import { findNamed } from "./find-named.tsx";

const eve = { Username: "1a-2b", Attributes: [{ Name: "email", Value: "eve@example.com" }] };
const evan = { Username: "evan/x", Attributes: [] };

/** Asked for what, in which words. */
const asked: [string, object][] = [];
const ANSWERS: Readonly<Record<string, (input: Record<string, string>) => unknown>> = {
  ListUserPools: () => ({ UserPools: [{ Id: "eu-west-1_a" }] }),
  ListUsers: ({ Filter = "" }) => ({
    Users: [eve, evan].filter(({ Username, Attributes: [email] }) => {
      const [, name, text = ""] = /^(\w+) \^= "(.*)"$/.exec(Filter) ?? [];
      return (name === "email" ? (email?.Value ?? "") : Username).startsWith(text);
    }),
  }),
  GetRestApis: () => ({
    item: [
      { id: "4bik", name: "doors" },
      { id: "none", name: "empty" },
    ],
  }),
  GetResources: ({ restApiId }) =>
    restApiId === "4bik"
      ? {
          item: [
            { path: "/doors/{id}", resourceMethods: { POST: {} } },
            { path: "/all", resourceMethods: { ANY: {} } },
          ],
        }
      : {},
  ListFunctions: ({ Marker }) =>
    Marker === undefined
      ? { Functions: [{ FunctionName: "shop-Opener-1X" }], NextMarker: "2" }
      : { Functions: [{ FunctionName: "shop-Closer-2Y" }] },
};
const console = {
  call: async (_service: string, operation: string, input: object) => {
    asked.push([operation, input]);
    return ANSWERS[operation]?.(input as Record<string, string>);
  },
} as unknown as ConsoleContext;

test.each([
  ["eve@example.com", "/_portcullis/people/eu-west-1_a/1a-2b"],
  ["eve@", "/_portcullis/people/eu-west-1_a/1a-2b"],
  ["evan", "/_portcullis/people/eu-west-1_a/evan%2Fx"],
  ["POST /doors/{id}", "/_portcullis/apis/4bik?route=POST+%2Fdoors%2F%7Bid%7D#try"],
  ["POST /v1/doors/{id}", "/_portcullis/apis/4bik?route=POST+%2Fdoors%2F%7Bid%7D#try"],
  ["PUT /all", "/_portcullis/apis/4bik?route=ANY+%2Fall#try"],
  ["DELETE /doors/{id}", undefined],
  ["opener", "/_portcullis/functions/shop-Opener-1X"],
  ["Closer", "/_portcullis/functions/shop-Closer-2Y"],
  ["nobody", undefined],
  ["of several words", undefined],
])("%s leads to %s", async (text, to) => {
  const answer = await findNamed(console, text);
  expect(answer).toEqual(to === undefined ? undefined : { redirect: to });
});

test("what is there several times is a list, escaped", async () => {
  const answer = await findNamed(console, "ev");
  expect(answer).toMatchObject({ view: { title: "Found" } });
  const html = String(answer !== undefined && "view" in answer ? answer.view.body : "");
  expect(html).toContain("eve@example.com");
  expect(html).toContain("/_portcullis/people/eu-west-1_a/evan%2Fx");
  expect(html).toContain("/_portcullis/trace?q=ev");
});

test.each([`eve" or email ^= "`, 'a"', "a\nb", "$(x)", "x".repeat(200)])(
  "%j is asked of no pool: its filter has quotes of its own",
  async (text) => {
    asked.length = 0;
    await findNamed(console, text);
    expect(asked.filter(([operation]) => operation === "ListUsers")).toEqual([]);
  },
);

test("what is refused is not found", async () => {
  const refusing = {
    call: () => Promise.reject(new AwsError("AccessDenied", "no")),
  } as unknown as ConsoleContext;
  expect(await findNamed(refusing, "eve")).toBeUndefined();
});
