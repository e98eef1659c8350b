import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BuildJob } from "./builder.ts";
import { installPackages, needsPackages } from "./npm-builder.ts";

/** What decides which packages npm installs. */
const MANIFESTS = ["package.json", "package-lock.json", ".npmrc"] as const;

/**
 * The `node_modules` with the packages that the function's `package.json` names, installed once for what it
 * says, outside of the source; undefined when it names none.
 * @throws UserError with npm's own words
 */
export async function keptPackages(job: BuildJob): Promise<string | undefined> {
  if (!needsPackages(job)) return undefined;
  const { logicalId, sourceFolder, tools } = job;
  const manifests = MANIFESTS.filter((name) => existsSync(join(sourceFolder, name))).map(
    (name): readonly [string, Buffer] => [name, readFileSync(join(sourceFolder, name))],
  );
  const kept = join(tools.cacheFolder, `npm-${hashOf(manifests)}`);
  if (!existsSync(kept)) {
    tools.onStep(`${logicalId}: installing the packages of its package.json with npm`);
    mkdirSync(tools.cacheFolder, { recursive: true });
    const made = mkdtempSync(join(tools.cacheFolder, ".npm-"));
    try {
      for (const [name, content] of manifests) writeFileSync(join(made, name), content);
      await installPackages(logicalId, made);
      renameSync(made, kept);
    } finally {
      rmSync(made, { recursive: true, force: true });
    }
  }
  return join(kept, "node_modules");
}

function hashOf(manifests: readonly (readonly [string, Buffer])[]): string {
  const hash = createHash("sha256");
  for (const [name, content] of manifests) hash.update(`${name}\n${content.length}\n`).update(content);
  return hash.digest("hex").slice(0, 16);
}
