import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Clock, systemClock } from "../../core/clock.ts";
import { createEndpoints } from "../../core/endpoints.ts";
import { silentLogger } from "../../core/logger.ts";
import type { FunctionInvoker } from "../../core/ports/function-invoker.ts";
import type { ObjectReader } from "../../core/ports/object-reader.ts";
import { systemRandomness } from "../../core/randomness.ts";
import { createApiGatewayService } from "../../services/apigateway/index.ts";
import { createCognitoService } from "../../services/cognito/index.ts";
import { copyInMemory } from "../../store/copy-in-memory.ts";
import { createCauses, createTraceLog } from "../../trace/trace-log.ts";
import { createPlatform, type Foundation } from "../platform.ts";
import { readCredentials } from "../state/credentials-file.ts";
import { assertSameKey } from "../state/key-check.ts";
import { runningCloud } from "../state/running-file.ts";
import { DATABASE, KEY, readIfThere } from "../state/state-folder.ts";
import { serveStages } from "./serve-stages.ts";

/** The stages of a running cloud once more, at another time. */
export interface Twin {
  /** Address of a stage, without a slash at the end. */
  restApi(apiId: string, stage: string): string;
  /** Sets its clock, which stands still. */
  setTime(epochMilliseconds: number): void;
  close(): Promise<void>;
}

/**
 * AUDIT-14: a copy of what decides about tokens and routes (APIs, pools, clients, signing keys, roles), taken
 * of the state of the running cloud as of one moment and kept in memory. Its functions are stubs that answer
 * 204, and it has nobody's data: no users, messages, objects or schedules. The running cloud, its data and its
 * clock stay as they are.
 * @returns undefined where no cloud runs that keeps its records in the folder
 * @throws UserError where the records were written under another key
 */
export async function openTwin(stateDir: string): Promise<Twin | undefined> {
  const running = runningCloud(stateDir);
  const administrator = readCredentials(stateDir);
  const masterKey = readIfThere(join(stateDir, KEY));
  const file = join(stateDir, DATABASE);
  if (running === undefined || administrator === undefined || masterKey === undefined) return undefined;
  if (!existsSync(file)) return undefined;
  const database = copyInMemory(file, (table) => DECIDES.test(table));
  try {
    assertSameKey(database, masterKey, stateDir);
    return await serveCopy({ config: { ...running, stateDir }, database, administrator, masterKey });
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Tables without which no token and no route can be judged. */
const DECIDES =
  /^(?:migrations|key_check|iam_\w+|apigateway_\w+|cognito_(?:pools|clients|domains|groups|resource_servers|signing_keys))$/;

type Copied = Pick<Foundation, "config" | "database" | "administrator" | "masterKey">;

async function serveCopy(copied: Copied): Promise<Twin> {
  let time = systemClock.now();
  const clock: Clock = { now: () => time };
  const causes = createCauses();
  const foundation: Foundation = {
    ...copied,
    stateDir: copied.config.stateDir,
    clock,
    signatureClock: systemClock,
    randomness: systemRandomness,
    // Those of the running cloud: its issuer stands in the tokens.
    endpoints: createEndpoints(copied.config),
    logger: silentLogger,
    trace: createTraceLog({ clock, causes }),
    causes,
  };
  const platform = {
    ...createPlatform(foundation, { providers: () => [], serviceOf: () => undefined }),
    functionInvoker: STUBS,
    objectReader: NO_OBJECTS,
    accessLog: undefined,
  };
  const pools = createCognitoService(platform);
  const gateway = () => createApiGatewayService({ ...platform, tokenVerifier: pools.tokenVerifier }).execute;
  let execute = gateway();
  const stages = await serveStages((request, target) => execute(request, target));
  return {
    restApi: stages.restApi,
    setTime: (milliseconds) => {
      time = milliseconds;
      // Its counts of calls are of the time before.
      execute = gateway();
    },
    close: async () => {
      await stages.close();
      await pools.close();
      copied.database.close();
    },
  };
}

/** No function of the project runs: a call that the gateway lets through does nothing. */
const STUBS: FunctionInvoker = {
  invoke: async () => ({ kind: "success", payload: Buffer.from('{"statusCode":204}') }),
};

const NO_OBJECTS: ObjectReader = {
  readingOf: () => {
    throw new Error("A twin deploys nothing.");
  },
  readObject: () => Promise.reject(new Error("A twin deploys nothing.")),
};
