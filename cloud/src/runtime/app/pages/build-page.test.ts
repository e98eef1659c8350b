import { describe, expect, test } from "vitest";
import { sourceHash } from "../policy/page-policy.ts";
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

  test.each([
    ["installing", ["now", "later"]],
    ["building", ["done", "now"]],
    ["waiting", ["later", "later"]],
  ] as const)(
    "%s: the steps show what is done, at work and to come; the output is folded",
    (step, places) => {
      const { html } = page({ kind: "working", step, log: ["npm warn ERESOLVE overriding peer dependency"] });
      expect([...html.matchAll(/<li class="(\w+)"/g)].map(([, place]) => place)).toEqual(places);
      expect(html).toContain('<details id="output"><summary>');
    },
  );

  test("a failure shows what the build printed, unfolded, and no steps", () => {
    const { html } = page({ kind: "failed", message: "Broken.", nextCommand: undefined, log: ["why"] });
    expect(html).toMatch(/<details id="output" open=""><summary>.*<pre tabindex="0">why<\/pre>/);
    expect(html).not.toContain("<li");
  });

  test("without scripts it asks again by itself", () => {
    expect(page({ kind: "unchecked" }).html).toContain('<noscript><meta http-equiv="refresh" content="5"/>');
  });

  test("a failure without a command to try gives no advice", () => {
    const { html } = page({ kind: "failed", message: "Broken.", nextCommand: undefined, log: [] });
    expect([html.includes("Broken."), html.includes("Try ")]).toEqual([true, false]);
  });
});
