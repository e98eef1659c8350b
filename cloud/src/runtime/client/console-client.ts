import { request as httpRequest, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { systemClock } from "../../core/clock.ts";
import type { CloudConfig } from "../../core/config.ts";
import type {
  ConsoleCall,
  ConsoleContext,
  ConsoleReply,
  ConsoleSocketCall,
} from "../../wire/console-area.ts";
import { presignUrl, signRequest } from "../../wire/sigv4/sign.ts";
import type { AccessKey } from "../state/credentials-file.ts";

export type ConsoleClient = Pick<ConsoleContext, "send" | "sendUnsigned" | "stream" | "openSocket">;

export interface ConsoleClientOptions {
  readonly config: CloudConfig;
  /** With which the console signs. */
  readonly key: AccessKey;
}

const SOCKET_EXPIRES_SECONDS = 60;

/** As any client does: over HTTP, signed. */
export function createConsoleClient(options: ConsoleClientOptions): ConsoleClient {
  return {
    send: async (call) => whole(await open(options, call)),
    sendUnsigned: async (call) => whole(await openUnsigned(options.config.port, call)),
    stream: async (call) => {
      const reply = await open(options, call);
      return { status: reply.statusCode ?? 0, headers: reply.headers, body: reply };
    },
    openSocket: (call) => openSocket(options, call),
  };
}

/** The beginning of an answer. */
function open({ config, key }: ConsoleClientOptions, call: ConsoleCall): Promise<IncomingMessage> {
  const url = `http://127.0.0.1:${config.port}${call.path}`;
  const body = call.body ?? "";
  const headers = signRequest({
    method: call.method,
    url,
    headers: call.headers ?? {},
    body,
    service: call.service,
    region: config.region,
    credentials: key,
    clock: systemClock,
  });
  return openUnsigned(config.port, { ...call, headers });
}

function openUnsigned(port: number, call: Omit<ConsoleCall, "service">): Promise<IncomingMessage> {
  const { method, path, headers = {}, body = "" } = call;
  return new Promise((resolve, reject) => {
    // Not by the address: as a URL it would lose the dots that keys may have as their parts.
    const request = httpRequest({ host: "127.0.0.1", port, method, path, headers }, resolve);
    request.on("error", reject);
    request.end(body);
  });
}

async function whole(reply: IncomingMessage): Promise<ConsoleReply> {
  const chunks: Buffer[] = [];
  for await (const chunk of reply) chunks.push(chunk as Buffer);
  return { status: reply.statusCode ?? 0, headers: reply.headers, body: Buffer.concat(chunks) };
}

async function openSocket(
  { config, key }: ConsoleClientOptions,
  { service, path, protocol }: ConsoleSocketCall,
): Promise<Duplex> {
  const { createWebSocketStream, WebSocket } = await import("ws");
  const url = presignUrl({
    method: "GET",
    url: `ws://127.0.0.1:${config.port}${path}`,
    service,
    region: config.region,
    credentials: key,
    clock: systemClock,
    expiresSeconds: SOCKET_EXPIRES_SECONDS,
  });
  const socket = new WebSocket(url, protocol);
  await new Promise<void>((resolve, reject) => {
    socket.once("open", () => resolve());
    socket.once("error", reject);
  });
  return createWebSocketStream(socket);
}
