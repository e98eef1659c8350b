import type { LogEvent } from "../../../core/ports/log-files.ts";
import type { Database } from "../../../store/database.ts";

/** A stream that a client made, or put events into. */
export interface PutStream {
  readonly group: string;
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** What clients put by PutLogEvents; what functions and stages write is in files. */
export interface PutStreamStore {
  find(group: string, name: string): PutStream | undefined;
  list(group: string): readonly PutStream[];
  save(stream: PutStream): void;
  /** All or nothing; the newest events of a stream are kept: 100,000, and 64 MB. */
  append(stream: PutStream, events: readonly Pick<LogEvent, "timestamp" | "ingestedAt" | "message">[]): void;
  events(stream: Pick<PutStream, "group" | "name">): readonly LogEvent[];
  /** Milliseconds since the epoch of the newest event; undefined when there is none. */
  lastIngestedAt(stream: Pick<PutStream, "group" | "name">): number | undefined;
  delete(group: string, name?: string): void;
}

const STEPS = [
  `CREATE TABLE logs_streams (
     log_group TEXT NOT NULL, name TEXT NOT NULL, created_at INTEGER NOT NULL, PRIMARY KEY (log_group, name)
   ) WITHOUT ROWID;
   CREATE TABLE logs_events (
     position INTEGER PRIMARY KEY AUTOINCREMENT, log_group TEXT NOT NULL, stream TEXT NOT NULL,
     timestamp INTEGER NOT NULL, ingested_at INTEGER NOT NULL, message TEXT NOT NULL
   );
   CREATE INDEX logs_events_of_stream ON logs_events (log_group, stream, position);`,
] as const;

const EVENTS_KEPT = 100_000;
/** LOGS-4: a stream is read whole, so it may not grow as it likes. */
const BYTES_KEPT = 64_000_000;
/** Events that are weighed at once to make room. */
const WEIGHED = 100;

interface Bounds {
  readonly bytes: number;
}

export function createPutStreamStore(
  database: Database,
  bounds: Bounds = { bytes: BYTES_KEPT },
): PutStreamStore {
  database.migrate("logs-streams", STEPS);
  const columns = "log_group AS [group], name, created_at AS createdAt";
  const find = database.prepare<PutStream>(
    `SELECT ${columns} FROM logs_streams WHERE log_group = ? AND name = ?`,
  );
  const list = database.prepare<PutStream>(
    `SELECT ${columns} FROM logs_streams WHERE log_group = ? ORDER BY name`,
  );
  const save = database.prepare(
    "INSERT INTO logs_streams (log_group, name, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const append = database.prepare(
    "INSERT INTO logs_events (log_group, stream, timestamp, ingested_at, message) VALUES (?, ?, ?, ?, ?)",
  );
  const prune = database.prepare(
    `DELETE FROM logs_events WHERE log_group = ?1 AND stream = ?2 AND position <= (
       SELECT position FROM logs_events WHERE log_group = ?1 AND stream = ?2
       ORDER BY position DESC LIMIT 1 OFFSET ${EVENTS_KEPT})`,
  );
  const weigh = database.prepare<{ size: number }>(
    "SELECT coalesce(sum(length(CAST(message AS BLOB))), 0) AS size FROM logs_events WHERE log_group = ? AND stream = ?",
  );
  const oldest = database.prepare<{ position: number; size: number }>(
    `SELECT position, length(CAST(message AS BLOB)) AS size FROM logs_events
     WHERE log_group = ? AND stream = ? ORDER BY position LIMIT ${WEIGHED}`,
  );
  const removeUpTo = database.prepare(
    "DELETE FROM logs_events WHERE log_group = ? AND stream = ? AND position <= ?",
  );
  /** At most this many bytes, by stream: what else was removed is found when it is weighed. */
  const sizes = new Map<string, number>();
  const shrink = (group: string, name: string, from: number): number => {
    // A tenth more is let go, so that not every event weighs all others.
    const wanted = 0.9 * bounds.bytes;
    let size = from;
    while (size > wanted) {
      const events = oldest.all(group, name);
      let last = 0;
      for (const event of events) {
        if (size <= wanted) break;
        size -= event.size;
        last = event.position;
      }
      removeUpTo.run(group, name, last);
    }
    return size;
  };
  const makeRoom = ({ group, name }: Pick<PutStream, "group" | "name">, added: number): void => {
    const key = `${group}\n${name}`;
    const known = sizes.get(key);
    const atMost = known === undefined ? Number.POSITIVE_INFINITY : known + added;
    const size = atMost <= bounds.bytes ? atMost : (weigh.get(group, name)?.size ?? 0);
    sizes.set(key, size > bounds.bytes ? shrink(group, name, size) : size);
  };
  const events = database.prepare<LogEvent>(
    `SELECT position, timestamp, ingested_at AS ingestedAt, message FROM logs_events
     WHERE log_group = ? AND stream = ? ORDER BY position`,
  );
  const newest = database.prepare<Pick<LogEvent, "ingestedAt">>(
    `SELECT ingested_at AS ingestedAt FROM logs_events
     WHERE log_group = ? AND stream = ? ORDER BY position DESC LIMIT 1`,
  );
  const removeStream = database.prepare("DELETE FROM logs_streams WHERE log_group = ? AND name = ?");
  const removeEvents = database.prepare("DELETE FROM logs_events WHERE log_group = ? AND stream = ?");
  return {
    find: (group, name) => find.get(group, name),
    list: (group) => list.all(group),
    save: ({ group, name, createdAt }) => void save.run(group, name, createdAt),
    append: ({ group, name, createdAt }, added) =>
      database.transaction(() => {
        save.run(group, name, createdAt);
        for (const { timestamp, ingestedAt, message } of added) {
          append.run(group, name, timestamp, ingestedAt, message);
        }
        prune.run(group, name);
        makeRoom(
          { group, name },
          added.reduce((sum, { message }) => sum + Buffer.byteLength(message), 0),
        );
      }),
    events: ({ group, name }) => events.all(group, name),
    lastIngestedAt: ({ group, name }) => newest.get(group, name)?.ingestedAt,
    delete: (group, name) =>
      database.transaction(() => {
        const names = name === undefined ? list.all(group).map((stream) => stream.name) : [name];
        for (const each of names) {
          removeStream.run(group, each);
          removeEvents.run(group, each);
        }
      }),
  };
}
