import { APIGatewayClient } from "@aws-sdk/client-api-gateway";
import { listen } from "../../../wire/testing/listen.ts";
import { requestOf } from "./fakes.ts";
import { createTestService, type TestService } from "./service.ts";

export interface Management {
  readonly service: TestService;
  readonly client: APIGatewayClient;
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** The management API on a loopback port, with the AWS SDK as its client. */
export async function serveManagement(): Promise<Management> {
  const service = createTestService();
  // The fake authentication takes a signature by a word; real signatures are tested with it.
  Object.assign(service.fakes.context.authentication, {
    authenticate: ({ request }: { request: { headers: Record<string, string | undefined> } }) => {
      if (request.headers["authorization"]?.startsWith("AWS4-HMAC-SHA256") !== true)
        throw new Error("unsigned");
      return { caller: { kind: "anonymous" } };
    },
  });
  const server = await listen(service.http);
  const credentials = { accessKeyId: "AKIAEXAMPLEEXAMPLE00", secretAccessKey: "x".repeat(40) };
  const client = new APIGatewayClient({
    endpoint: server.url,
    region: "eu-west-1",
    credentials,
    maxAttempts: 1,
  });
  const close = async () => {
    client.destroy();
    await server.close();
  };
  return { service, client, url: server.url, close };
}

/** One request to the API as it is deployed. */
export async function call(service: TestService, apiId: string, path: string, method = "GET") {
  return service.execute(requestOf({ path, method }), { apiId, path });
}
