import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AwsError } from "../../core/errors.ts";
import { importingStacks } from "./importing-stacks.ts";
import { type FakeAws, openFakeAws } from "./testing/fake-aws.ts";

type Answer = readonly [status: number, text: string];

let fake: FakeAws;
let answer: (asked: URLSearchParams) => Answer;

beforeEach(async () => {
  fake = await openFakeAws(({ body }) => {
    const [status, text] = answer(new URLSearchParams(body));
    return { status, text };
  });
});
afterEach(() => fake.close());

const exported = (stack: string, name: string) =>
  `<member><ExportingStackId>arn:aws:cloudformation:eu-west-1:1:stack/${stack}/uuid</ExportingStackId><Name>${name}</Name></member>`;
const page = (exports: string, token = ""): Answer => [
  200,
  `<R><ListExportsResult><Exports>${exports}</Exports>${token}</ListExportsResult></R>`,
];
const imports = (...stacks: string[]): Answer => [
  200,
  `<R><ListImportsResult><Imports>${stacks.map((name) => `<member>${name}</member>`).join("")}</Imports></ListImportsResult></R>`,
];
const refused = (code: string, message: string): Answer => [
  400,
  `<ErrorResponse><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
];

describe("importingStacks", () => {
  test("asks who imports the exports of that stack, on every page, and of no other", async () => {
    const asked: (string | null)[] = [];
    answer = (form) => {
      if (form.get("Action") === "ListExports") {
        return form.get("NextToken") === null
          ? page(exported("home", "a") + exported("home-2", "b"), "<NextToken>t</NextToken>")
          : page(exported("home", "c"));
      }
      asked.push(form.get("ExportName"));
      return imports("api", `of-${form.get("ExportName")}`);
    };
    expect([...(await importingStacks(fake.aws, "home"))]).toEqual(["api", "of-a", "of-c"]);
    expect(asked).toEqual(["a", "c"]);
  });

  test("an export that nobody imports counts for nothing", async () => {
    answer = (form) =>
      form.get("Action") === "ListExports"
        ? page(exported("home", "a"))
        : refused("ValidationError", "Export 'a' is not imported by any stack.");
    expect((await importingStacks(fake.aws, "home")).size).toBe(0);
  });

  test("any other refusal is told", async () => {
    answer = (form) =>
      form.get("Action") === "ListExports"
        ? page(exported("home", "a"))
        : refused("AccessDenied", "User x is not authorized");
    await expect(importingStacks(fake.aws, "home")).rejects.toThrow(AwsError);
  });
});
