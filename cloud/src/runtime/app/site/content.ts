import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { contentTypeOf } from "../../../core/content-types.ts";

export type Encoding = "br" | "gzip";

/** A file in memory, with its compressed forms once somebody asked for them. */
export interface Content {
  readonly type: string;
  readonly bytes: Buffer;
  /** Hash of the bytes. */
  readonly hash: string;
  readonly encodings: readonly Encoding[];
  /** Compressed once and kept. */
  encoded(encoding: Encoding): Promise<Buffer>;
}

/** Below this a header costs more than compression saves. */
const LEAST_BYTES = 1_024;
/** Quality 5 of brotli is smaller than gzip's best at a tenth of the time of its own best. */
const BROTLI_QUALITY = 5;

const COMPRESS: Readonly<Record<Encoding, (bytes: Buffer) => Promise<Buffer>>> = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  gzip: (bytes) => promisify(gzip)(bytes),
};

export function contentOf(name: string, bytes: Buffer): Content {
  const { type, compressible } = contentTypeOf(name);
  const made = new Map<Encoding, Promise<Buffer>>();
  return {
    type,
    bytes,
    hash: createHash("sha256").update(bytes).digest("base64url").slice(0, 27),
    encodings: compressible && bytes.length >= LEAST_BYTES ? ["br", "gzip"] : [],
    encoded: (encoding) => {
      const known = made.get(encoding);
      if (known !== undefined) return known;
      const compressed = COMPRESS[encoding](bytes);
      made.set(encoding, compressed);
      return compressed;
    },
  };
}
