import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../core/errors.ts";
import { makeFolder } from "../../store/make-folder.ts";
import { wrongKey } from "./key-check.ts";

/** The folder that holds everything a cloud keeps: readable by its owner only [DOOR-4]. */
export interface StateFolder {
  readonly path: string;
  readonly databaseFile: string;
  /** 32 bytes from which every sealing key is derived. */
  readonly masterKey: Buffer;
}

const KEY_BYTES = 32;
export const DATABASE = "cloud.db";
export const KEY = "key";
/** What the cloud keeps in the folder, and whether it is a folder. */
const LAYOUT: readonly (readonly [name: string, isFolder: boolean])[] = [
  ...["build", "functions", "logs", "objects", "tls", "tmp"].map((name) => [name, true] as const),
  ...[KEY, DATABASE, "credentials", "dynamodb.sqlite", "running.json"].map((name) => [name, false] as const),
];
/** Of folders such as `/tmp`. */
const STICKY = 0o1000;
/** What a folder holds that somebody works in. */
const WORK = [".git", "package.json", "template.yaml", "template.yml", "samconfig.toml", ".ssh", ".bashrc"];

/**
 * Makes the folder, or takes the one that is there.
 * @throws UserError for a folder that somebody works in; errors of the file system as they come
 */
export function openStateFolder(path: string): StateFolder {
  makeFolder(path, 0o700);
  assertNobodyWorksIn(path);
  assertLayout(path);
  // DOOR-4: one that was there already, too.
  chmodSync(path, 0o700);
  keepOutOfGit(path);
  return { path, databaseFile: join(path, DATABASE), masterKey: masterKeyIn(path) };
}

/** DOOR-30: keys, people and messages of a machine are not committed with the project that the folder lies in. */
export function keepOutOfGit(path: string): void {
  const file = join(path, ".gitignore");
  if (!existsSync(file)) writeFileSync(file, "# What a local cloud keeps, its keys among it.\n*\n");
}

/** DOOR-25: a folder that somebody works in is not closed to others, and `reset` does not delete it. */
function assertNobodyWorksIn(path: string): void {
  if ([KEY, DATABASE].some((name) => existsSync(join(path, name)))) return;
  const isShared = (statSync(path).mode & STICKY) !== 0;
  const work = isShared ? "files of all users" : WORK.find((name) => existsSync(join(path, name)));
  if (work === undefined) return;
  throw new UserError(
    `${path} is no state folder: somebody works in it (it has ${work}). A cloud takes a folder of its own.`,
    "npx portcullis up --state <folder>",
  );
}

/**
 * DOOR-28: what is a file where the cloud keeps a folder, or the other way round, would only fail whoever
 * uses it, long after the start.
 */
function assertLayout(path: string): void {
  for (const [name, isFolder] of LAYOUT) {
    const there = statSync(join(path, name), { throwIfNoEntry: false });
    if (there === undefined || there.isDirectory() === isFolder) continue;
    const [is, wanted] = isFolder ? ["no folder", "a folder"] : ["no file", "a file"];
    throw new UserError(
      `${join(path, name)} is ${is}, and a cloud keeps ${wanted} there: put back what was there, or move it away.`,
      "npx portcullis up --state <folder>",
    );
  }
}

function masterKeyIn(path: string): Buffer {
  const file = join(path, KEY);
  const known = readIfThere(file);
  const isBegun = known?.length === 0 && !existsSync(join(path, DATABASE));
  if (known !== undefined && !isBegun) {
    if (known.length === KEY_BYTES) return known;
    throw new UserError(
      `The key file ${file} is damaged: what it sealed cannot be opened any more.`,
      "npx portcullis reset",
    );
  }
  if (existsSync(join(path, DATABASE))) throw wrongKey(path, "is gone: it was the key");
  // A disk that was full kept the name of the file and no byte of it.
  if (isBegun) rmSync(file);
  const key = randomBytes(KEY_BYTES);
  writeFileSync(file, key, { mode: 0o600, flag: "wx" });
  return key;
}

/** Below a file there is no file either. */
const NOT_THERE = new Set(["ENOENT", "ENOTDIR"]);

export function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    if (NOT_THERE.has(code)) return undefined;
    throw error;
  }
}
