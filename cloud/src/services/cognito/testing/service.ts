import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { createEndpoints } from "../../../core/endpoints.ts";
import { silentLogger } from "../../../core/logger.ts";
import type { FunctionInvoker } from "../../../core/ports/function-invoker.ts";
import { noTrace } from "../../../core/ports/trace.ts";
import { systemRandomness } from "../../../core/randomness.ts";
import { ManualClock } from "../../../core/testing/manual-clock.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { listen } from "../../../wire/testing/listen.ts";
import { type CognitoDependencies, createCognitoService } from "../index.ts";
import { permissiveAuthentication, TEST_SCOPE } from "./administration.ts";

const noFunctions: FunctionInvoker = {
  invoke: async () => ({ kind: "refused", code: "ResourceNotFoundException", message: "Function not found" }),
};

/** The whole service, with the real cryptography, behind a real HTTP server. */
export async function serveCognito(changes: Partial<CognitoDependencies> = {}) {
  const clock = new ManualClock();
  const database = openDatabase(":memory:");
  const service = createCognitoService({
    database,
    masterKey: Buffer.alloc(32, 7),
    clock,
    randomness: systemRandomness,
    scope: TEST_SCOPE,
    endpoints: createEndpoints({ port: 4566, region: TEST_SCOPE.region, issuerStyle: "local" }),
    authentication: permissiveAuthentication,
    authorization: { decide: () => ({ allowed: true, message: "", explanation: "" }) },
    functionInvoker: noFunctions,
    trace: noTrace,
    logger: silentLogger,
    ...changes,
  });
  const server = await listen(service.http);
  const client = new CognitoIdentityProviderClient({
    endpoint: server.url,
    region: TEST_SCOPE.region,
    credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "not-a-secret" },
    maxAttempts: 1,
  });
  return {
    client,
    clock,
    service,
    url: server.url,
    close: async () => {
      client.destroy();
      await server.close();
      await service.close();
    },
  };
}
