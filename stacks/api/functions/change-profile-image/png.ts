import type { Size } from "./size.ts";

const SIGNATURE_BYTES = 8;
/** Length, type and checksum around the data of a chunk. */
const FRAME_BYTES = 12;
const HEADER_BYTES = 13;

interface Chunk {
  readonly type: string;
  readonly start: number;
  readonly length: number;
}

/**
 * Size of a PNG whose chunks run from IHDR over image data to an IEND that is the end of the file.
 * @see https://www.w3.org/TR/png-3/#5DataRep
 */
export function pngSize(bytes: Buffer): Size | undefined {
  const chunks = chunksOf(bytes);
  const header = chunks?.[0];
  const end = chunks?.at(-1);
  if (chunks === undefined || header?.type !== "IHDR" || header.length !== HEADER_BYTES) return undefined;
  if (end?.type !== "IEND" || end.length !== 0) return undefined;
  if (!chunks.some(({ type, length }) => type === "IDAT" && length > 0)) return undefined;
  return { width: bytes.readUInt32BE(header.start), height: bytes.readUInt32BE(header.start + 4) };
}

/** All chunks up to the first IEND; undefined when they do not fill the file. */
function chunksOf(bytes: Buffer): Chunk[] | undefined {
  const chunks: Chunk[] = [];
  let at = SIGNATURE_BYTES;
  while (at + FRAME_BYTES <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    chunks.push({ type, start: at + 8, length });
    at += FRAME_BYTES + length;
    if (type === "IEND") break;
  }
  return at === bytes.length ? chunks : undefined;
}
