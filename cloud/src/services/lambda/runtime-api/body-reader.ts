/** Takes the bytes of a body as they come. */
export interface BodySink {
  add(bytes: Buffer): void;
}

/** Finds the end of one request body. */
export interface BodyReader {
  /**
   * Takes the next bytes of the connection. Answers what is left over once the body is complete,
   * undefined while more is needed. Throws MalformedBodyError for broken chunk framing.
   */
  take(bytes: Buffer): Buffer | undefined;
  /** Lines that followed the last chunk of a body that is complete. */
  readonly trailers: readonly string[];
}

export class MalformedBodyError extends Error {}

const EMPTY = Buffer.alloc(0);
const NO_TRAILERS: readonly string[] = [];
const CHUNK_LINE_LIMIT = 1024;
/** An error document travels in a trailer. */
const TRAILERS_LIMIT = 1_048_576;

/** Keeps a body; beyond its limit it goes on taking but keeps nothing. */
export class CollectedBody implements BodySink {
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
export function createFixedBodyReader(length: number, sink: BodySink): BodyReader {
  let missing = length;
  return {
    take: (bytes) => {
      const part = bytes.length > missing ? bytes.subarray(0, missing) : bytes;
      missing -= part.length;
      if (part.length > 0) sink.add(part);
      return missing === 0 ? bytes.subarray(part.length) : undefined;
    },
    trailers: NO_TRAILERS,
  };
}

/**
 * A body in chunked transfer coding; extensions are skipped.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-7.1
 */
export function createChunkedBodyReader(sink: BodySink): BodyReader {
  const trailers: string[] = [];
  let trailersLeft = TRAILERS_LIMIT;
  let pending: Buffer = EMPTY;
  let missing = 0;
  let state: "size" | "data" | "data-end" | "trailer" = "size";

  /** The next line without CRLF, or undefined while it is incomplete. */
  const line = (): string | undefined => {
    const end = pending.indexOf("\r\n");
    if ((end === -1 ? pending.length : end) > (state === "trailer" ? trailersLeft : CHUNK_LINE_LIMIT)) {
      throw new MalformedBodyError("chunk line too long");
    }
    if (end === -1) return undefined;
    const text = pending.toString("latin1", 0, end);
    pending = pending.subarray(end + 2);
    return text;
  };

  const takeData = (): boolean => {
    const part = pending.subarray(0, missing);
    missing -= part.length;
    pending = pending.subarray(part.length);
    if (part.length > 0) sink.add(part);
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
        } else {
          trailersLeft -= text.length;
          trailers.push(text);
        }
      }
    },
    trailers,
  };
}

function parseChunkSize(line: string): number {
  const [size = ""] = line.split(";");
  if (!/^[0-9a-fA-F]{1,8}$/.test(size.trim())) throw new MalformedBodyError("bad chunk size");
  return Number.parseInt(size, 16);
}
