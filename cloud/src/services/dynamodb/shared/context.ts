import type { Scope } from "../../../core/arns.ts";
import type { Clock } from "../../../core/clock.ts";
import type { Engine } from "../engine/engine.ts";
import type { Expirations } from "./expirations.ts";
import type { TableStore } from "./table-store.ts";
import type { TableWrites } from "./writes.ts";

export interface DynamoDbContext {
  readonly engine: Engine;
  /** What is known of tables without asking the engine. */
  readonly tables: TableStore;
  readonly writes: TableWrites;
  readonly expirations: Expirations;
  /** Told of every operation on tables and items that the engine has run. */
  readonly did: (operation: string, input: object) => void;
  readonly scope: Scope;
  readonly clock: Clock;
}
