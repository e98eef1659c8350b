import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { HttpRequest, HttpResponse } from "./http.ts";

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
