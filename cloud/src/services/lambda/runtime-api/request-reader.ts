/** What the Runtime API reads of a request head; everything else is ignored. */
export interface RequestHead {
  readonly method: string;
  readonly path: string;
  /** -1 when the body is chunked. */
  readonly bodyLength: number;
  readonly expectsContinue: boolean;
  readonly closeAfterReply: boolean;
  /** `Lambda-Runtime-Function-Error-Type`; empty when not sent. */
  readonly errorType: string;
  /** Empty when not sent. */
  readonly contentType: string;
  /** The body comes bit by bit: `Lambda-Runtime-Function-Response-Mode: streaming`. */
  readonly isStreaming: boolean;
}

export const CHUNKED = -1;

/**
 * Parses the head of an HTTP/1.1 request (request line and headers, without the blank line).
 * Answers undefined when it is malformed.
 * @see https://www.rfc-editor.org/rfc/rfc9112
 */
export function parseRequestHead(text: string): RequestHead | undefined {
  const lineEnd = text.indexOf("\r\n");
  const requestLine = lineEnd === -1 ? text : text.slice(0, lineEnd);
  const [method = "", target = "", version = "", ...rest] = requestLine.split(" ");
  if (rest.length > 0 || method === "" || !target.startsWith("/") || !version.startsWith("HTTP/1.")) {
    return undefined;
  }
  const headers = lineEnd === -1 ? new Map<string, string>() : parseHeaders(text.slice(lineEnd + 2));
  if (headers === undefined || isForAnother(headers)) return undefined;
  const bodyLength = bodyLengthOf(headers);
  if (bodyLength === undefined) return undefined;
  const connection = (headers.get("connection") ?? "").toLowerCase();
  const mark = target.indexOf("?");
  return {
    method,
    path: mark === -1 ? target : target.slice(0, mark),
    bodyLength,
    expectsContinue: (headers.get("expect") ?? "").toLowerCase() === "100-continue",
    closeAfterReply: version === "HTTP/1.0" ? connection !== "keep-alive" : connection === "close",
    errorType: headers.get("lambda-runtime-function-error-type") ?? "",
    contentType: headers.get("content-type") ?? "",
    isStreaming: headers.get("lambda-runtime-function-response-mode")?.toLowerCase() === "streaming",
  };
}

/** What a runtime says after the last chunk of a response that it could not finish. */
export interface ResponseFailure {
  readonly errorType: string;
  /** The error document. */
  readonly body: Buffer;
}

/** @param trailers lines after the last chunk */
export function responseFailure(trailers: readonly string[]): ResponseFailure | undefined {
  if (trailers.length === 0) return undefined;
  const headers = parseHeaders(trailers.join("\r\n"));
  const errorType = headers?.get("lambda-runtime-function-error-type") ?? "";
  const body = Buffer.from(headers?.get("lambda-runtime-function-error-body") ?? "", "base64");
  return errorType === "" && body.length === 0 ? undefined : { errorType, body };
}

/** A runtime names the address it was given, or nothing; a domain in its place was rebound to this machine. */
const OWN_ADDRESS = /^(?:127\.0\.0\.1|[a-z0-9-]*)(?::\d+)?$/i;
const FOREIGN_HEADERS = ["origin", "sec-fetch-site", "x-amz-sns-message-type"] as const;

/**
 * LAM-12: a web page that finds the port must neither take events nor answer them. Browsers say where
 * they come from, and a page under a rebound name says that name. So does SNS, which posts to any address
 * that somebody subscribes.
 */
function isForAnother(headers: ReadonlyMap<string, string>): boolean {
  const host = headers.get("host");
  if (host !== undefined && !OWN_ADDRESS.test(host)) return true;
  return FOREIGN_HEADERS.some((name) => headers.has(name));
}

function parseHeaders(text: string): Map<string, string> | undefined {
  const headers = new Map<string, string>();
  for (const line of text.split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon < 1) return undefined;
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

function bodyLengthOf(headers: ReadonlyMap<string, string>): number | undefined {
  const encoding = headers.get("transfer-encoding");
  if (encoding !== undefined) return encoding.toLowerCase() === "chunked" ? CHUNKED : undefined;
  const length = headers.get("content-length");
  if (length === undefined) return 0;
  return /^\d{1,12}$/.test(length) ? Number(length) : undefined;
}

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
