import type { Database } from "../../../store/database.ts";
import type { StoredPolicy } from "../shared/stored-policy.ts";
import type { LayerVersion } from "./layer.ts";
import type { LayerVersionReference } from "./names.ts";

/** Layer versions and their policies, durable. */
export interface LayerStore {
  find(reference: LayerVersionReference): LayerVersion | undefined;
  /** Every version there is, by name, the newest first. */
  list(): LayerVersion[];
  /** The newest first. */
  listVersions(layerName: string): LayerVersion[];
  /** Saves what `make` makes of the next number of the layer. */
  add(layerName: string, make: (version: number) => LayerVersion): LayerVersion;
  /** Removes the version with its policy; its number is not given again. */
  remove(reference: LayerVersionReference): void;
  findPolicy(reference: LayerVersionReference): StoredPolicy | undefined;
  /** @param policy undefined takes it away */
  savePolicy(reference: LayerVersionReference, policy: StoredPolicy | undefined): void;
}

const MIGRATIONS = [
  `CREATE TABLE lambda_layers (layer TEXT PRIMARY KEY, next_version INTEGER NOT NULL) WITHOUT ROWID;
   CREATE TABLE lambda_layer_versions (
     layer TEXT NOT NULL REFERENCES lambda_layers (layer), version INTEGER NOT NULL, record TEXT NOT NULL,
     policy TEXT, PRIMARY KEY (layer, version)
   ) WITHOUT ROWID;`,
];

interface VersionRow {
  readonly record: string;
  readonly policy: string | null;
}

export function createLayerStore(database: Database): LayerStore {
  database.migrate("lambda-layers", MIGRATIONS);
  const find = database.prepare<VersionRow>(
    "SELECT record, policy FROM lambda_layer_versions WHERE layer = ? AND version = ?",
  );
  const list = database.prepare<VersionRow>(
    "SELECT record, policy FROM lambda_layer_versions ORDER BY layer, version DESC",
  );
  const versions = database.prepare<VersionRow>(
    "SELECT record, policy FROM lambda_layer_versions WHERE layer = ? ORDER BY version DESC",
  );
  const next = database.prepare<{ next_version: number }>(
    "SELECT next_version FROM lambda_layers WHERE layer = ?",
  );
  const count = database.prepare(
    `INSERT INTO lambda_layers (layer, next_version) VALUES (?, ?)
     ON CONFLICT (layer) DO UPDATE SET next_version = excluded.next_version`,
  );
  const save = database.prepare(
    "INSERT INTO lambda_layer_versions (layer, version, record, policy) VALUES (?, ?, ?, NULL)",
  );
  const remove = database.prepare("DELETE FROM lambda_layer_versions WHERE layer = ? AND version = ?");
  const savePolicy = database.prepare(
    "UPDATE lambda_layer_versions SET policy = ? WHERE layer = ? AND version = ?",
  );
  return {
    find: ({ layerName, version }) => {
      const row = find.get(layerName, version);
      return row === undefined ? undefined : toLayerVersion(row);
    },
    list: () => list.all().map(toLayerVersion),
    listVersions: (layerName) => versions.all(layerName).map(toLayerVersion),
    add: (layerName, make) =>
      database.transaction(() => {
        const version = next.get(layerName)?.next_version ?? 1;
        count.run(layerName, version + 1);
        const made = make(version);
        save.run(layerName, version, JSON.stringify(made));
        return made;
      }),
    remove: ({ layerName, version }) => void remove.run(layerName, version),
    findPolicy: ({ layerName, version }) => {
      const policy = find.get(layerName, version)?.policy ?? undefined;
      return policy === undefined ? undefined : (JSON.parse(policy) as StoredPolicy);
    },
    savePolicy: ({ layerName, version }, policy) =>
      void savePolicy.run(policy === undefined ? null : JSON.stringify(policy), layerName, version),
  };
}

function toLayerVersion({ record }: VersionRow): LayerVersion {
  return JSON.parse(record) as LayerVersion;
}
