import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, extname, join, normalize, sep } from "node:path";
import { type UnzipFileInfo, unzipSync } from "fflate";
import { UserError } from "../../../core/errors.ts";
import { UNZIPPED_LIMIT_BYTES } from "../../../services/lambda/shared/constants.ts";
import type { BuildJob } from "./builder.ts";

/** Takes a folder, a zip archive or a single file as it is: `sam package` makes an archive of each. */
export async function takeAsItIs(job: BuildJob): Promise<void> {
  if (statSync(job.sourceFolder).isDirectory()) {
    cpSync(job.sourceFolder, job.outputFolder, { recursive: true });
    return;
  }
  if (!ARCHIVE_ENDINGS.has(extname(job.sourceFolder).toLowerCase())) {
    copyFileSync(job.sourceFolder, join(job.outputFolder, basename(job.sourceFolder)));
    return;
  }
  for (const [name, bytes] of Object.entries(filesIn(job))) {
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

const ARCHIVE_ENDINGS: ReadonlySet<string> = new Set([".jar", ".war", ".zip"]);

/** LAM-6: nothing is unpacked beyond what a function may have; an entry never holds more than it declares. */
function filesIn({ logicalId, sourceFolder }: BuildJob) {
  let declared = 0;
  const filter = ({ originalSize }: UnzipFileInfo): boolean => {
    declared += originalSize;
    return declared <= UNZIPPED_LIMIT_BYTES;
  };
  const files = unzipped(readFileSync(sourceFolder), filter);
  if (files === undefined) throw new UserError(`${logicalId}: ${sourceFolder} is no zip archive.`);
  if (declared > UNZIPPED_LIMIT_BYTES) {
    throw new UserError(
      `${logicalId}: what ${sourceFolder} unpacks to must be smaller than ${UNZIPPED_LIMIT_BYTES} bytes.`,
    );
  }
  return files;
}

function unzipped(bytes: Uint8Array, filter: (file: UnzipFileInfo) => boolean) {
  try {
    return unzipSync(bytes, { filter });
  } catch {
    return undefined;
  }
}

/** Copies what of a source folder is code, over what lies in the package already. */
export function copyCode({ sourceFolder, outputFolder }: BuildJob, isCode: (path: string) => boolean): void {
  // A project that is its own code has what is built of it inside.
  const isBuild = (path: string) => outputFolder === path || outputFolder.startsWith(path + sep);
  for (const name of readdirSync(sourceFolder)) {
    const filter = (path: string) => isCode(path) && !isBuild(path);
    cpSync(join(sourceFolder, name), join(outputFolder, name), { recursive: true, filter });
  }
}
