import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { chmod, mkdir, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PACKAGE_LIMIT_BYTES, UNZIPPED_LIMIT_BYTES } from "../shared/constants.ts";
import { invalidParameter, requestEntityTooLarge } from "../shared/errors.ts";
import { layOver, mergedKey } from "./merged-folder.ts";
import { makeFoldersReadOnly, removeTree } from "./read-only-tree.ts";
import { BadZipError, readZip, type ZipEntry } from "./zip-reader.ts";

export interface StoredCode {
  /** Base64. */
  readonly codeSha256: string;
  /** Bytes of the zip. */
  readonly codeSize: number;
}

/** Unpacked packages, one folder per content, shared by all functions that have it. */
export interface CodeStore {
  /** Unpacks `zip` unless that was done before. Throws the AwsErrors of CreateFunction. */
  save(zip: Buffer): Promise<StoredCode>;
  /** Folder of the code with this base64 SHA-256. */
  folderOf(codeSha256: string): string;
  /** Bytes of the files of an unpacked package. */
  unpackedBytes(codeSha256: string): number;
  /** Names of the files directly in a folder of an unpacked package; none where there is no such folder. */
  filesIn(codeSha256: string, folder: string): string[];
  /** Lays unpacked packages over each other, later ones over earlier ones, unless that was done before. */
  merge(codeSha256s: readonly string[]): Promise<void>;
  /** Folder of what `merge` made of these; undefined for none. */
  mergedFolderOf(codeSha256s: readonly string[]): string | undefined;
  /** Removes every folder that none of `used` (base64 SHA-256) needs. */
  removeUnused(used: ReadonlySet<string>): Promise<void>;
}

const COULD_NOT_UNZIP = "Could not unzip uploaded file. Please check your file, then try to upload again.";
const TYPE_MASK = 0o170_000;
const SYMBOLIC_LINK = 0o120_000;
const TEMPORARY_PREFIX = ".unpacking-";

/** @param directory is made when missing */
export function createCodeStore(directory: string): CodeStore {
  mkdirSync(directory, { recursive: true });
  // Ends Node's search for the nearest package.json: on AWS nothing lies above the code either.
  const boundary = join(directory, "package.json");
  if (!existsSync(boundary)) writeFileSync(boundary, "{}\n");
  const folderOf = (codeSha256: string): string =>
    join(directory, Buffer.from(codeSha256, "base64").toString("hex"));
  const mergedFolderOf = (codeSha256s: readonly string[]): string | undefined => {
    const [first, ...others] = codeSha256s;
    return first === undefined ? undefined : folderOf(mergedKey([first, ...others]));
  };
  const sizes = new Map<string, number>();
  return {
    folderOf,
    mergedFolderOf,
    unpackedBytes: (codeSha256) => {
      const known = sizes.get(codeSha256) ?? bytesBelow(folderOf(codeSha256));
      sizes.set(codeSha256, known);
      return known;
    },
    filesIn: (codeSha256, name) => namesOfFiles(join(folderOf(codeSha256), name)),
    merge: async (codeSha256s) => {
      const folder = mergedFolderOf(codeSha256s);
      if (folder === undefined || existsSync(folder)) return;
      await appear(directory, folder, (temporary) => layOver(temporary, codeSha256s.map(folderOf)));
    },
    save: async (zip) => {
      if (zip.length > PACKAGE_LIMIT_BYTES) throw requestEntityTooLarge(PACKAGE_LIMIT_BYTES);
      const codeSha256 = createHash("sha256").update(zip).digest("base64");
      const folder = folderOf(codeSha256);
      if (!existsSync(folder)) await unpack(zip, directory, folder);
      return { codeSha256, codeSize: zip.length };
    },
    removeUnused: async (used) => {
      const kept = new Set([...used].map(folderOf));
      for (const name of readdirSync(directory)) {
        const path = join(directory, name);
        if (path !== boundary && !kept.has(path)) await removeTree(path);
      }
    },
  };
}

async function unpack(zip: Buffer, directory: string, folder: string): Promise<void> {
  const entries = checkedEntries(zip);
  try {
    await appear(directory, folder, async (temporary) => {
      for (const entry of entries) await writeEntry(temporary, entry);
    });
  } catch (error) {
    if (error instanceof BadZipError || isUnwritableName(error)) throw invalidParameter(COULD_NOT_UNZIP);
    throw error;
  }
}

/** Makes a folder that is there complete or not at all, and that nobody writes into. */
async function appear(
  directory: string,
  folder: string,
  fill: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = join(directory, `${TEMPORARY_PREFIX}${randomUUID()}`);
  await mkdir(temporary);
  try {
    await fill(temporary);
    // LAM-15: functions of one package share its folder, so none can write into it.
    await makeFoldersReadOnly(temporary);
    await rename(temporary, folder);
  } catch (error) {
    await removeTree(temporary);
    // Somebody else has made the same meanwhile.
    if (!existsSync(folder)) throw error;
  }
}

/** Names that no file system takes together, or at all: `a` and `a/b`, `.`, a name of more than 255 bytes. */
const UNWRITABLE: ReadonlySet<string> = new Set(["EEXIST", "EINVAL", "EISDIR", "ENAMETOOLONG", "ENOTDIR"]);

function isUnwritableName(error: unknown): boolean {
  return error instanceof Error && "code" in error && UNWRITABLE.has(String(error.code));
}

function checkedEntries(zip: Buffer): ZipEntry[] {
  const entries = listEntries(zip);
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  // LAM-6: what a package unpacks to is bounded before anything is written.
  if (total > UNZIPPED_LIMIT_BYTES) {
    throw invalidParameter(`Unzipped size must be smaller than ${UNZIPPED_LIMIT_BYTES} bytes`);
  }
  if (entries.length === 0) throw invalidParameter("Uploaded file must be a non-empty zip");
  for (const { name, mode } of entries) {
    // LAM-5: no entry leaves the folder.
    if (!isInside(name)) throw invalidParameter(COULD_NOT_UNZIP);
    if ((mode & TYPE_MASK) === SYMBOLIC_LINK) {
      throw invalidParameter(
        `The package holds a symbolic link (${name}): not supported by Portcullis. See docs/gaps.md.`,
      );
    }
  }
  // The last of several entries with one name counts, as with `unzip`.
  return [...new Map(entries.map((entry) => [entry.name, entry])).values()];
}

function listEntries(zip: Buffer): ZipEntry[] {
  try {
    return readZip(zip);
  } catch (error) {
    if (error instanceof BadZipError) throw invalidParameter(COULD_NOT_UNZIP);
    throw error;
  }
}

function isInside(name: string): boolean {
  if (name === "" || name.startsWith("/") || name.includes("\\") || name.includes("\0")) return false;
  return !name.split("/").includes("..");
}

async function writeEntry(root: string, entry: ZipEntry): Promise<void> {
  const path = join(root, entry.name);
  if (entry.name.endsWith("/")) {
    await mkdir(path, { recursive: true });
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, entry.read());
  await chmod(path, (entry.mode & 0o111) === 0 ? 0o444 : 0o555);
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).reduce(
    (sum, entry) => sum + (entry.isFile() ? statSync(join(entry.parentPath, entry.name)).size : 0),
    0,
  );
}

function namesOfFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [entry.name] : [],
  );
}
