import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { StackEngine } from "../../../cloudformation/index.ts";
import type { Scope } from "../../../core/arns.ts";
import { systemClock } from "../../../core/clock.ts";
import { type CloudConfig, DEFAULT_CONFIG } from "../../../core/config.ts";
import { createEndpoints } from "../../../core/endpoints.ts";
import { silentLogger } from "../../../core/logger.ts";
import { noTrace } from "../../../core/ports/trace.ts";
import { systemRandomness } from "../../../core/randomness.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { closeServices, createServices } from "../../services.ts";
import { newKey } from "../../state/credentials-file.ts";

/** Every service, with its records in memory; nothing listens, and nothing of it stays. */
export interface ScratchCloud {
  readonly engine: StackEngine;
  close(): Promise<void>;
}

export function openScratchCloud({ accountId, region }: Scope): ScratchCloud {
  const stateDir = mkdtempSync(join(tmpdir(), "portcullis-check-"));
  const config: CloudConfig = { ...DEFAULT_CONFIG, accountId, region, stateDir };
  const database = openDatabase(":memory:");
  const services = createServices({
    config,
    stateDir,
    masterKey: systemRandomness.bytes(32),
    administrator: newKey(),
    database,
    clock: systemClock,
    signatureClock: systemClock,
    randomness: systemRandomness,
    endpoints: createEndpoints(config),
    logger: silentLogger,
    trace: noTrace,
  });
  return {
    engine: services.ports.stackEngine,
    close: async () => {
      await closeServices(services);
      database.close();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}
