import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
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

/** The request as services see it. */
export function fromNodeRequest(message: IncomingMessage): HttpRequest {
  const target = message.url ?? "/";
  const mark = target.indexOf("?");
  return {
    method: message.method ?? "GET",
    path: mark === -1 ? target : target.slice(0, mark),
    query: mark === -1 ? "" : target.slice(mark + 1),
    headers: joinedHeaders(message),
    rawHeaders: message.rawHeaders,
    stream: message,
    sourceIp: sourceIpOf(message),
    requestId: randomUUID(),
  };
}

function joinedHeaders(message: IncomingMessage): Record<string, string | undefined> {
  const headers: Record<string, string | undefined> = Object.create(null);
  const raw = message.rawHeaders;
  for (let index = 0; index < raw.length; index += 2) {
    const name = (raw[index] ?? "").toLowerCase();
    const value = raw[index + 1] ?? "";
    const earlier = headers[name];
    headers[name] = earlier === undefined ? value : `${earlier}, ${value}`;
  }
  return headers;
}

function sourceIpOf(message: IncomingMessage): string {
  const address = message.socket.remoteAddress ?? "127.0.0.1";
  return address.startsWith("::ffff:") ? address.slice("::ffff:".length) : address;
}

/** Writes `response`; streams are piped, everything else is sent in one piece. */
export async function sendNodeResponse(response: HttpResponse, reply: ServerResponse): Promise<void> {
  const { body, status } = response;
  // AWS says nothing of how long it keeps a connection; Node would add that on its own.
  const headers: Record<string, string | string[]> = reply.shouldKeepAlive
    ? { ...response.headers, Connection: "keep-alive" }
    : { ...response.headers };
  if (body === undefined || typeof body === "string" || Buffer.isBuffer(body)) {
    const length = body === undefined ? 0 : Buffer.byteLength(body);
    if (status !== 204 && status !== 304 && !declaresLength(headers))
      headers["Content-Length"] = String(length);
    reply.writeHead(status, headers);
    endWith(reply, body, length);
    return;
  }
  reply.writeHead(status, headers);
  // What is made while it is sent may begin long before its first byte.
  if (!declaresLength(headers)) reply.flushHeaders();
  await pipeline(body, reply);
}

/** Beyond this, copying costs more than a second part of the write. */
const ONE_WRITE_BYTES = 16_384;

/** Small bodies and plain ASCII, by far the most, leave in one write: as Latin-1 a byte is a character. */
function endWith(reply: ServerResponse, body: string | Buffer | undefined, length: number): void {
  if (body === undefined || length > ONE_WRITE_BYTES) reply.end(body);
  else if (typeof body !== "string") endInOneWrite(reply, body.toString("latin1"));
  else if (body.length === length) endInOneWrite(reply, body);
  else reply.end(body);
}

/**
 * Node joins the head and a text, but adds an empty part where the answer ends in the same turn, and
 * parts cost more than copying a small body does.
 */
function endInOneWrite(reply: ServerResponse, body: string): void {
  reply.write(body, "latin1");
  process.nextTick(() => reply.end());
}

function declaresLength(headers: HttpResponse["headers"]): boolean {
  for (const name in headers) if (name.length === 14 && name.toLowerCase() === "content-length") return true;
  return false;
}

export type ResponseHeaders = Record<string, string | string[]>;

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const BAD_VALUE = /[\x00-\x08\x0a-\x1f\x7f]/;

export function isHeaderName(name: string): boolean {
  return NAME.test(name);
}

/** APIGW-12: true when a value can be sent without splitting the response. */
export function isHeaderValue(value: string): boolean {
  return !BAD_VALUE.test(value);
}

/** Header values travel as Latin-1; text beyond it is sent as its UTF-8 bytes. */
export function wireValue(value: string): string {
  for (let index = 0; index < value.length; index += 1) {
    if (value.charCodeAt(index) > 0xff) return Buffer.from(value, "utf8").toString("latin1");
  }
  return value;
}
