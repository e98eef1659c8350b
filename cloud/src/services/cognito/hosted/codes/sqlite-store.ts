import { createHash } from "node:crypto";
import type { Clock } from "../../../../core/clock.ts";
import type { Randomness } from "../../../../core/randomness.ts";
import type { Database } from "../../../../store/database.ts";
import {
  type AuthorizationCode,
  type AuthorizationCodeStore,
  CODE_TTL_SECONDS,
} from "./authorization-code.ts";

const MIGRATIONS = [
  `CREATE TABLE cognito_authorization_codes (
     code_hash TEXT PRIMARY KEY,
     expires_at INTEGER NOT NULL,
     record TEXT NOT NULL
   ) WITHOUT ROWID;
   CREATE INDEX cognito_authorization_codes_expiry ON cognito_authorization_codes (expires_at)`,
];

interface Tools {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export function createAuthorizationCodeStore({ database, clock, randomness }: Tools): AuthorizationCodeStore {
  database.migrate("cognito-authorization-codes", MIGRATIONS);
  const insert = database.prepare(
    "INSERT INTO cognito_authorization_codes (code_hash, expires_at, record) VALUES (?, ?, ?)",
  );
  const purge = database.prepare("DELETE FROM cognito_authorization_codes WHERE expires_at <= ?");
  const find = database.prepare<{ record: string; expires_at: number }>(
    "SELECT record, expires_at FROM cognito_authorization_codes WHERE code_hash = ?",
  );
  const remove = database.prepare("DELETE FROM cognito_authorization_codes WHERE code_hash = ?");
  const spent = new SpentCodes();
  return {
    issue: (grant) => {
      const code = randomness.uuid();
      const expiresAt = clock.now() + CODE_TTL_SECONDS * 1000;
      database.transaction(() => {
        purge.run(clock.now());
        insert.run(hashOf(code), expiresAt, JSON.stringify(grant));
      });
      return code;
    },
    consume: (code) => {
      const hash = hashOf(code);
      const row = database.transaction(() => {
        const found = find.get(hash);
        // OAU-31: a code is gone with its first use, whatever comes of it.
        return found !== undefined && remove.run(hash) === 1 ? found : undefined;
      });
      // OAU-32: and it does not outlive five minutes.
      if (row === undefined) return undefined;
      const isExpired = row.expires_at <= clock.now();
      spent.add(hash, isExpired ? "grant-code-expired" : "grant-code-used");
      if (isExpired) return undefined;
      return JSON.parse(row.record) as AuthorizationCode;
    },
    whyNot: (code) => spent.find(hashOf(code)) ?? "grant-code-unknown",
  };
}

type SpentFor = "grant-code-used" | "grant-code-expired";

const SPENT_KEPT = 1_000;

/** What became of the last codes, by their hashes. */
class SpentCodes {
  readonly #reasons = new Map<string, SpentFor>();

  add(hash: string, reason: SpentFor): void {
    if (this.#reasons.size >= SPENT_KEPT) {
      const oldest = this.#reasons.keys().next();
      if (oldest.done !== true) this.#reasons.delete(oldest.value);
    }
    this.#reasons.set(hash, reason);
  }

  find(hash: string): SpentFor | undefined {
    return this.#reasons.get(hash);
  }
}

/** The store holds no code that works: whoever reads it cannot sign in. */
function hashOf(code: string): string {
  return createHash("sha256").update(code).digest("hex");
}
