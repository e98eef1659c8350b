import type { Database } from "../../../store/database.ts";
import type { Sealer } from "../../../store/sealing.ts";
import type { Secret, SecretValue } from "./secret.ts";

export interface SecretStore {
  find(name: string): Secret | undefined;
  /** By name. */
  list(): readonly Secret[];
  /** Of a version that the secret has. */
  value(secret: Secret, versionId: string): SecretValue;
  /** Writes the secret; values of versions that it has no longer are dropped. */
  save(secret: Secret, value?: { readonly versionId: string; readonly value: SecretValue }): void;
  delete(name: string): void;
  /** All of what the work writes, or nothing. */
  transaction<Result>(work: () => Result): Result;
}

const STEPS = [
  `CREATE TABLE secrets (name TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE secret_values (
     name TEXT NOT NULL, version TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (name, version)
   ) WITHOUT ROWID;`,
] as const;

interface Row {
  readonly document: string;
}

/** SECRET-2: values are sealed with the secret and version they belong to. */
export function createSecretStore(database: Database, sealer: Sealer): SecretStore {
  database.migrate("secretsmanager", STEPS);
  const find = database.prepare<Row>("SELECT document FROM secrets WHERE name = ?");
  const list = database.prepare<Row>("SELECT document FROM secrets ORDER BY name");
  const put = database.prepare("INSERT OR REPLACE INTO secrets (name, document) VALUES (?, ?)");
  const read = database.prepare<{ readonly value: Uint8Array }>(
    "SELECT value FROM secret_values WHERE name = ? AND version = ?",
  );
  const write = database.prepare(
    "INSERT OR REPLACE INTO secret_values (name, version, value) VALUES (?, ?, ?)",
  );
  const versions = database.prepare<{ readonly version: string }>(
    "SELECT version FROM secret_values WHERE name = ?",
  );
  const drop = database.prepare("DELETE FROM secret_values WHERE name = ? AND version = ?");
  const remove = database.prepare("DELETE FROM secrets WHERE name = ?");
  const removeValues = database.prepare("DELETE FROM secret_values WHERE name = ?");
  return {
    find: (name) => {
      const row = find.get(name);
      return row === undefined ? undefined : secretOf(row);
    },
    list: () => list.all().map(secretOf),
    value: ({ name, arn }, versionId) => {
      const row = read.get(name, versionId);
      const opened = sealer.open(Buffer.from(row?.value ?? []), contextOf(arn, versionId));
      if (opened === undefined)
        throw new Error(`The value of ${arn}, version ${versionId}, cannot be opened.`);
      return JSON.parse(opened.toString("utf8")) as SecretValue;
    },
    save: (secret, given) => {
      const { name, arn } = secret;
      const kept = new Set(secret.versions.map(({ id }) => id));
      database.transaction(() => {
        put.run(name, JSON.stringify(secret));
        if (given !== undefined) {
          const plain = Buffer.from(JSON.stringify(given.value), "utf8");
          write.run(name, given.versionId, sealer.seal(plain, contextOf(arn, given.versionId)));
        }
        for (const { version } of versions.all(name)) if (!kept.has(version)) drop.run(name, version);
      });
    },
    delete: (name) =>
      database.transaction(() => {
        remove.run(name);
        removeValues.run(name);
      }),
    transaction: (work) => database.transaction(work),
  };
}

function secretOf({ document }: Row): Secret {
  return JSON.parse(document) as Secret;
}

function contextOf(arn: string, versionId: string): string {
  return `${arn}:${versionId}`;
}
