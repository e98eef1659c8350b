import { describe, expect, test } from "vitest";
import { AwsError } from "../../core/errors.ts";
import type { ConsoleContext } from "../../wire/console-area.ts";
import type { Cell, Row } from "../matrix.ts";
import { membersOf } from "./members.ts";

const ANSWERS: Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => object>> = {
  DescribeStackResource: () => ({ StackResourceDetail: { PhysicalResourceId: "client-2" } }),
  ListUserPools: () => ({ UserPools: [{ Id: "pool-1" }, { Id: "pool-2" }] }),
  ListUserPoolClients: ({ UserPoolId }) => ({
    UserPoolClients: [{ ClientId: UserPoolId === "pool-2" ? "client-2" : "client-1" }],
  }),
  ListUsersInGroup: () => ({
    Users: [
      { Username: "a/b", Attributes: [{ Name: "email", Value: "eve@example.com" }] },
      { Username: "nameless" },
    ],
    NextToken: "more",
  }),
};

function consoleOf(answers = ANSWERS) {
  const asked: [string, unknown][] = [];
  const call = async (_service: string, operation: string, input: Readonly<Record<string, unknown>> = {}) => {
    asked.push([operation, input]);
    return answers[operation]?.(input) ?? {};
  };
  return { asked, console: { call } as unknown as ConsoleContext };
}

const COOKS = ["group:Cooks@shop/Client", "group:Cooks/pages@shop/Client"];

function rowOf(allowed: readonly string[]): Row {
  const columns = ["anonymous", "id-token@shop/Client", "signed-in@shop/web/Client", ...COOKS];
  const cell = (verdict: Cell["verdict"]): Cell => ({ verdict, reason: "", sentence: "" });
  const cells = columns.map((key) => [key, cell(allowed.includes(key) ? "yes" : "no")] as const);
  return { key: "r", title: "r", summary: "", cells: Object.fromEntries(cells) };
}

describe("people of the groups that a row lets in", () => {
  test("by the pool that has the client, each group once", async () => {
    const { console, asked } = consoleOf();
    expect(await membersOf(console, rowOf(COOKS))).toEqual([
      {
        group: "Cooks",
        hasMore: true,
        people: [
          { name: "eve@example.com", href: "/_portcullis/people/pool-2/a%2Fb" },
          { name: "nameless", href: "/_portcullis/people/pool-2/nameless" },
        ],
      },
    ]);
    expect(asked[0]).toEqual(["DescribeStackResource", { StackName: "shop", LogicalResourceId: "Client" }]);
    expect(asked.at(-1)).toEqual([
      "ListUsersInGroup",
      { UserPoolId: "pool-2", GroupName: "Cooks", Limit: 5 },
    ]);
  });

  test.each([
    ["nobody may", []],
    ["everybody may", ["anonymous", ...COOKS]],
    ["every ID token will do", ["id-token@shop/Client", ...COOKS]],
    ["everybody who is signed in may", ["signed-in@shop/web/Client", ...COOKS]],
  ])("nobody is asked for where %s", async (_, allowed) => {
    const { console, asked } = consoleOf();
    expect(await membersOf(console, rowOf(allowed))).toEqual([]);
    expect(asked).toEqual([]);
  });

  test("a client that no pool has says nothing of its groups", async () => {
    const { console } = consoleOf({ ...ANSWERS, ListUserPoolClients: () => ({}) });
    expect(await membersOf(console, rowOf(COOKS))).toEqual([]);
  });

  test("a stack that is gone: no names; another error is one", async () => {
    const gone = consoleOf({
      ...ANSWERS,
      DescribeStackResource: () => {
        throw new AwsError("ValidationError", "Stack does not exist", 400);
      },
    });
    expect(await membersOf(gone.console, rowOf(COOKS))).toEqual([]);
    const broken = consoleOf({
      ...ANSWERS,
      ListUserPools: () => {
        throw new TypeError("broken");
      },
    });
    await expect(membersOf(broken.console, rowOf(COOKS))).rejects.toThrow("broken");
  });
});
