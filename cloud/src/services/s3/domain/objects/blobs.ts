import { closeSync, createReadStream, fsyncSync, mkdirSync, openSync } from "node:fs";
import { type FileHandle, mkdir, open, readdir, rename, rm, unlink } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Randomness } from "../../../../core/randomness.ts";

/** Bytes kept in a file of their own. */
export interface BlobRef {
  readonly id: string;
  readonly size: number;
}

export interface ByteRange {
  readonly start: number;
  /** Last byte, included. */
  readonly end: number;
}

/** A file being written; it becomes a blob only by `commit`. */
export interface BlobWriter {
  write(bytes: Buffer): Promise<void>;
  /** Makes the bytes durable under their id. */
  commit(): Promise<BlobRef>;
  discard(): Promise<void>;
}

export interface Blobs {
  create(): Promise<BlobWriter>;
  /** The bytes of `range` across `blobs`; the files are open when this returns. */
  read(blobs: readonly BlobRef[], range: ByteRange): Readable;
  remove(blobs: readonly BlobRef[]): void;
  /** Deletes files of earlier processes that no row refers to. */
  collectOrphans(isReferenced: (id: string) => boolean): Promise<number>;
}

/**
 * Large object bodies as files under `<stateDir>/objects`: written aside, synced, renamed, so that
 * a blob is whole or absent whatever kills the process.
 */
export function createBlobs(stateDir: string, randomness: Randomness): Blobs {
  const root = join(stateDir, "objects");
  const incoming = join(root, "incoming");
  mkdirSync(incoming, { recursive: true, mode: 0o700 });
  // Files of this process are recognised by their prefix: orphan collection leaves them alone.
  const boot = randomness.bytes(6).toString("hex");
  const pathOf = (id: string): string => join(root, id.slice(-2), id);

  return {
    create: async () => {
      const id = `${boot}-${randomness.bytes(16).toString("hex")}`;
      const temporary = join(incoming, id);
      const handle = await open(temporary, "wx", 0o600);
      return blobWriter({ id, temporary, final: pathOf(id), handle });
    },
    read: (blobs, range) => readAcross(blobs, range, pathOf),
    remove: (blobs) => {
      // A file that stays behind is collected at the next start.
      for (const { id } of blobs) unlink(pathOf(id)).catch(() => undefined);
    },
    collectOrphans: async (isReferenced) => {
      let removed = 0;
      for (const folder of await readdir(root, { withFileTypes: true })) {
        if (!folder.isDirectory()) continue;
        for (const id of await readdir(join(root, folder.name))) {
          if (id.startsWith(boot) || (folder.name !== "incoming" && isReferenced(id))) continue;
          await rm(join(root, folder.name, id), { force: true });
          removed += 1;
        }
      }
      return removed;
    },
  };
}

interface OpenBlob {
  readonly id: string;
  readonly temporary: string;
  readonly final: string;
  readonly handle: FileHandle;
}

function blobWriter({ id, temporary, final, handle }: OpenBlob): BlobWriter {
  let size = 0;
  return {
    write: async (bytes) => {
      size += bytes.length;
      await handle.writeFile(bytes);
    },
    commit: async () => {
      await handle.sync();
      await handle.close();
      const folder = join(final, "..");
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await rename(temporary, final);
      syncFolder(folder);
      return { id, size };
    },
    discard: async () => {
      await handle.close().catch(() => undefined);
      await rm(temporary, { force: true });
    },
  };
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function readAcross(blobs: readonly BlobRef[], range: ByteRange, pathOf: (id: string) => string): Readable {
  const segments = segmentsOf(blobs, range);
  // Opened at once: a delete that comes a moment later does not cut the answer short.
  const streams = segments.slice(0, 1).map((segment) => openSegment(segment, pathOf));
  const [only] = streams;
  if (segments.length === 1 && only !== undefined) return only;
  return Readable.from(concatenate(segments, only, pathOf), { objectMode: false });
}

interface Segment {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

function segmentsOf(blobs: readonly BlobRef[], range: ByteRange): Segment[] {
  const segments: Segment[] = [];
  let offset = 0;
  for (const { id, size } of blobs) {
    const start = Math.max(range.start - offset, 0);
    const end = Math.min(range.end - offset, size - 1);
    if (start <= end) segments.push({ id, start, end });
    offset += size;
  }
  return segments;
}

function openSegment(segment: Segment, pathOf: (id: string) => string): Readable {
  const path = pathOf(segment.id);
  const descriptor = openSync(path, "r");
  return createReadStream(path, { fd: descriptor, start: segment.start, end: segment.end });
}

async function* concatenate(
  segments: readonly Segment[],
  first: Readable | undefined,
  pathOf: (id: string) => string,
): AsyncGenerator<Buffer> {
  for (const [index, segment] of segments.entries()) {
    const stream = index === 0 && first !== undefined ? first : openSegment(segment, pathOf);
    for await (const chunk of stream) yield chunk as Buffer;
  }
}
