import { createHash, timingSafeEqual } from "node:crypto";
import type { Randomness } from "../core/randomness.ts";
import type { ConsoleSession, Notice } from "../wire/console-area.ts";

/** One browser that was let in. */
export interface BrowserSession extends ConsoleSession {
  /** The word on the last action, handed out once. */
  takeNotice(): Notice | undefined;
  setNotice(notice: Notice): void;
  /** Calls back at every change of what its pages show. @returns how to end it */
  listen(listener: () => void): () => void;
  /** Closes what it keeps. */
  end(): void;
}

export interface Sessions {
  /** A key for one browser; it opens one session, once [CON-2]. */
  newKey(): string;
  /** Secret of the session that the key opens; undefined when it opens none. */
  open(key: string): string | undefined;
  find(secret: string): BrowserSession | undefined;
}

const MOST_KEYS = 20;
const MOST_SESSIONS = 100;

/** In memory: what a browser was let in for ends with the cloud. */
export function createSessions({ randomness }: { readonly randomness: Randomness }): Sessions {
  const keys = new Map<string, Buffer>();
  const sessions = new Map<string, BrowserSession>();
  return {
    newKey: () => {
      const key = randomness.bytes(32).toString("base64url");
      dropOldest(keys, MOST_KEYS);
      keys.set(hashed(key).toString("hex"), hashed(key));
      return key;
    },
    open: (key) => {
      const hash = hashed(key);
      const known = keys.get(hash.toString("hex"));
      if (known === undefined || !timingSafeEqual(known, hash)) return undefined;
      keys.delete(hash.toString("hex"));
      const secret = randomness.bytes(32).toString("base64url");
      dropOldest(sessions, MOST_SESSIONS)?.end();
      sessions.set(hashed(secret).toString("hex"), createSession());
      return secret;
    },
    find: (secret) => sessions.get(hashed(secret).toString("hex")),
  };
}

function hashed(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function dropOldest<Value>(map: Map<string, Value>, most: number): Value | undefined {
  const [key, oldest] = map.size >= most ? (map.entries().next().value ?? []) : [];
  if (key !== undefined) map.delete(key);
  return oldest;
}

function createSession(): BrowserSession {
  const values = new Map<string, unknown>();
  const listeners = new Set<() => void>();
  let notice: Notice | undefined;
  return {
    get: <Value>(key: string) => values.get(key) as Value | undefined,
    set: (key, value) => void values.set(key, value),
    delete: (key) => void values.delete(key),
    changed: () => {
      for (const listener of listeners) listener();
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    end: () => {
      for (const value of values.values()) (value as { close?(): void } | undefined)?.close?.();
      values.clear();
    },
    takeNotice: () => {
      const taken = notice;
      notice = undefined;
      return taken;
    },
    setNotice: (given) => {
      notice = given;
    },
  };
}
