import type { Database } from "../../../../store/database.ts";

/** All tokens that come from one sign-in. Times are epoch milliseconds. */
export interface TokenFamily {
  /** `origin_jti` */
  readonly id: string;
  readonly userPoolId: string;
  readonly clientId: string;
  readonly sub: string;
  readonly secretHash: Buffer;
  readonly scopes: readonly string[];
  readonly oauth: boolean;
  readonly authenticatedAt: number;
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Number of rotations so far. */
  readonly generation: number;
  readonly rotatedAt: number;
  /** Undefined while the family is good. */
  readonly revokedAt: number | undefined;
}

export interface TokenFamilyStore {
  insert(family: TokenFamily): void;
  find(id: string): TokenFamily | undefined;
  /** False when another rotation came first. */
  rotate(id: string, fromGeneration: number, now: number): boolean;
  revoke(id: string, now: number): void;
  revokeAllOfUser(userPoolId: string, sub: string, now: number): void;
  /** Removes what expired before `before`. */
  purge(before: number): void;
}

const MIGRATIONS = [
  `CREATE TABLE cognito_token_families (
     id TEXT PRIMARY KEY,
     pool_id TEXT NOT NULL,
     client_id TEXT NOT NULL,
     sub TEXT NOT NULL,
     secret_hash BLOB NOT NULL,
     scopes TEXT NOT NULL,
     oauth INTEGER NOT NULL,
     authenticated_at INTEGER NOT NULL,
     issued_at INTEGER NOT NULL,
     expires_at INTEGER NOT NULL,
     generation INTEGER NOT NULL,
     rotated_at INTEGER NOT NULL,
     revoked_at INTEGER
   ) WITHOUT ROWID;
   CREATE UNIQUE INDEX cognito_token_families_of_user ON cognito_token_families (pool_id, sub, id);
   CREATE UNIQUE INDEX cognito_token_families_by_end ON cognito_token_families (expires_at, id)`,
];

interface Row {
  readonly id: string;
  readonly pool_id: string;
  readonly client_id: string;
  readonly sub: string;
  readonly secret_hash: Buffer;
  readonly scopes: string;
  readonly oauth: number;
  readonly authenticated_at: number;
  readonly issued_at: number;
  readonly expires_at: number;
  readonly generation: number;
  readonly rotated_at: number;
  readonly revoked_at: number | null;
}

export function createTokenFamilyStore(database: Database): TokenFamilyStore {
  database.migrate("cognito-token-families", MIGRATIONS);
  const insert = database.prepare(
    "INSERT INTO cognito_token_families VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)",
  );
  const find = database.prepare<Row>("SELECT * FROM cognito_token_families WHERE id = ?");
  const rotate = database.prepare(
    `UPDATE cognito_token_families SET generation = generation + 1, rotated_at = ?
      WHERE id = ? AND generation = ? AND revoked_at IS NULL`,
  );
  const revoke = database.prepare(
    "UPDATE cognito_token_families SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
  );
  const revokeAll = database.prepare(
    "UPDATE cognito_token_families SET revoked_at = ? WHERE pool_id = ? AND sub = ? AND revoked_at IS NULL",
  );
  const purge = database.prepare("DELETE FROM cognito_token_families WHERE expires_at < ?");
  return {
    insert: (family) => {
      insert.run(
        family.id,
        family.userPoolId,
        family.clientId,
        family.sub,
        family.secretHash,
        family.scopes.join(" "),
        family.oauth ? 1 : 0,
        family.authenticatedAt,
        family.issuedAt,
        family.expiresAt,
        family.generation,
        family.rotatedAt,
      );
    },
    find: (id) => {
      const row = find.get(id);
      return row === undefined ? undefined : decode(row);
    },
    rotate: (id, fromGeneration, now) => rotate.run(now, id, fromGeneration) === 1,
    revoke: (id, now) => void revoke.run(now, id),
    revokeAllOfUser: (userPoolId, sub, now) => void revokeAll.run(now, userPoolId, sub),
    purge: (before) => void purge.run(before),
  };
}

function decode(row: Row): TokenFamily {
  return {
    id: row.id,
    userPoolId: row.pool_id,
    clientId: row.client_id,
    sub: row.sub,
    secretHash: Buffer.from(row.secret_hash),
    scopes: row.scopes.split(" "),
    oauth: row.oauth === 1,
    authenticatedAt: row.authenticated_at,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    generation: row.generation,
    rotatedAt: row.rotated_at,
    revokedAt: row.revoked_at ?? undefined,
  };
}
