/** Collects one request body; beyond its limit it goes on reading but keeps nothing. */
export interface BodyReader {
  /**
   * Takes the next bytes of the connection. Answers what is left over once the body is complete,
   * undefined while more is needed. Throws MalformedBodyError for broken chunk framing.
   */
  take(bytes: Buffer): Buffer | undefined;
  readonly tooLarge: boolean;
  body(): Buffer;
}

export class MalformedBodyError extends Error {}

const EMPTY = Buffer.alloc(0);
const CHUNK_LINE_LIMIT = 1024;

class Collected {
  readonly #limit: number;
  readonly #parts: Buffer[] = [];
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get tooLarge(): boolean {
    return this.#size > this.#limit;
  }

  add(bytes: Buffer): void {
    this.#size += bytes.length;
    if (this.tooLarge) this.#parts.length = 0;
    else this.#parts.push(bytes);
  }

  body(): Buffer {
    const [first = EMPTY] = this.#parts;
    return this.#parts.length <= 1 ? first : Buffer.concat(this.#parts);
  }
}

/** A body whose length was declared. */
export function createFixedBodyReader(length: number, limit: number): BodyReader {
  const collected = new Collected(limit);
  let missing = length;
  return {
    take: (bytes) => {
      const part = bytes.length > missing ? bytes.subarray(0, missing) : bytes;
      missing -= part.length;
      if (part.length > 0) collected.add(part);
      return missing === 0 ? bytes.subarray(part.length) : undefined;
    },
    get tooLarge() {
      return collected.tooLarge;
    },
    body: () => collected.body(),
  };
}

/**
 * A body in chunked transfer coding; extensions and trailers are skipped.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-7.1
 */
export function createChunkedBodyReader(limit: number): BodyReader {
  const collected = new Collected(limit);
  let pending: Buffer = EMPTY;
  let missing = 0;
  let state: "size" | "data" | "data-end" | "trailer" = "size";

  /** The next line without CRLF, or undefined while it is incomplete. */
  const line = (): string | undefined => {
    const end = pending.indexOf("\r\n");
    if (end === -1) {
      if (pending.length > CHUNK_LINE_LIMIT) throw new MalformedBodyError("chunk line too long");
      return undefined;
    }
    const text = pending.toString("latin1", 0, end);
    pending = pending.subarray(end + 2);
    return text;
  };

  const takeData = (): boolean => {
    const part = pending.subarray(0, missing);
    missing -= part.length;
    pending = pending.subarray(part.length);
    if (part.length > 0) collected.add(part);
    if (missing === 0) state = "data-end";
    return missing === 0;
  };

  return {
    take: (bytes) => {
      pending = pending.length === 0 ? bytes : Buffer.concat([pending, bytes]);
      for (;;) {
        if (state === "data") {
          if (!takeData()) return undefined;
          continue;
        }
        const text = line();
        if (text === undefined) return undefined;
        if (state === "data-end") {
          if (text !== "") throw new MalformedBodyError("missing CRLF after a chunk");
          state = "size";
        } else if (state === "size") {
          missing = parseChunkSize(text);
          state = missing === 0 ? "trailer" : "data";
        } else if (text === "") {
          return pending;
        }
      }
    },
    get tooLarge() {
      return collected.tooLarge;
    },
    body: () => collected.body(),
  };
}

function parseChunkSize(line: string): number {
  const [size = ""] = line.split(";");
  if (!/^[0-9a-fA-F]{1,8}$/.test(size.trim())) throw new MalformedBodyError("bad chunk size");
  return Number.parseInt(size, 16);
}
