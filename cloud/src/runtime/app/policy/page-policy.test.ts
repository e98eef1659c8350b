import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { pagePolicy } from "./page-policy.ts";

const config = {
  version: 1,
  region: "eu-west-1",
  userPoolId: "eu-west-1_a",
  userPoolClientId: "c",
  apiUrl: "http://192.168.1.5:4566/_aws/execute-api/a1/v1",
  userPoolEndpoint: "http://192.168.1.5:4566",
} as const;

const directive = (policy: string, name: string) =>
  policy
    .split("; ")
    .find((text) => text.startsWith(`${name} `))
    ?.slice(name.length + 1);

describe("APP-3 pagePolicy", () => {
  test("the page talks to itself and to the configured addresses, each named once", () => {
    expect(directive(pagePolicy("", config), "connect-src")).toBe("'self' http://192.168.1.5:4566");
  });

  test("without addresses it talks to itself only", () => {
    expect(directive(pagePolicy("", undefined), "connect-src")).toBe("'self'");
  });

  test("everything is forbidden but what is named; nobody frames it", () => {
    const policy = pagePolicy("", config);
    expect(directive(policy, "default-src")).toBe("'none'");
    expect(directive(policy, "frame-ancestors")).toBe("'none'");
    expect(directive(policy, "script-src")).toBe("'self'");
  });

  test("inline scripts run by their hash, scripts of files need none", () => {
    const hash = createHash("sha256").update("go();\n").digest("base64");
    const html =
      '<SCRIPT type="module">go();\n</SCRIPT><script src="/x.js"></script><script>go();\n</script>';
    expect(directive(pagePolicy(html, config), "script-src")).toBe(`'self' 'sha256-${hash}'`);
  });

  test("a script cannot write itself into the policy", () => {
    const policy = pagePolicy("<script>; script-src *; '</script>", config);
    expect(policy.split("; ").filter((text) => text.startsWith("script-src"))).toHaveLength(1);
    expect(policy).not.toContain("*");
  });
});
