import type { Randomness } from "../../../core/randomness.ts";
import type { Database } from "../../../store/database.ts";
import type { PutText } from "../shared/put.ts";
import { parseSignal, type Signal } from "./signal.ts";

/** More signals than this a handle does not keep. */
export const SIGNAL_LIMIT = 1000;

/** 256 bits: who was not given an address does not find it. */
const TOKEN_BYTES = 32;

const MIGRATIONS = [
  `CREATE TABLE cfn_wait_handles (token TEXT PRIMARY KEY) WITHOUT ROWID;
   CREATE TABLE cfn_wait_signals (sequence INTEGER PRIMARY KEY AUTOINCREMENT, token TEXT NOT NULL, unique_id TEXT NOT NULL, data TEXT NOT NULL, UNIQUE (token, unique_id));`,
];

/** What has come to a handle. */
export interface Signals {
  /** By unique id the first one, in the order in which they came. */
  readonly signals: readonly Signal[];
  /** Something came that is no signal. */
  readonly hasUnparsable: boolean;
}

/** Wait condition handles: addresses that take signals while they exist. They and what they took survive a stop. */
export interface WaitHandles {
  /** Makes a handle; returns its address. */
  open(): string;
  close(url: string): void;
  /** Undefined when the address is none of a handle that exists. */
  signalsOf(url: string): Signals | undefined;
  put(token: string, text: PutText): "taken" | "unknown" | "full";
  /** Calls `onSignal` after each signal; the answer ends that. */
  watch(url: string, onSignal: () => void): () => void;
}

interface Options {
  readonly database: Database;
  readonly randomness: Randomness;
  /** What comes before the token in an address. */
  readonly base: string;
}

/** CFN-WAIT-URL: an address is unguessable, takes signals while its handle exists, and tells nothing. */
export function createWaitHandles({ database, randomness, base }: Options): WaitHandles {
  database.migrate("cloudformation-waits", MIGRATIONS);
  const sql = <Row>(text: string) => database.prepare<Row>(text);
  const watchers = new Map<string, Set<() => void>>();
  const exists = (token: string) =>
    sql("SELECT token FROM cfn_wait_handles WHERE token = ?").get(token) !== undefined;
  const countOf = (token: string) =>
    sql<{ count: number }>("SELECT count(*) AS count FROM cfn_wait_signals WHERE token = ?").get(token)
      ?.count ?? 0;
  return {
    open: () => {
      const token = randomness.bytes(TOKEN_BYTES).toString("base64url");
      sql("INSERT INTO cfn_wait_handles (token) VALUES (?)").run(token);
      return `${base}/${token}`;
    },
    close: (url) => {
      const token = tokenOf(url);
      sql("DELETE FROM cfn_wait_signals WHERE token = ?").run(token);
      sql("DELETE FROM cfn_wait_handles WHERE token = ?").run(token);
    },
    signalsOf: (url) => {
      const token = tokenOf(url);
      if (!exists(token)) return undefined;
      const rows = sql<{ data: string }>(
        "SELECT data FROM cfn_wait_signals WHERE token = ? ORDER BY sequence",
      ).all(token);
      const all = rows.map(({ data }) => JSON.parse(data) as Signal | null);
      return { signals: all.filter((one) => one !== null), hasUnparsable: all.includes(null) };
    },
    put: (token, text) => {
      if (!exists(token)) return "unknown";
      if (countOf(token) >= SIGNAL_LIMIT) return "full";
      const signal = parseSignal(text);
      // What has the id of an earlier signal is that signal sent again.
      sql("INSERT OR IGNORE INTO cfn_wait_signals (token, unique_id, data) VALUES (?, ?, ?)").run(
        token,
        signal?.uniqueId ?? "",
        JSON.stringify(signal ?? null),
      );
      for (const onSignal of [...(watchers.get(token) ?? [])]) onSignal();
      return "taken";
    },
    watch: (url, onSignal) => {
      const token = tokenOf(url);
      const known = watchers.get(token) ?? new Set();
      watchers.set(token, known.add(onSignal));
      return () => {
        known.delete(onSignal);
        if (known.size === 0) watchers.delete(token);
      };
    },
  };
}

/** A cloud that listens elsewhere than before finds its handles again. */
function tokenOf(url: string): string {
  return url.slice(url.lastIndexOf("/") + 1);
}
