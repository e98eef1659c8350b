import { createServer, type Server, type Socket } from "node:net";
import { isPeerOfOwnUser } from "../../../core/peer-socket.ts";
import { RESPONSE_LIMIT_BYTES } from "../shared/constants.ts";
import { RuntimeConnection, type RuntimeRequest, type StreamedBody } from "./connection.ts";
import type { BodySink, RequestHead } from "./request-reader.ts";

/** What a runtime reports through its Runtime API. Each is answered with an HTTP reply. */
export interface RuntimeEvents {
  /** The runtime asks for its next event: `poll` is answered with `sendInvocation`. */
  next(poll: RuntimeConnection): "accepted" | "refused";
  response(requestId: string, payload: Buffer): ReportVerdict;
  /** The runtime begins a response that it sends bit by bit; undefined: it is collected. */
  stream(requestId: string, response: IncomingResponse): ResponseSink | undefined;
  error(requestId: string, payload: Buffer, errorType: string): ReportVerdict;
  /** A response over the size limit; the invocation fails. */
  oversized(requestId: string): ReportVerdict;
  initError(payload: Buffer, errorType: string): "accepted" | "refused";
  /** A connection has ended; a poll that was parked on it is gone. */
  disconnected(connection: RuntimeConnection): void;
}

export type ReportVerdict = "accepted" | "unknown-request" | "already-answered";

/** A response on its way, whose bytes come no faster than they are asked for. */
export interface IncomingResponse {
  readonly contentType: string;
  pause(): void;
  resume(): void;
}

/** Takes such a response. */
export interface ResponseSink extends BodySink {
  end(): ReportVerdict | "too-large";
  /** @param payload the error document of a response that could not be finished */
  fail(payload: Buffer, errorType: string): ReportVerdict;
  /** The connection has ended in the middle of it. */
  aborted(): void;
}

export interface RuntimeApi {
  /** `127.0.0.1:<port>`, the value of AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Resolves when no connection is open any more: everything a dead process sent has been read. */
  drained(): Promise<void>;
  /** Hears nobody any more, not even who has connected and was not heard yet. */
  close(): void;
}

const PREFIX = "/2018-06-01/runtime/";
const INVOCATION_PATH = /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/;

const ACCEPTED = reply("202 Accepted", '{"status":"OK"}\n');
const NOT_FOUND = reply("404 Not Found", "404 page not found\n", "text/plain");
const INVALID_REQUEST_ID = failure("400 Bad Request", "InvalidRequestID", "Invalid request ID");
const ANSWERED_TWICE = failure(
  "400 Bad Request",
  "InvalidStateTransition",
  "State transition from Ready to InvocationResponse failed for runtime. Error: State transition is not allowed",
);
const BAD_TRANSITION = failure(
  "403 Forbidden",
  "InvalidStateTransition",
  "State transition from Running to Ready failed for runtime. Error: State transition is not allowed",
);
const INIT_TRANSITION = failure(
  "403 Forbidden",
  "InvalidStateTransition",
  "State transition from Ready to InitError failed for runtime. Error: State transition is not allowed",
);
const TOO_LARGE = failure(
  "413 Request Entity Too Large",
  "RequestEntityTooLarge",
  `Exceeded maximum allowed payload size (${RESPONSE_LIMIT_BYTES} bytes).`,
);

const VERDICTS: Readonly<Record<ReportVerdict | "too-large", string>> = {
  accepted: ACCEPTED,
  "too-large": TOO_LARGE,
  "unknown-request": INVALID_REQUEST_ID,
  "already-answered": ANSWERED_TWICE,
};

/**
 * Opens the Runtime API of one program on a loopback port of its own, which ends with the program: what
 * an earlier one left behind, or sent last, is never taken for words of the next.
 * @param isOwnPeer asked once for each connection
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function openRuntimeApi(
  events: RuntimeEvents,
  isOwnPeer: (socket: Socket) => boolean = isPeerOfOwnUser,
): Promise<RuntimeApi> {
  const connections = new Set<RuntimeConnection>();
  const waiting = new Set<() => void>();
  const options = {
    bodyLimitBytes: RESPONSE_LIMIT_BYTES,
    handle: (request: RuntimeRequest, connection: RuntimeConnection) => route(events, request, connection),
    stream: (head: RequestHead, connection: RuntimeConnection) => streamedBody(events, head, connection),
    closed: (connection: RuntimeConnection) => {
      connections.delete(connection);
      events.disconnected(connection);
      if (connections.size === 0) for (const resolve of waiting) resolve();
    },
  };
  const server = createServer((socket) => {
    // LAM-13: other users of the machine reach the port, too.
    if (isOwnPeer(socket)) connections.add(new RuntimeConnection(socket, options));
    else socket.destroy();
  });
  const port = await listenOnLoopback(server);
  return {
    address: `127.0.0.1:${port}`,
    drained: async () => {
      if (connections.size > 0) await new Promise<void>((resolve) => waiting.add(resolve));
      waiting.clear();
    },
    close: () => {
      server.close();
      for (const connection of connections) connection.destroy();
    },
  };
}

function listenOnLoopback(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ port: 0, host: "127.0.0.1", backlog: 64 }, () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("The listener has no port."));
      else resolve(address.port);
    });
  });
}

function route(events: RuntimeEvents, request: RuntimeRequest, connection: RuntimeConnection): string {
  if (request.method === "GET" && request.path === `${PREFIX}invocation/next`) {
    return events.next(connection) === "accepted" ? "parked" : BAD_TRANSITION;
  }
  if (request.method !== "POST") return NOT_FOUND;
  if (request.path === `${PREFIX}init/error`) {
    return events.initError(request.body, request.errorType) === "accepted" ? ACCEPTED : INIT_TRANSITION;
  }
  const match = INVOCATION_PATH.exec(request.path);
  if (match === null) return NOT_FOUND;
  return report(events, request, { requestId: match[1] ?? "", kind: match[2] ?? "" });
}

function streamedBody(
  events: RuntimeEvents,
  { method, path, contentType }: RequestHead,
  connection: RuntimeConnection,
): StreamedBody | undefined {
  const match = method === "POST" ? INVOCATION_PATH.exec(path) : null;
  if (match === null || match[2] !== "response") return undefined;
  const sink = events.stream(match[1] ?? "", {
    contentType,
    pause: () => connection.pause(),
    resume: () => connection.resume(),
  });
  if (sink === undefined) return undefined;
  return {
    add: (bytes) => sink.add(bytes),
    end: (failure) =>
      VERDICTS[failure === undefined ? sink.end() : sink.fail(failure.body, failure.errorType)],
    aborted: () => sink.aborted(),
  };
}

function report(
  events: RuntimeEvents,
  request: RuntimeRequest,
  { requestId, kind }: { requestId: string; kind: string },
): string {
  if (request.tooLarge) {
    const verdict = events.oversized(requestId);
    return verdict === "accepted" ? TOO_LARGE : VERDICTS[verdict];
  }
  const { failure } = request;
  if (kind === "response" && failure !== undefined) {
    return VERDICTS[events.error(requestId, failure.body, failure.errorType)];
  }
  if (kind === "response") return VERDICTS[events.response(requestId, request.body)];
  return VERDICTS[events.error(requestId, request.body, request.errorType)];
}

export interface NextInvocation {
  readonly requestId: string;
  /** Epoch milliseconds. */
  readonly deadline: number;
  readonly invokedArn: string;
  readonly traceId: string;
  /** JSON text; empty when the caller sent none. */
  readonly clientContext: string;
  readonly payload: Buffer | string;
}

/** Answers a parked poll with an event. */
export function sendInvocation(poll: RuntimeConnection, next: NextInvocation): void {
  const context = next.clientContext === "" ? "" : `Lambda-Runtime-Client-Context: ${next.clientContext}\r\n`;
  poll.send(
    `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nLambda-Runtime-Aws-Request-Id: ${next.requestId}\r\nLambda-Runtime-Deadline-Ms: ${next.deadline}\r\nLambda-Runtime-Invoked-Function-Arn: ${next.invokedArn}\r\nLambda-Runtime-Trace-Id: ${next.traceId}\r\n${context}Content-Length: ${Buffer.byteLength(next.payload)}\r\n\r\n`,
    next.payload,
  );
}

function reply(status: string, body: string, contentType = "application/json"): string {
  return `HTTP/1.1 ${status}\r\nContent-Type: ${contentType}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

function failure(status: string, errorType: string, errorMessage: string): string {
  return reply(status, JSON.stringify({ errorMessage, errorType }));
}
