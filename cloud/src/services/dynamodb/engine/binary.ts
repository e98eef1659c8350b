import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { AwsError } from "../../../core/errors.ts";

/** With which this cloud is tested; `cloud/package.json` pins it where npm installs it by itself. */
const VERSION = "1.2.1";

/**
 * The engine's program: one npm package a platform. Looked for beside this package, then in the project.
 * @returns undefined where it is not installed
 */
export function findEngineBinary(
  machine: string = machineName(),
  from: readonly string[] = [import.meta.url, pathToFileURL(join(process.cwd(), "package.json")).href],
): string | undefined {
  for (const place of from) {
    const file = binaryBelow(place, machine);
    if (file !== undefined) return file;
  }
  return undefined;
}

function binaryBelow(place: string, machine: string): string | undefined {
  try {
    const folder = dirname(createRequire(place).resolve(`@dynoxide/${machine}/package.json`));
    return ["dynoxide", "dynoxide.exe"].map((name) => join(folder, name)).find((file) => existsSync(file));
  } catch {
    return undefined;
  }
}

/** As npm packages name it: `linux-x64`. */
function machineName(): string {
  return `${process.platform}-${process.arch}`;
}

/** One sentence, one command. */
export function engineMissing(machine: string = machineName()): AwsError {
  return new AwsError(
    "UnsupportedOperationException",
    `DynamoDB needs its engine, which is not installed for ${machine}: npm install @dynoxide/${machine}@${VERSION}`,
  );
}
