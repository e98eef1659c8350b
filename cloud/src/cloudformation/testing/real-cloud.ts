import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DEFAULT_CONFIG } from "../../core/config.ts";
import { createEndpoints } from "../../core/endpoints.ts";
import { UserError } from "../../core/errors.ts";
import { silentLogger } from "../../core/logger.ts";
import { noTrace } from "../../core/ports/trace.ts";
import { systemRandomness } from "../../core/randomness.ts";
import { ManualClock } from "../../core/testing/manual-clock.ts";
import { closeServices, createServices } from "../../runtime/services.ts";
import { openDatabase } from "../../store/sqlite.ts";
import type { StackEngine } from "../index.ts";
import { deployment } from "./harness.ts";
import { upload } from "./upload.ts";

/** Stacks over the real services; nothing listens. */
export interface RealCloud {
  readonly engine: StackEngine;
  /** The outputs, or the reason why the stack was refused or rolled back. */
  deploy(stackName: string, template: object): Promise<Record<string, string> | string>;
  /** Puts an object into a bucket of the cloud. */
  upload(bucket: string, key: string, body: Buffer): Promise<void>;
  /** Whether a service of the cloud has the type. */
  serves(type: string): boolean;
  /** Whether the provider of a service takes the property of a type. */
  takes(type: string, property: string): boolean;
  close(): Promise<void>;
}

export function realCloud(): RealCloud {
  const stateDir = mkdtempSync(join(tmpdir(), "real-cloud-"));
  const config = { ...DEFAULT_CONFIG, stateDir };
  const database = openDatabase(":memory:");
  const clock = new ManualClock();
  const administrator = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" };
  const services = createServices({
    config,
    stateDir,
    masterKey: Buffer.alloc(32, 1),
    administrator,
    database,
    clock,
    signatureClock: clock,
    randomness: systemRandomness,
    endpoints: createEndpoints(config),
    logger: silentLogger,
    trace: noTrace,
  });
  const engine = services.ports.stackEngine;
  const providerOf = (type: string) =>
    [...services.instances.values()]
      .flatMap(({ resources = [] }) => [...resources])
      .find((provider) => provider.type === type);
  return {
    engine,
    upload: (bucket, key, body) =>
      upload({ services, credentials: administrator, region: config.region, clock }, { bucket, key, body }),
    serves: (type) => providerOf(type) !== undefined,
    takes: (type, property) => Object.hasOwn(providerOf(type)?.properties ?? {}, property),
    deploy: async (stackName, template) => {
      try {
        const request = deployment(template, { stackName, capabilities: ["CAPABILITY_NAMED_IAM"] });
        return (await engine.deploy(request)).outputs;
      } catch (error) {
        if (error instanceof Error && (error instanceof UserError || "code" in error)) return error.message;
        throw error;
      }
    },
    close: async () => {
      await closeServices(services);
      database.close();
      rmSync(stateDir, { recursive: true });
    },
  };
}
