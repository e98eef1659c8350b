import type { Readable } from "node:stream";
import { AwsError } from "../core/errors.ts";

/** A request as it came over the wire; nothing decoded, so that signatures can be checked. */
export interface HttpRequest {
  readonly method: string;
  /** Raw path, percent-encoding untouched, without the query. */
  readonly path: string;
  /** Raw query without `?`; empty when there is none. */
  readonly query: string;
  /** Lower-case names; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Name, value, name, value … in the order and casing the client sent. */
  readonly rawHeaders: readonly string[];
  /** The body not yet read. Use `readBody`, which bounds it. */
  readonly stream: Readable;
  readonly sourceIp: string;
  /** UUID, also sent back as the request id. */
  readonly requestId: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer | Readable;
}

/** One service behind the front door. */
export interface HttpService {
  handle(request: HttpRequest): Promise<HttpResponse>;
}

/** The body was longer than the reader allowed. */
export class BodyTooLargeError extends Error {
  readonly limitBytes: number;

  constructor(limitBytes: number) {
    super(`The body is larger than ${limitBytes} bytes.`);
    this.name = "BodyTooLargeError";
    this.limitBytes = limitBytes;
  }
}

/** Reads the whole body, at most `limitBytes`; beyond that it throws BodyTooLargeError. */
export async function readBody(request: HttpRequest, limitBytes: number): Promise<Buffer> {
  const declared = Number(request.headers["content-length"] ?? Number.NaN);
  if (declared > limitBytes) throw new BodyTooLargeError(limitBytes);
  if (declared === 0) return Buffer.alloc(0);
  const chunks: Buffer[] = [];
  let size = 0;
  await eachChunk(request.stream, (bytes) => {
    size += bytes.length;
    if (size > limitBytes) throw new BodyTooLargeError(limitBytes);
    chunks.push(bytes);
  });
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

/** By events: an asynchronous iterator costs more than the rest of a small request. */
function eachChunk(stream: Readable, take: (bytes: Buffer) => void): Promise<void> {
  if (stream.readableEnded) return Promise.resolve();
  if (stream.destroyed) return Promise.reject(closedEarly());
  return new Promise((resolve, reject) => {
    const settle = (error?: Error): void => {
      stream.off("data", onData).off("end", settle).off("error", onError).off("close", onClose);
      if (error === undefined) resolve();
      else reject(error);
    };
    const onData = (bytes: Buffer): void => {
      try {
        take(bytes);
      } catch (error) {
        settle(error as Error);
      }
    };
    // A client that hangs up half-way is no failure of ours, so nothing is logged for it.
    const onError = (error: NodeJS.ErrnoException): void =>
      settle(error.code === "ECONNRESET" ? closedEarly() : error);
    const onClose = (): void => settle(closedEarly());
    stream.on("data", onData).on("end", settle).on("error", onError).on("close", onClose);
  });
}

function closedEarly(): AwsError {
  return new AwsError("RequestTimeout", "The connection was closed before the body was complete.");
}

/** The segment of a path below `prefix` and what follows it: `/prefix/name/rest`. */
export function nameBelow(path: string, prefix: string): { name: string; path: string } | undefined {
  if (!path.startsWith(`${prefix}/`)) return undefined;
  const rest = path.slice(prefix.length + 1);
  const slash = rest.indexOf("/");
  return slash === -1 ? { name: rest, path: "/" } : { name: rest.slice(0, slash), path: rest.slice(slash) };
}
