import { describe, expect, test } from "vitest";
import { apiOf, matrixOf, roleOf, route } from "../testing/deployment.ts";
import { fold, tablesOf } from "./fold.ts";
import { markdownOf } from "./markdown.ts";
import { tellingRow } from "./telling-row.ts";
import { detailsOf, textOf } from "./text.ts";

const preflight = (path: string) =>
  route({ method: "OPTIONS", path, authorizationType: "NONE", authorizer: undefined, integration: "MOCK" });
const PARTS = {
  apis: [apiOf([route({ scopes: ["Admins-client0web0client"] }), preflight("/orders"), preflight("/x")])],
  roles: [roleOf([])],
};

describe("forms of the matrix", () => {
  test("roles that may nothing fold, and so do preflights that are alike", () => {
    const folded = fold(matrixOf(PARTS));

    expect(folded.without).toEqual(["Order"]);
    expect(folded.sections[0]?.rows.map(({ title }) => title)).toEqual([
      "GET /orders",
      "OPTIONS, 2 preflights",
    ]);
  });

  test("a role that only may what nobody may folds as well, one with a right of its own stays", () => {
    const busy = roleOf([
      { Effect: "Allow", Action: "iot:Publish", Resource: "arn:aws:iot:eu-west-1:123456789012:topic/a" },
    ]);

    expect(fold(matrixOf({ ...PARTS, roles: [busy] })).without).toEqual([]);
  });

  test("what nobody may with a thing is one line, in every form", () => {
    const arn = "arn:aws:sqs:eu-west-1:123456789012:shop-Jobs-x1";
    const sends = roleOf([{ Effect: "Allow", Action: "sqs:SendMessage", Resource: arn }]);
    const queue = { kind: "queue", arn, place: "shop/Jobs", policy: undefined } as const;
    const matrix = matrixOf({ doors: [queue], roles: [sends] });

    const [section] = fold(matrix).sections.filter(({ key }) => key === "shop/Jobs");
    expect(section?.rows.map(({ title }) => title)).toEqual(["sqs:SendMessage"]);
    expect(section?.folded).toEqual(["Nobody: sqs:ReceiveMessage."]);
    expect(textOf(matrix)).toContain("  Nobody: sqs:ReceiveMessage.");
    expect(markdownOf(matrix)).toContain("Nobody: sqs:ReceiveMessage.");
    expect(tellingRow(matrix)?.title).toBe("sqs:SendMessage");
    expect(detailsOf(matrix, "sqs:ReceiveMessage")[0]).toBe("shop/Jobs sqs:ReceiveMessage: Nobody.");
  });

  test("text: a mark a column, who may in a sentence, what is said", () => {
    const text = textOf(matrixOf(PARTS));

    expect(text.join("\n")).toMatch(
      / {2}GET \/orders +· · ✔ · {2}Only people in the group Admins, with an access token\./,
    );
    expect(text.join("\n")).toContain("said, not proved: only your own");
    expect(text).toContain("  Left out, no in every row: Order");
  });

  test("Markdown: yes is loud, and names are no markup", () => {
    const matrix = matrixOf({
      apis: [apiOf([route({ path: "/{a|b}<script>", authorizationType: "NONE", authorizer: undefined })])],
    });
    const markdown = markdownOf(matrix).join("\n");

    expect(markdown).toContain(
      "| GET /\\{a\\|b\\}\\<script\\> | **yes** | **yes** | **yes** | **yes** | Everybody, without signing in. |",
    );
  });

  test("details: every caller with the reason", () => {
    const lines = detailsOf(matrixOf(PARTS), "get /ORDERS");

    expect(lines).toContain("  · Nobody: no, no token [shop/Api]");
    expect(detailsOf(matrixOf(PARTS), "nothing like it")).toEqual([]);
  });
});

test("sentences alone make no table of their own", () => {
  const row = (title: string, fold?: "aws-managed") => ({
    key: title,
    title,
    summary: "",
    cells: Object.fromEntries(
      Array.from({ length: 14 }, (_, index) => [
        `role${index}`,
        { verdict: "yes" as const, reason: "allow" as const, sentence: "" },
      ]),
    ),
    ...(fold === undefined ? {} : { fold }),
  });
  const columns = Array.from({ length: 14 }, (_, index) => ({
    key: `role${index}`,
    kind: "roles" as const,
    title: `Role${index}`,
    about: "",
  }));
  const section = (title: string, rows: ReturnType<typeof row>[]) => ({ key: title, title, about: "", rows });
  const sections = [
    section("Topics", [row("a · Publish")]),
    section("Other operations", [row("logs:PutLogEvents", "aws-managed")]),
  ];
  const tables = tablesOf({ format: 1, columns, sections, notes: [], notShown: [] });
  expect(tables.map((table) => table.sections.map(({ title }) => title))).toEqual([
    ["Topics", "Other operations"],
  ]);
});
