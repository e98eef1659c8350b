import { expect, test } from "vitest";
import type { Cell, Verdict } from "../matrix.ts";
import { holder } from "../testing/deployment.ts";
import type { PrincipalColumn } from "./principals.ts";
import { summaryOf } from "./summary.ts";

const column = (key: string, principal: PrincipalColumn["principal"]): PrincipalColumn => ({
  column: { key, kind: "people", title: key, about: "" },
  principal,
});
const COLUMNS = [
  column("anonymous", { kind: "anonymous" }),
  column("signed-in", holder()),
  column("group:Admins", holder({ group: "Admins" })),
  column("id-token", holder({ use: "id", scopes: [] })),
];
const cell = (verdict: Verdict, sentence = ""): Cell => ({ verdict, reason: "condition", sentence });
const no = cell("no");
const near = cell("only-if", "over TLS");

test.each([
  ["nobody", {}, "Nobody."],
  [
    "an ID token under a condition",
    { "id-token": near },
    "Everybody who is signed in, with an ID token, but only if over TLS.",
  ],
  [
    "two conditions",
    { "group:Admins": near, "id-token": cell("only-if", "not far") },
    "Only people in the group Admins, with an access token, but only if over TLS; everybody who is signed in, with an ID token, but only if not far.",
  ],
  [
    "a condition for everybody, signed in or not",
    { anonymous: near, "signed-in": near, "id-token": near },
    "Everybody, but only if over TLS.",
  ],
])("ACCESS-4 the summary of a row that lets in %s", (_who, some, summary) => {
  const cells = Object.fromEntries(COLUMNS.map(({ column: { key } }) => [key, no]));
  expect(summaryOf(COLUMNS, { ...cells, ...some })).toBe(summary);
});
