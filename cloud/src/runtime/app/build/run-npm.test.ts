import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runNpm } from "./run-npm.ts";

const root = mkdtempSync(join(tmpdir(), "run-npm-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A project with a member, and packages that `npm ci` would take away. */
function projectAbove(): { readonly kept: string; readonly folder: string } {
  const write = (path: string, content: unknown) => writeFileSync(join(root, path), JSON.stringify(content));
  mkdirSync(join(root, "node_modules", "kept"), { recursive: true });
  mkdirSync(join(root, "member", "copies", "app"), { recursive: true });
  write("package.json", { name: "above", version: "1.0.0", workspaces: ["member"] });
  write("member/package.json", { name: "member", version: "1.0.0" });
  const member = { "node_modules/member": { resolved: "member", link: true }, member: { version: "1.0.0" } };
  const packages = { "": { name: "above", version: "1.0.0", workspaces: ["member"] }, ...member };
  write("package-lock.json", { name: "above", version: "1.0.0", lockfileVersion: 3, packages });
  return { kept: join(root, "node_modules", "kept"), folder: join(root, "member", "copies", "app") };
}

test("npm in a folder without package.json touches no project above", async () => {
  const { kept, folder } = projectAbove();
  let output = "";
  const { ended } = runNpm({
    args: ["ci", "--no-audit", "--no-fund"],
    folder,
    environment: { PATH: process.env["PATH"], HOME: root },
    onOutput: (chunk) => (output += chunk),
  });
  expect(await ended).not.toBe(0);
  expect(output).toContain("npm error");
  expect(existsSync(kept)).toBe(true);
});
