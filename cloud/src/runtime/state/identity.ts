import { UserError } from "../../core/errors.ts";
import type { Database } from "../../store/database.ts";

interface Identity {
  readonly accountId: string;
  readonly region: string;
}

/**
 * A state folder belongs to one account and region: ARNs, role sessions and pool ids inside carry
 * them. Throws UserError when it was made for others.
 */
export function assertSameIdentity(database: Database, wanted: Identity, stateDir: string): void {
  database.migrate("identity", [
    "CREATE TABLE identity (id INTEGER PRIMARY KEY CHECK (id = 1), account_id TEXT NOT NULL, region TEXT NOT NULL)",
  ]);
  const known = database
    .prepare<Identity>("SELECT account_id AS accountId, region FROM identity WHERE id = 1")
    .get();
  if (known === undefined) {
    database
      .prepare("INSERT INTO identity (id, account_id, region) VALUES (1, ?, ?)")
      .run(wanted.accountId, wanted.region);
    return;
  }
  if (known.accountId === wanted.accountId && known.region === wanted.region) return;
  throw new UserError(
    `${stateDir} holds a cloud of account ${known.accountId} in ${known.region}, not of ${wanted.accountId} in ${wanted.region}. Use another state folder for it.`,
    "npx portcullis up --state <folder>",
  );
}
