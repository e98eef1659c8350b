import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer of the gateway, or of the function behind it. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A call of a stage. */
export interface StageCall {
  readonly method: string;
  /** `/orders` */
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
}

/** What the local cloud refuses by name, as AWS has it: what management tells, and what the gateway does. */
export interface Weakness {
  /** Changes what API Gateway's management answers at a path. */
  readonly told?: (path: string, answer: never) => unknown;
  /** Answers a call of a stage; undefined hands it on to the cloud. */
  readonly answers?: (call: StageCall) => Promise<Reply | undefined> | Reply | undefined;
}

export interface StandIn {
  readonly url: string;
  weaken(weakness: Weakness): void;
  close(): Promise<unknown>;
}

const STAGE = /^\/_aws\/execute-api\/[^/]+\/[^/]+(\/[^?]*)?/;

/** A gateway in front of a local cloud that has one weakness more; everything else is the cloud's. */
export async function openStandIn(port: number): Promise<StandIn> {
  let weakness: Weakness = {};
  const server = createServer({ keepAliveTimeout: 0 }, (message, reply) => {
    answer(message, { port, weakness }).then(
      ({ status, headers = {}, body }) => reply.writeHead(status, headers).end(body),
      () => (reply as ServerResponse).destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    weaken: (next) => {
      weakness = next;
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function answer(
  message: IncomingMessage,
  { port, weakness }: { readonly port: number; readonly weakness: Weakness },
): Promise<Reply> {
  const { method = "GET", url = "/", headers } = message;
  const stage = STAGE.exec(url);
  if (stage !== null) {
    const own = await weakness.answers?.({ method, path: stage[1] ?? "/", headers });
    if (own !== undefined) return own;
  }
  const handed = await handOn(message, port);
  if (weakness.told === undefined || !url.startsWith("/restapis/") || handed.status !== 200) return handed;
  const body = JSON.stringify(weakness.told(url, JSON.parse(handed.body) as never));
  return { status: 200, headers: { "content-type": "application/json" }, body };
}

/** As it came, so that signatures hold. */
function handOn(message: IncomingMessage, port: number): Promise<Reply> {
  const { method, url, headers } = message;
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({ host: "127.0.0.1", port, method, path: url, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("end", () => {
        const { "transfer-encoding": _, connection: __, ...kept } = incoming.headers;
        resolve({
          status: incoming.statusCode ?? 0,
          headers: kept as Record<string, string>,
          body: Buffer.concat(chunks).toString("utf8"),
        });
      });
    });
    outgoing.on("error", reject);
    message.pipe(outgoing);
  });
}
