import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "../../core/logger.ts";
import { screenedPath } from "../../trace/screen.ts";
import { fromNodeRequest, type HttpRequest, type HttpResponse, sendNodeResponse } from "../../wire/http.ts";
import { furtherHosts } from "./own-names.ts";
import { type PortFlag, portError } from "./port-error.ts";

export interface FrontDoorOptions {
  readonly handle: (request: HttpRequest) => Promise<HttpResponse> | HttpResponse;
  readonly upgrade: (message: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly logger: Logger;
  /** Told of every answer. */
  readonly answered?: (answer: Answered) => void;
  /** Flag that chooses the port, for the message when it is taken. */
  readonly portFlag?: string;
}

export interface Answered {
  readonly method: string;
  /** Without the query, which may hold codes and signatures. */
  readonly path: string;
  readonly status: number;
  readonly milliseconds: number;
}

export interface FrontDoor {
  /** Listens on `host`, and on the loopback addresses by which this machine's own clients come. */
  listen(host: string, port: number): Promise<void>;
  close(): Promise<void>;
}

/** API Gateway keeps idle connections for 310 s; load balancers and SDKs expect at least a minute. */
const KEEP_ALIVE_MS = 310_000;
/** Headers over 10,240 bytes are the gateway's to refuse, so they must get that far. */
const MAX_HEADER_BYTES = 65_536;
const UPGRADE_HEADERS: ReadonlySet<string> = new Set(["upgrade", "connection", "http2-settings"]);

/** The one HTTP listener: reads a request, hands it on, writes the answer. */
export function createFrontDoor(options: FrontDoorOptions): FrontDoor {
  const servers: Server[] = [];
  const upgraded = new Set<Duplex>();
  const open = async (host: string, port: number): Promise<void> => {
    const server = createServer(
      { maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: KEEP_ALIVE_MS },
      (message, reply) => void serve(options, message, reply),
    );
    server.on("upgrade", (message, socket, head) => {
      // Node has let go of it: a client that hangs up is an error that nobody else takes [DOOR-22].
      socket.on("error", () => socket.destroy());
      if (hasFragment(message)) {
        socket.end("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
      } else if (wantsWebSocket(message)) {
        upgraded.add(socket);
        socket.once("close", () => upgraded.delete(socket));
        options.upgrade(message, socket, head);
      } else serveWithoutUpgrade(server, message, socket, head);
    });
    await listen(server, { flag: options.portFlag ?? "--port", host, port });
    servers.push(server);
  };
  return {
    listen: async (host, port) => {
      await open(host, port);
      for (const { host: further, required } of furtherHosts(host)) {
        if (required) await open(further, port);
        else await open(further, port).catch(() => undefined);
      }
    },
    close: async () => {
      const closed = Promise.all(servers.map(closeServer));
      // Node does not count these among its connections, and waits for them.
      for (const socket of upgraded) socket.destroy();
      await closed;
    },
  };
}

function wantsWebSocket({ headers }: IncomingMessage): boolean {
  return (headers.upgrade ?? "").toLowerCase() === "websocket";
}

/**
 * Offers nobody takes up, such as `h2c` of Java's client and of `curl --http2`, are ignored: Node
 * has stopped reading the request by then, so it is put back without them and read again.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-7.8
 */
function serveWithoutUpgrade(server: Server, message: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { method = "GET", url = "/", rawHeaders, httpVersion } = message;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    if (!UPGRADE_HEADERS.has(name.toLowerCase())) lines.push(`${name}: ${rawHeaders[index + 1] ?? ""}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), head]));
  server.emit("connection", socket);
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
  if (namesSeveralHosts(message) || hasFragment(message)) {
    reply.writeHead(400, { Connection: "close", "Content-Length": "0" }).end();
    return;
  }
  const started = options.answered === undefined ? 0 : performance.now();
  try {
    const response = await options.handle(fromNodeRequest(message));
    await sendNodeResponse(response, reply);
    options.answered?.({
      method: message.method ?? "",
      path: screenedPath(message.url ?? ""),
      status: reply.statusCode,
      milliseconds: Math.round(performance.now() - started),
    });
  } catch (error) {
    if (isGone(message, reply)) return;
    options.logger.error(
      { err: error, path: screenedPath(message.url ?? "") },
      "A request failed unexpectedly.",
    );
    if (reply.headersSent) reply.destroy();
    else
      reply.writeHead(500, { "Content-Type": "application/json" }).end('{"message":"Internal server error"}');
  } finally {
    // A body nobody read would keep the connection from serving the next request.
    if (!message.readableEnded) message.resume();
  }
}

/**
 * DOOR-24: who waits for an answer gets one, whatever broke. Node destroys a message that was read to its
 * end, too: that alone says nothing of the client.
 */
function isGone(message: IncomingMessage, reply: ServerResponse): boolean {
  return reply.destroyed || (message.destroyed && !message.readableEnded);
}

/**
 * The host decides which room a request goes to, so it is named once [DOOR-7].
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2
 */
function namesSeveralHosts({ rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    if (name.length === 4 && name.toLowerCase() === "host") hosts += 1;
  }
  return hosts > 1;
}

/**
 * A target has no fragment: what one reader takes for a path, another cuts off [DOOR-17].
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2
 */
function hasFragment({ url = "" }: IncomingMessage): boolean {
  return url.includes("#");
}

function listen(server: Server, place: PortFlag): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(portError(error, place)));
    server.listen(place.port, place.host, () => resolve());
  });
}
