import type { Scope } from "../../core/arns.ts";
import type { Engine } from "./engine/engine.ts";
import type { TableStore } from "./tables/store.ts";

export interface DynamoDbContext {
  readonly engine: Engine;
  /** What is known of tables without asking the engine. */
  readonly tables: TableStore;
  readonly scope: Scope;
}
