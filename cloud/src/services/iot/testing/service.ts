import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLogger } from "../../../core/logger.ts";
import type { AuthorizationRequest } from "../../../core/ports/authorization.ts";
import { noTrace } from "../../../core/ports/trace.ts";
import { systemRandomness } from "../../../core/randomness.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { fromNodeRequest, sendNodeResponse } from "../../../wire/http.ts";
import { createAuthentication } from "../../../wire/sigv4/index.ts";
import { ACCOUNT, REGION, testKeys } from "../../../wire/testing/access-keys.ts";
import { createIotService, type IotService } from "../index.ts";
import { testRulePorts } from "./rule-ports.ts";

export const ROLE_TOKEN = "session:token/with+signs==";

const keys = testKeys("gate", ROLE_TOKEN);

export interface TestIot {
  readonly service: IotService;
  readonly url: string;
  readonly httpPort: number;
  readonly port: number;
  readonly tlsPort: number;
  readonly stateDir: string;
  /** Stops everything; the state folder stays when it was given. */
  close(): Promise<void>;
}

interface TestOptions {
  readonly roleMay?: (request: AuthorizationRequest) => boolean;
  readonly stateDir?: string;
}

/** Serves IoT on free loopback ports with real signatures and a policy made for the test. */
export async function serveIot({ roleMay = () => false, stateDir }: TestOptions = {}): Promise<TestIot> {
  const folder = stateDir ?? mkdtempSync(join(tmpdir(), "portcullis-iot-"));
  const database = openDatabase(join(folder, "test.db"));
  const clock = { now: () => Date.now() };
  const service = createIotService({
    database,
    stateDir: folder,
    clock,
    randomness: systemRandomness,
    scope: { accountId: ACCOUNT, region: REGION },
    config: { port: 4566 },
    authentication: createAuthentication({ keys, clock, region: REGION }),
    authorization: {
      decide: (request) => {
        const allowed = request.caller.kind === "administrator" || roleMay(request);
        return { allowed, message: allowed ? "" : "denied", explanation: "" };
      },
    },
    keys,
    ...testRulePorts(),
    roles: { roleOf: () => undefined },
    roleAssumer: { whyNot: () => ({ reason: "role-missing" }) },
    logger: silentLogger,
    trace: noTrace,
  });
  const server = createServer((message, reply) => {
    service.http
      .handle(fromNodeRequest(message))
      .then((response) => sendNodeResponse(response, reply))
      .catch((error: unknown) => reply.destroy(error instanceof Error ? error : undefined));
  });
  server.on("upgrade", (message, socket, head) => service.mqtt.handleUpgrade(message, socket, head));
  const httpPort = await listenHttp(server);
  const ports = await service.mqtt.listen({ host: "127.0.0.1", port: 0, tlsPort: 0 });
  return {
    service,
    url: `http://127.0.0.1:${httpPort}`,
    httpPort,
    ...ports,
    stateDir: folder,
    close: async () => {
      await service.mqtt.close();
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
      database.close();
      if (stateDir === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function listenHttp(server: Server): Promise<number> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return (server.address() as AddressInfo).port;
}
