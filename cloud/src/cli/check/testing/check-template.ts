import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCheck } from "../run-check.ts";

interface Checked {
  readonly exitCode: number;
  readonly lines: readonly string[];
}

/** What `check` says of a template in a folder of its own below `root`, beside a folder of sources. */
export async function checkTemplate(
  root: string,
  name: string,
  { template, ...given }: { readonly template: string; readonly json?: boolean; readonly account?: string },
): Promise<Checked> {
  const folder = join(root, name.replaceAll(" ", "-"));
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "src", "index.js"), "exports.handler = () => {};");
  writeFileSync(join(folder, "template.yaml"), template);
  const lines: string[] = [];
  const add = (line: string) => lines.push(line);
  const context = { workingFolder: root, environment: { PATH: process.env["PATH"] }, print: add };
  const flags = { parameters: [], leaveOut: [], ...given };
  const exitCode = await runCheck([folder], flags, { ...context, printStyled: add, hint: add });
  return { exitCode, lines };
}
