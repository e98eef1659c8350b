import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { EXECUTE_API_PATH } from "../../core/endpoints.ts";
import type { Execute } from "../../services/apigateway/rest/execute/execute.ts";
import { fromNodeRequest, type HttpResponse, nameBelow, sendNodeResponse } from "../../wire/http.ts";

export interface ServedStages {
  restApi(apiId: string, stage: string): string;
  close(): Promise<void>;
}

/** Calls of stages by path, on a free port of loopback; there is nothing else at it. */
export async function serveStages(execute: Execute): Promise<ServedStages> {
  const server = createServer((message, reply) => {
    const request = fromNodeRequest(message);
    const rest = nameBelow(request.path, EXECUTE_API_PATH);
    const answer: Promise<HttpResponse> =
      rest === undefined
        ? Promise.resolve({ status: 404, headers: {}, body: "" })
        : execute(request, { apiId: rest.name, path: rest.path });
    void answer.then((response) => sendNodeResponse(response, reply)).catch(() => reply.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    restApi: (apiId, stage) => `http://127.0.0.1:${port}${EXECUTE_API_PATH}/${apiId}/${stage}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
