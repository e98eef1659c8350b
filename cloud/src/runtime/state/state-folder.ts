import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../core/errors.ts";
import { wrongKey } from "./key-check.ts";

/** The folder that holds everything a cloud keeps: readable by its owner only [DOOR-4]. */
export interface StateFolder {
  readonly path: string;
  readonly databaseFile: string;
  /** 32 bytes from which every sealing key is derived. */
  readonly masterKey: Buffer;
}

const KEY_BYTES = 32;
const DATABASE = "cloud.db";

export function openStateFolder(path: string): StateFolder {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  // DOOR-4: one that was there already, too.
  chmodSync(path, 0o700);
  return { path, databaseFile: join(path, DATABASE), masterKey: masterKeyIn(path) };
}

function masterKeyIn(path: string): Buffer {
  const file = join(path, "key");
  const known = readIfThere(file);
  if (known !== undefined) {
    if (known.length === KEY_BYTES) return known;
    throw new UserError(
      `The key file ${file} is damaged: what it sealed cannot be opened any more.`,
      "npx portcullis reset",
    );
  }
  if (existsSync(join(path, DATABASE))) throw wrongKey(path, "is gone: it was the key");
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
