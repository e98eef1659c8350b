import type { Database } from "../../../store/database.ts";
import type { GrantOperation } from "../../../wire/models/generated/kms.types.ts";

export interface Grant {
  /** 64 hexadecimal digits. */
  readonly id: string;
  readonly keyId: string;
  readonly name: string | undefined;
  readonly grantee: string;
  readonly retiring: string | undefined;
  readonly issuedBy: string;
  readonly operations: readonly GrantOperation[];
  readonly constraint:
    | { readonly kind: "EncryptionContextSubset" | "EncryptionContextEquals"; readonly context: Context }
    | undefined;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

type Context = Readonly<Record<string, string>>;

export interface GrantStore {
  find(id: string): Grant | undefined;
  /** By id. */
  ofKey(keyId: string): readonly Grant[];
  save(grant: Grant): void;
  delete(id: string): void;
}

interface Row {
  readonly document: string;
}

export function createGrantStore(database: Database): GrantStore {
  const find = database.prepare<Row>("SELECT document FROM kms_grants WHERE id = ?");
  const list = database.prepare<Row>("SELECT document FROM kms_grants WHERE key = ? ORDER BY id");
  const put = database.prepare("INSERT INTO kms_grants (id, key, document) VALUES (?, ?, ?)");
  const remove = database.prepare("DELETE FROM kms_grants WHERE id = ?");
  return {
    find: (id) => {
      const row = find.get(id);
      return row === undefined ? undefined : (JSON.parse(row.document) as Grant);
    },
    ofKey: (keyId) => list.all(keyId).map(({ document }) => JSON.parse(document) as Grant),
    save: (grant) => void put.run(grant.id, grant.keyId, JSON.stringify(grant)),
    delete: (id) => void remove.run(id),
  };
}
