import type { Database } from "../../../store/database.ts";

/** An event that was accepted and is not done with. */
export interface StoredEvent {
  readonly id: number;
  readonly functionName: string;
  /** Empty when the function was invoked without one. */
  readonly qualifier: string;
  readonly requestId: string;
  readonly payload: Buffer | string;
  /** JSON text, or empty. */
  readonly clientContext: string;
  /** Epoch milliseconds at which it was accepted. */
  readonly since: number;
  /** Names of the functions whose records led to it, the oldest first. */
  readonly lineage: readonly string[];
}

/** What the runs of an event have come to so far: all have failed. */
export interface EventProgress {
  readonly attempts: number;
  /** Epoch milliseconds of the next run. */
  readonly due: number;
  readonly version: string;
  /** What the last run ended with. */
  readonly failure: Buffer;
}

/**
 * Events between their acceptance and their end: one insert, one delete, and an update for each run that
 * failed. Payloads lie in the rows.
 */
export interface EventStore {
  /** @returns its id */
  add(event: Omit<StoredEvent, "id">): number;
  failed(id: number, progress: EventProgress): void;
  remove(id: number): void;
  /** Those of a function that goes. */
  removeOf(functionName: string): void;
  /** In the order in which they were accepted. */
  list(): readonly (StoredEvent & { readonly progress: EventProgress | undefined })[];
}

const STEPS = [
  `CREATE TABLE lambda_async_events (
     id INTEGER PRIMARY KEY,
     function_name TEXT NOT NULL,
     qualifier TEXT NOT NULL,
     request_id TEXT NOT NULL,
     payload BLOB NOT NULL,
     client_context TEXT NOT NULL,
     since INTEGER NOT NULL,
     lineage TEXT NOT NULL,
     attempts INTEGER NOT NULL DEFAULT 0,
     due INTEGER NOT NULL DEFAULT 0,
     version TEXT,
     failure BLOB
   );`,
] as const;

interface Row {
  readonly id: number;
  readonly function_name: string;
  readonly qualifier: string;
  readonly request_id: string;
  readonly payload: Buffer | string;
  readonly client_context: string;
  readonly since: number;
  readonly lineage: string;
  readonly attempts: number;
  readonly due: number;
  readonly version: string | null;
  readonly failure: Buffer | null;
}

export function createEventStore(database: Database): EventStore {
  database.migrate("lambda async-events", STEPS);
  const last = database.prepare<{ readonly id: number | null }>(
    "SELECT MAX(id) AS id FROM lambda_async_events",
  );
  const insert = database.prepare(
    `INSERT INTO lambda_async_events
       (id, function_name, qualifier, request_id, payload, client_context, since, lineage)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = database.prepare(
    "UPDATE lambda_async_events SET attempts = ?, due = ?, version = ?, failure = ? WHERE id = ?",
  );
  const remove = database.prepare("DELETE FROM lambda_async_events WHERE id = ?");
  const removeOf = database.prepare("DELETE FROM lambda_async_events WHERE function_name = ?");
  const list = database.prepare<Row>("SELECT * FROM lambda_async_events ORDER BY id");
  // This is the only writer: numbers are counted from the last one that is there.
  let latest: number | undefined;
  return {
    add: ({ functionName, qualifier, requestId, payload, clientContext, since, lineage }) => {
      latest = (latest ?? last.get()?.id ?? 0) + 1;
      const chain = lineage.join(" ");
      insert.run(latest, functionName, qualifier, requestId, payload, clientContext, since, chain);
      return latest;
    },
    failed: (id, { attempts, due, version, failure }) => void update.run(attempts, due, version, failure, id),
    remove: (id) => void remove.run(id),
    removeOf: (functionName) => void removeOf.run(functionName),
    list: () => list.all().map(eventOf),
  };
}

function eventOf(row: Row): StoredEvent & { readonly progress: EventProgress | undefined } {
  const { attempts, due, version, failure } = row;
  return {
    id: row.id,
    functionName: row.function_name,
    qualifier: row.qualifier,
    requestId: row.request_id,
    payload: row.payload,
    clientContext: row.client_context,
    since: row.since,
    lineage: row.lineage === "" ? [] : row.lineage.split(" "),
    progress: version === null || failure === null ? undefined : { attempts, due, version, failure },
  };
}
