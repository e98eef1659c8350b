import { crc32, inflateRawSync } from "node:zlib";

export interface ZipEntry {
  /** Path with forward slashes; ends with a slash for folders. */
  readonly name: string;
  /** POSIX mode bits; 0 when the archive was not made on a POSIX system. */
  readonly mode: number;
  readonly size: number;
  read(): Buffer;
}

/** The archive is broken, encrypted, or of a kind that is not read here. */
export class BadZipError extends Error {}

const END_SIGNATURE = 0x06054b50;
const CENTRAL_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const COMMENT_LIMIT = 65_535;
const ENCRYPTED = 1;
const STORED = 0;
const DEFLATED = 8;
const MADE_ON_POSIX = 3;

/**
 * Entries of a zip archive, from its central directory. Sizes are those declared; `read` throws
 * when the content is not exactly as large or has another checksum.
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function readZip(archive: Buffer): ZipEntry[] {
  try {
    return readCentralDirectory(archive);
  } catch (error) {
    if (error instanceof RangeError) throw new BadZipError("The archive is cut off.");
    throw error;
  }
}

function readCentralDirectory(archive: Buffer): ZipEntry[] {
  const end = findEnd(archive);
  const count = archive.readUInt16LE(end + 10);
  let offset = archive.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (archive.readUInt32LE(offset) !== CENTRAL_SIGNATURE) throw new BadZipError("Bad central directory.");
    entries.push(readEntry(archive, offset));
    offset +=
      CENTRAL_BYTES +
      archive.readUInt16LE(offset + 28) +
      archive.readUInt16LE(offset + 30) +
      archive.readUInt16LE(offset + 32);
  }
  return entries;
}

function findEnd(archive: Buffer): number {
  const lowest = Math.max(0, archive.length - END_BYTES - COMMENT_LIMIT);
  for (let offset = archive.length - END_BYTES; offset >= lowest; offset -= 1) {
    if (archive.readUInt32LE(offset) === END_SIGNATURE) return offset;
  }
  throw new BadZipError("Not a zip archive.");
}

function readEntry(archive: Buffer, offset: number): ZipEntry {
  const madeOn = archive.readUInt8(offset + 5);
  const nameStart = offset + CENTRAL_BYTES;
  const size = archive.readUInt32LE(offset + 24);
  const entry = {
    flags: archive.readUInt16LE(offset + 8),
    method: archive.readUInt16LE(offset + 10),
    checksum: archive.readUInt32LE(offset + 16),
    packedSize: archive.readUInt32LE(offset + 20),
    size,
    local: archive.readUInt32LE(offset + 42),
  };
  return {
    name: archive.toString("utf8", nameStart, nameStart + archive.readUInt16LE(offset + 28)),
    mode: madeOn === MADE_ON_POSIX ? archive.readUInt16LE(offset + 40) : 0,
    size,
    read: () => readContent(archive, entry),
  };
}

interface Located {
  readonly flags: number;
  readonly method: number;
  /** CRC-32 of the content. */
  readonly checksum: number;
  readonly packedSize: number;
  readonly size: number;
  readonly local: number;
}

function readContent(archive: Buffer, located: Located): Buffer {
  const { flags, method, packedSize, size, local } = located;
  if ((flags & ENCRYPTED) !== 0) throw new BadZipError("The archive is encrypted.");
  if (local + LOCAL_BYTES > archive.length || archive.readUInt32LE(local) !== LOCAL_SIGNATURE) {
    throw new BadZipError("Bad local header.");
  }
  const start = local + LOCAL_BYTES + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(start, start + packedSize);
  const content = unpack(packed, method, size);
  if (packed.length !== packedSize || content.length !== size) throw new BadZipError("A size is wrong.");
  if (crc32(content) !== located.checksum) throw new BadZipError("A checksum is wrong.");
  return content;
}

function unpack(packed: Buffer, method: number, size: number): Buffer {
  if (method === STORED) return packed;
  if (method !== DEFLATED) throw new BadZipError(`Unknown compression method ${method}.`);
  if (size === 0) return Buffer.alloc(0);
  try {
    // Never more than declared: a bomb ends here.
    return inflateRawSync(packed, { maxOutputLength: size });
  } catch {
    throw new BadZipError("Broken compressed data.");
  }
}
