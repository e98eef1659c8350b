import { describe, expect, test } from "vitest";
import { sourceHash } from "../site/page-policy.ts";
import { buildPage } from "./build-page.tsx";

const page = (state: Parameters<typeof buildPage>[0]) => {
  const { headers, body } = buildPage(state);
  return { policy: String(headers["Content-Security-Policy"]), html: String(body) };
};

describe("buildPage", () => {
  test("what the build prints is text, whatever it prints", () => {
    const { html } = page({ kind: "working", step: "building", log: ["</pre><script>alert(1)</script>"] });
    expect(html).not.toContain("<script>alert(1)");
    expect(html).toContain("&lt;/pre&gt;&lt;script&gt;alert(1)");
  });

  test("the script and the styles that are in it are those its policy allows, and no others", () => {
    const { html, policy } = page({ kind: "unchecked" });
    const [script = ""] = /(?<=<script[^>]*>)[\s\S]*?(?=<\/script>)/.exec(html) ?? [];
    const [styles = ""] = /(?<=<style[^>]*>)[\s\S]*?(?=<\/style>)/.exec(html) ?? [];
    expect(policy).toContain(`script-src ${sourceHash(script)};`);
    expect(policy).toContain(`style-src ${sourceHash(styles)};`);
  });

  test("without scripts it asks again by itself", () => {
    expect(page({ kind: "unchecked" }).html).toContain('<noscript><meta http-equiv="refresh" content="5"/>');
  });

  test("a failure without a command to try gives no advice", () => {
    const { html } = page({ kind: "failed", message: "Broken.", nextCommand: undefined, log: [] });
    expect([html.includes("Broken."), html.includes("Try ")]).toEqual([true, false]);
  });
});
