import { chmodSync, cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { unzipSync } from "fflate";
import { UserError } from "../../../core/errors.ts";
import type { BuildJob } from "./builder.ts";

/** Takes a folder, or a zip archive, as it is. */
export async function takeAsItIs(job: BuildJob): Promise<void> {
  if (statSync(job.sourceFolder).isDirectory()) {
    cpSync(job.sourceFolder, job.outputFolder, { recursive: true });
    return;
  }
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(job.sourceFolder)))) {
    const path = normalize(name);
    if (path.startsWith("..") || path.startsWith("/")) {
      throw new UserError(
        `${job.logicalId}: the archive holds ${JSON.stringify(name)}, which lies outside of it.`,
      );
    }
    if (name.endsWith("/")) continue;
    const target = join(job.outputFolder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
    if (path === "bootstrap") chmodSync(target, 0o755);
  }
}
