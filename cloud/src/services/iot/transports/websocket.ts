import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { WebSocketServer } from "ws";
import { AwsError } from "../../../core/errors.ts";
import type { Logger } from "../../../core/logger.ts";
import type { Authentication } from "../../../wire/authentication.ts";
import { fromNodeRequest } from "../../../wire/http.ts";
import { EMPTY_SHA256 } from "../../../wire/sigv4/signature.ts";
import { createIamPrincipal, type IotPrincipal, type PolicyAccess } from "../principals/principal.ts";
import { iotErrors } from "../shared/errors.ts";
import type { Accept } from "./listeners.ts";

export interface WebSocketDependencies extends PolicyAccess {
  readonly accept: Accept;
  readonly authentication: Authentication;
  readonly logger: Logger;
}

export interface WebSocketTransport {
  /** Takes an HTTP upgrade of `/mqtt`; answers everything it refuses itself. */
  handleUpgrade(message: IncomingMessage, socket: Duplex, head: Buffer): void;
}

const PATH = "/mqtt";
const SUBPROTOCOL = "mqtt";
const MAX_FRAME_BYTES = 1_048_576;
const REASONS: Readonly<Record<number, string>> = {
  403: "Forbidden",
  404: "Not Found",
  500: "Internal Server Error",
};

/** MQTT over WebSocket, authenticated by a SigV4-presigned address. */
export function createWebSocketTransport(deps: WebSocketDependencies): WebSocketTransport {
  let server: Promise<WebSocketServer> | undefined;
  return {
    handleUpgrade: (message, socket, head) => {
      socket.on("error", () => undefined);
      let principal: IotPrincipal;
      try {
        principal = identify(deps, message);
      } catch (error) {
        refuse(socket, error);
        return;
      }
      server ??= createServer();
      server
        .then((ready) => upgrade(deps, ready, { message, socket, head, principal }))
        .catch((error: unknown) => {
          deps.logger.error({ err: error }, "Could not upgrade to a WebSocket.");
          refuse(socket, error);
        });
    },
  };
}

/** Loaded at the first upgrade: most starts of the cloud never see one. */
async function createServer(): Promise<WebSocketServer> {
  const { WebSocketServer: Server } = await import("ws");
  return new Server({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });
}

// IOT-1: an upgrade without a valid signature gets HTTP 403.
function identify(deps: WebSocketDependencies, message: IncomingMessage): IotPrincipal {
  const request = fromNodeRequest(message);
  if (request.path !== PATH) throw iotErrors.resourceNotFound("Not Found");
  const { caller } = deps.authentication.authenticate({
    request,
    signingNames: ["iotdevicegateway"],
    protocol: "rest-json",
    payloadHash: EMPTY_SHA256,
  });
  return createIamPrincipal({ ...deps, caller });
}

function refuse(socket: Duplex, error: unknown): void {
  const status = error instanceof AwsError ? (error.status === 404 ? 404 : 403) : 500;
  const message = error instanceof AwsError ? error.message : "Internal Server Error";
  const body = JSON.stringify({ message });
  socket.end(
    `HTTP/1.1 ${status} ${REASONS[status]}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

interface Upgrade {
  readonly message: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
  readonly principal: IotPrincipal;
}

async function upgrade(
  deps: WebSocketDependencies,
  server: WebSocketServer,
  request: Upgrade,
): Promise<void> {
  const { createWebSocketStream } = await import("ws");
  const { message, socket, head, principal } = request;
  server.handleUpgrade(message, socket, head, (webSocket) => {
    const stream = createWebSocketStream(webSocket);
    deps.accept(stream, {
      sourceIp: message.socket.remoteAddress ?? "",
      transport: "WebSocket",
      // The address is signed; a user name of the packet says nothing more.
      identify: () => principal,
    });
  });
}
