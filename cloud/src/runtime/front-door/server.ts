import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "../../core/logger.ts";
import type { HttpRequest, HttpResponse } from "../../wire/http.ts";
import { fromNodeRequest, sendNodeResponse } from "../../wire/node-http.ts";
import { portError } from "./port-error.ts";

export interface FrontDoorOptions {
  readonly handle: (request: HttpRequest) => Promise<HttpResponse>;
  readonly upgrade: (message: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly logger: Logger;
}

export interface FrontDoor {
  listen(host: string, port: number): Promise<void>;
  close(): Promise<void>;
}

/** API Gateway keeps idle connections for 310 s; load balancers and SDKs expect at least a minute. */
const KEEP_ALIVE_MS = 310_000;
/** Headers over 10,240 bytes are the gateway's to refuse, so they must get that far. */
const MAX_HEADER_BYTES = 65_536;

/** The one HTTP listener: reads a request, hands it on, writes the answer. */
export function createFrontDoor(options: FrontDoorOptions): FrontDoor {
  const servers: Server[] = [];
  const open = async (host: string, port: number): Promise<void> => {
    const server = createServer(
      { maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: KEEP_ALIVE_MS },
      (message, reply) => void serve(options, message, reply),
    );
    server.on("upgrade", options.upgrade);
    await listen(server, host, port);
    servers.push(server);
  };
  return {
    listen: async (host, port) => {
      await open(host, port);
      // `localhost` means ::1 first to many clients; a machine without IPv6 does without.
      if (host === "127.0.0.1") await open("::1", port).catch(() => undefined);
    },
    close: async () => {
      await Promise.all(servers.map(closeServer));
    },
  };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function serve(
  options: FrontDoorOptions,
  message: IncomingMessage,
  reply: ServerResponse,
): Promise<void> {
  try {
    const response = await options.handle(fromNodeRequest(message));
    await sendNodeResponse(response, reply);
  } catch (error) {
    if (message.destroyed || reply.destroyed) return;
    options.logger.error({ err: error, url: message.url }, "A request failed unexpectedly.");
    if (reply.headersSent) reply.destroy();
    else
      reply.writeHead(500, { "Content-Type": "application/json" }).end('{"message":"Internal server error"}');
  } finally {
    // A body nobody read would keep the connection from serving the next request.
    if (!message.readableEnded) message.resume();
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(portError(error, { flag: "--port", host, port })));
    server.listen(port, host, () => resolve());
  });
}
