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
  const { body, headers } = response;
  if (body === undefined || typeof body === "string" || Buffer.isBuffer(body)) {
    const bodiless = response.status === 204 || response.status === 304;
    const length = body === undefined ? 0 : Buffer.byteLength(body);
    const declared = Object.keys(headers).some((name) => name.toLowerCase() === "content-length");
    reply.writeHead(
      response.status,
      bodiless || declared ? headers : { ...headers, "Content-Length": length },
    );
    reply.end(body);
    return;
  }
  reply.writeHead(response.status, headers);
  await pipeline(body, reply);
}
