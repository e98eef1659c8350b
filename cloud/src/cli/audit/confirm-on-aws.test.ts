import { describe, expect, test } from "vitest";
import { CATALOGUE } from "../../audit/catalogue/index.ts";
import type { AuditTarget } from "../../audit/target.ts";
import { confirmOnAws } from "./confirm-on-aws.ts";

const target = { title: "the AWS account 123456789012, eu-west-1" } as AuditTarget;
const parts = { checks: CATALOGUE, stacks: ["my-auth", "my-api"] };

async function confirm(options: Record<string, string>) {
  const lines: string[] = [];
  const result = confirmOnAws(target, parts, options, { hint: (line) => lines.push(line) });
  return {
    lines,
    error: await result.then(
      () => undefined,
      (error: Error) => error.message,
    ),
  };
}

describe("confirmOnAws", () => {
  test("AUDIT-5 says first what is going to happen, with numbers", async () => {
    const { lines } = await confirm({ confirm: "my-auth" });
    expect(lines.join("\n")).toContain("my-auth, my-api in the AWS account 123456789012");
    expect(lines.join("\n")).toMatch(/removes them \(\d+ checks\)/);
  });

  test.each([
    [{ confirm: "my-auth" }, undefined],
    [{ confirm: "my-api" }, "nothing was called"],
    [{ confirm: "" }, "nothing was called"],
    [{}, "Say so with --confirm my-auth."],
  ])("AUDIT-5 %j: %s", async (options, words) => {
    const { error } = await confirm(options as Record<string, string>);
    if (words === undefined) expect(error).toBeUndefined();
    else expect(error).toContain(words);
  });
});
