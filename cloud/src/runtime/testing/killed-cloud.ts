import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../core/clock.ts";
import { DEFAULT_CONFIG } from "../../core/config.ts";
import { createEndpoints } from "../../core/endpoints.ts";
import { silentLogger } from "../../core/logger.ts";
import { noTrace } from "../../core/ports/trace.ts";
import { systemRandomness } from "../../core/randomness.ts";
import type { Database } from "../../store/database.ts";
import { openDatabase } from "../../store/sqlite.ts";
import type { Foundation } from "../platform.ts";
import { closeServices, createServices, type Services } from "../services.ts";

const FILE = "state.db";

/** Every service over one state folder; nothing listens. */
export interface QuietCloud {
  readonly folder: string;
  readonly foundation: Foundation;
  readonly services: Services;
  /** Rows by table, without those of CloudFormation itself and of the store. */
  rows(): Record<string, number>;
  close(): Promise<void>;
}

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "portcullis-killed-"));
}

/** @param onWrite called after every write that a `kill -9` would leave behind */
export function openQuietCloud(folder: string, onWrite: () => void = () => undefined): QuietCloud {
  const database = openDatabase(join(folder, FILE));
  const foundation: Foundation = {
    config: { ...DEFAULT_CONFIG, stateDir: folder },
    stateDir: folder,
    masterKey: Buffer.alloc(32, 7),
    administrator: { accessKeyId: "AKIAADMINISTRATOR000", secretAccessKey: "secret" },
    database: watched(database, onWrite),
    clock: systemClock,
    signatureClock: systemClock,
    randomness: systemRandomness,
    endpoints: createEndpoints(DEFAULT_CONFIG),
    logger: silentLogger,
    trace: noTrace,
  };
  const services = createServices(foundation);
  return {
    folder,
    foundation,
    services,
    rows: () => rowsOf(database),
    close: async () => {
      await closeServices(services);
      database.close();
    },
  };
}

/** What the disk holds at this moment, in a folder of its own. */
export function snapshot(folder: string, name: string): string {
  const copy = join(folder, name);
  mkdirSync(copy);
  for (const file of [FILE, `${FILE}-wal`]) {
    if (existsSync(join(folder, file))) copyFileSync(join(folder, file), join(copy, file));
  }
  return copy;
}

export function drop(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

function watched(database: Database, onWrite: () => void): Database {
  const written = () => {
    if (!database.inTransaction) onWrite();
  };
  return {
    ...database,
    get inTransaction() {
      return database.inTransaction;
    },
    transaction: (work) => {
      const result = database.transaction(work);
      written();
      return result;
    },
    prepare: <Row>(sql: string) => {
      const statement = database.prepare<Row>(sql);
      return {
        ...statement,
        run: (...parameters) => {
          const changes = statement.run(...parameters);
          written();
          return changes;
        },
      };
    },
  };
}

function rowsOf(database: Database): Record<string, number> {
  const tables = database
    .prepare<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .all()
    .map(({ name }) => name)
    .filter((name) => !/^(cfn_|sqlite_|migrations$)/.test(name));
  return Object.fromEntries(
    tables.map((name) => [
      name,
      database.prepare<{ n: number }>(`SELECT count(*) AS n FROM "${name}"`).get()?.n ?? 0,
    ]),
  );
}
