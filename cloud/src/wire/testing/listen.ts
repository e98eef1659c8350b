import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fromNodeRequest, type HttpService, sendNodeResponse } from "../http.ts";

export interface ListeningService {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Serves one service on a free loopback port, so that a real client can call it in a test. */
export async function listen(service: HttpService): Promise<ListeningService> {
  // As the front door: Node's own 5 s end connections that a client is about to use again.
  const server = createServer({ keepAliveTimeout: 310_000 }, (message, reply) => {
    service
      .handle(fromNodeRequest(message))
      .then((response) => sendNodeResponse(response, reply))
      .catch((error: unknown) => {
        reply.statusCode = 599;
        reply.end(String(error));
      });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
