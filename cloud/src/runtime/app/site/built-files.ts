import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { filesBelow } from "../../project/fingerprint.ts";
import type { ProjectApp } from "../../project/project-app.ts";
import { INDEX, readStamp } from "../build/stamp.ts";
import { type Content, contentOf } from "./content.ts";

/**
 * The files of one finished build. What is served is looked up among the files found below the
 * output and read from there: a request's path never becomes a path of the file system [APP-2].
 */
export interface BuiltFiles {
  /** The content of a file by its name below the output; undefined when there is none. */
  read(name: string): Promise<Content | undefined>;
  /** Reads everything into memory. */
  hold(): Promise<void>;
}

/** Hands out the newest finished build, or the one before while a new one is made. */
export interface BuiltFilesKeeper {
  current(): BuiltFiles | undefined;
  /** Keeps what is served now in memory, whatever becomes of the output. */
  hold(): Promise<void>;
  release(): void;
}

export function createBuiltFilesKeeper(app: ProjectApp): BuiltFilesKeeper {
  let opened: { readonly page: string; readonly files: BuiltFiles } | undefined;
  let held: { readonly files: BuiltFiles | undefined } | undefined;
  const current = (): BuiltFiles | undefined => {
    if (held !== undefined) return held.files;
    const page = pageOf(app);
    if (page === undefined) return undefined;
    if (opened?.page === page) return opened.files;
    if (readStamp(app)?.status === "unfinished") return undefined;
    opened = { page, files: openBuiltFiles(app.output) };
    return opened.files;
  };
  return {
    current,
    hold: async () => {
      const files = current();
      await files?.hold();
      held = { files };
    },
    release: () => {
      held = undefined;
      opened = undefined;
    },
  };
}

/** Size and time of the page: cheap enough for every request. */
function pageOf(app: ProjectApp): string | undefined {
  const stats = statSync(join(app.output, INDEX), { throwIfNoEntry: false });
  return stats?.isFile() === true ? `${stats.size}-${stats.mtimeMs}` : undefined;
}

/** Dot files and links are not part of a site; `.well-known` is where apps are tied to domains. */
function openBuiltFiles(output: string): BuiltFiles {
  const hidden = (name: string) => /(?:^|\/)\.(?!well-known(?:\/|$))[^/]*$/.test(name);
  const paths = new Map<string, string>();
  for (const { name, path } of filesBelow(output, hidden)) paths.set(name, path);
  const kept = new Map<string, Promise<Content | undefined>>();
  const read = (name: string): Promise<Content | undefined> => {
    const path = paths.get(name);
    if (path === undefined) return Promise.resolve(undefined);
    const known = kept.get(name);
    if (known !== undefined) return known;
    const content = readFile(path).then(
      (bytes) => contentOf(name, bytes),
      (error: NodeJS.ErrnoException) => {
        kept.delete(name);
        // A build by hand took it away.
        if (error.code === "ENOENT") return undefined;
        throw error;
      },
    );
    kept.set(name, content);
    return content;
  };
  return {
    read,
    hold: async () => {
      await Promise.all([...paths.keys()].map(read));
    },
  };
}
