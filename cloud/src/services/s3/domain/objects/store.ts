import type { Database, SqlValue, Statement } from "../../../../store/database.ts";
import { RecordCache } from "../../../../store/record-cache.ts";
import type { BlobRef } from "./blobs.ts";
import { compareKeys } from "./key-order.ts";
import type { ObjectMetadata, ObjectVersion } from "./object.ts";

export const OBJECT_MIGRATIONS: readonly string[] = [
  `CREATE TABLE s3_objects (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     bucket TEXT NOT NULL, key TEXT NOT NULL, version_id TEXT NOT NULL,
     is_latest INTEGER NOT NULL, is_marker INTEGER NOT NULL,
     size INTEGER NOT NULL, etag TEXT NOT NULL, last_modified INTEGER NOT NULL,
     metadata TEXT NOT NULL, blobs TEXT, data BLOB
   );
   CREATE UNIQUE INDEX s3_objects_version ON s3_objects (bucket, key, version_id);
   CREATE UNIQUE INDEX s3_objects_latest ON s3_objects (bucket, key) WHERE is_latest = 1;
   CREATE TABLE s3_blobs (id TEXT PRIMARY KEY) WITHOUT ROWID;`,
];

interface ObjectRow {
  readonly bucket: string;
  readonly key: string;
  readonly version_id: string;
  readonly is_latest: number;
  readonly is_marker: number;
  readonly size: number;
  readonly etag: string;
  readonly last_modified: number;
  readonly metadata: string;
  readonly blobs: string | null;
  readonly data?: Buffer | null;
}

/** An entry of a listing. */
export interface ListedVersion {
  readonly key: string;
  readonly versionId: string;
  readonly isLatest: boolean;
  readonly isDeleteMarker: boolean;
  readonly size: number;
  readonly etag: string;
  readonly lastModified: number;
  readonly metadata: ObjectMetadata;
  readonly seq: number;
}

export interface ObjectStore {
  /** The current version, a delete marker included, with its bytes when they are inline. */
  latest(bucket: string, key: string): ObjectVersion | undefined;
  version(bucket: string, key: string, versionId: string): ObjectVersion | undefined;
  /** Inserts a new latest version; a `null` one replaces the former `null`. Answers freed blobs. */
  put(version: Omit<ObjectVersion, "isLatest">): readonly BlobRef[];
  /** Removes one version for good; the newest remaining becomes the latest. Answers freed blobs. */
  remove(version: ObjectVersion): readonly BlobRef[];
  setMetadata(version: ObjectVersion, metadata: ObjectMetadata): void;
  isEmpty(bucket: string): boolean;
  /** Latest versions that are no markers, by key, after `after`, starting with `prefix`. */
  listLatest(query: ListQuery): ListedVersion[];
  /** All versions by key, newest first. */
  listVersions(query: VersionListQuery): ListedVersion[];
  /** Position of a version in the order of writing. */
  sequenceOf(bucket: string, key: string, versionId: string): number | undefined;
  isBlobReferenced(id: string): boolean;
  addBlobs(blobs: readonly BlobRef[]): void;
  dropBlobs(blobs: readonly BlobRef[]): void;
}

export interface ListQuery {
  readonly bucket: string;
  readonly prefix: string;
  /** Keys greater than this; empty for all. */
  readonly after: string;
  readonly limit: number;
}

export interface VersionListQuery extends ListQuery {
  /** With `key`: versions of `key` older than this sequence number come first. */
  readonly from: { readonly key: string; readonly seq: number } | undefined;
}

const COLUMNS =
  "bucket, key, version_id, is_latest, is_marker, size, etag, last_modified, metadata, blobs, data";
const LIST_COLUMNS = "seq, key, version_id, is_latest, is_marker, size, etag, last_modified, metadata";
/** Greatest text that starts with a prefix: no character follows U+10FFFF. */
const LAST = "\u{10FFFF}";

export function createObjectStore(database: Database): ObjectStore {
  const latest = database.prepare<ObjectRow>(
    `SELECT ${COLUMNS} FROM s3_objects WHERE bucket = ? AND key = ? AND is_latest = 1`,
  );
  const version = database.prepare<ObjectRow>(
    `SELECT ${COLUMNS} FROM s3_objects WHERE bucket = ? AND key = ? AND version_id = ?`,
  );
  const insert = database.prepare(
    `INSERT INTO s3_objects (${COLUMNS}) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const demote = database.prepare(
    "UPDATE s3_objects SET is_latest = 0 WHERE bucket = ? AND key = ? AND is_latest = 1",
  );
  const drop = database.prepare("DELETE FROM s3_objects WHERE bucket = ? AND key = ? AND version_id = ?");
  const promote = database.prepare(
    `UPDATE s3_objects SET is_latest = 1 WHERE seq =
       (SELECT MAX(seq) FROM s3_objects WHERE bucket = ? AND key = ?)
     AND NOT EXISTS (SELECT 1 FROM s3_objects WHERE bucket = ? AND key = ? AND is_latest = 1)`,
  );
  const setMetadata = database.prepare(
    "UPDATE s3_objects SET metadata = ? WHERE bucket = ? AND key = ? AND version_id = ?",
  );
  const blobs = createBlobRegister(database);

  const discard = (old: ObjectRow | undefined): readonly BlobRef[] => {
    if (old === undefined) return [];
    drop.run(old.bucket, old.key, old.version_id);
    const freed = parseBlobs(old.blobs);
    blobs.dropBlobs(freed);
    return freed;
  };

  return {
    latest: (bucket, key) => fromRow(latest.get(bucket, key)),
    version: (bucket, key, versionId) => fromRow(version.get(bucket, key, versionId)),
    put: (added) =>
      database.transaction(() => {
        const freed = discard(
          added.versionId === "null" ? version.get(added.bucket, added.key, "null") : undefined,
        );
        demote.run(added.bucket, added.key);
        insert.run(...insertedValues(added));
        blobs.addBlobs(added.blobs);
        return freed;
      }),
    remove: ({ bucket, key, versionId }) =>
      database.transaction(() => {
        const freed = discard(version.get(bucket, key, versionId));
        promote.run(bucket, key, bucket, key);
        return freed;
      }),
    setMetadata: (old, metadata) =>
      void setMetadata.run(JSON.stringify(metadata), old.bucket, old.key, old.versionId),
    ...createListings(database),
    ...blobs,
  };
}

/** Which blobs belong to something; the others are swept. */
function createBlobRegister(
  database: Database,
): Pick<ObjectStore, "isBlobReferenced" | "addBlobs" | "dropBlobs"> {
  const find = database.prepare("SELECT 1 FROM s3_blobs WHERE id = ?");
  const add = database.prepare("INSERT OR IGNORE INTO s3_blobs (id) VALUES (?)");
  const drop = database.prepare("DELETE FROM s3_blobs WHERE id = ?");
  return {
    isBlobReferenced: (id) => find.get(id) !== undefined,
    addBlobs: (blobs) => {
      for (const { id } of blobs) add.run(id);
    },
    dropBlobs: (blobs) => {
      for (const { id } of blobs) drop.run(id);
    },
  };
}

function createListings(
  database: Database,
): Pick<ObjectStore, "isEmpty" | "listLatest" | "listVersions" | "sequenceOf"> {
  type Row = ObjectRow & { readonly seq: number };
  // One lower bound a statement: SQLite would pick either and might walk the whole bucket.
  const latestWhere = (bound: string): Statement<Row> =>
    database.prepare<Row>(
      `SELECT ${LIST_COLUMNS} FROM s3_objects
       WHERE bucket = ? AND ${bound} AND key <= ? AND is_latest = 1 AND is_marker = 0
       ORDER BY key LIMIT ?`,
    );
  const latestAfter = latestWhere("key > ?");
  const latestFrom = latestWhere("key >= ?");
  const versionsOf = database.prepare<Row>(
    `SELECT ${LIST_COLUMNS} FROM s3_objects WHERE bucket = ? AND key = ? AND seq < ? ORDER BY seq DESC LIMIT ?`,
  );
  const versionsWhere = (bound: string): Statement<Row> =>
    database.prepare<Row>(
      `SELECT ${LIST_COLUMNS} FROM s3_objects
       WHERE bucket = ? AND ${bound} AND key <= ? ORDER BY key, seq DESC LIMIT ?`,
    );
  const versionsAfter = versionsWhere("key > ?");
  const versionsFrom = versionsWhere("key >= ?");
  const sequence = database.prepare<{ seq: number }>(
    "SELECT seq FROM s3_objects WHERE bucket = ? AND key = ? AND version_id = ?",
  );
  const any = database.prepare("SELECT 1 FROM s3_objects WHERE bucket = ? LIMIT 1");
  return {
    isEmpty: (bucket) => any.get(bucket) === undefined,
    sequenceOf: (bucket, key, versionId) => sequence.get(bucket, key, versionId)?.seq,
    listLatest: ({ bucket, prefix, after, limit }) => {
      const within = isBefore(after, prefix);
      const rows = within
        ? latestFrom.all(bucket, prefix, `${prefix}${LAST}`, limit)
        : latestAfter.all(bucket, after, `${prefix}${LAST}`, limit);
      return rows.map(toListed);
    },
    listVersions: ({ bucket, prefix, after, limit, from }) => {
      const rest = from === undefined ? [] : versionsOf.all(bucket, from.key, from.seq, limit);
      const left = limit - rest.length;
      const more = isBefore(after, prefix)
        ? versionsFrom.all(bucket, prefix, `${prefix}${LAST}`, left)
        : versionsAfter.all(bucket, after, `${prefix}${LAST}`, left);
      return [...rest, ...more].map(toListed);
    },
  };
}

/** In the order of keys, the first page included. */
function isBefore(after: string, prefix: string): boolean {
  return after === "" || compareKeys(after, prefix) < 0;
}

function toListed(row: ObjectRow & { readonly seq: number }): ListedVersion {
  return {
    key: row.key,
    versionId: row.version_id,
    isLatest: row.is_latest === 1,
    isDeleteMarker: row.is_marker === 1,
    size: row.size,
    etag: row.etag,
    lastModified: row.last_modified,
    metadata: JSON.parse(row.metadata) as ObjectMetadata,
    seq: row.seq,
  };
}

/** In the order of COLUMNS, without `is_latest`. */
function insertedValues(added: Omit<ObjectVersion, "isLatest">): SqlValue[] {
  return [
    added.bucket,
    added.key,
    added.versionId,
    added.isDeleteMarker ? 1 : 0,
    added.size,
    added.etag,
    added.lastModified,
    JSON.stringify(added.metadata),
    added.blobs.length === 0 ? null : JSON.stringify(added.blobs),
    added.data ?? null,
  ];
}

function fromRow(row: ObjectRow | undefined): ObjectVersion | undefined {
  if (row === undefined) return undefined;
  return {
    bucket: row.bucket,
    key: row.key,
    versionId: row.version_id,
    isLatest: row.is_latest === 1,
    isDeleteMarker: row.is_marker === 1,
    size: row.size,
    etag: row.etag,
    lastModified: row.last_modified,
    metadata: JSON.parse(row.metadata) as ObjectMetadata,
    data: row.data ?? undefined,
    blobs: parseBlobs(row.blobs),
  };
}

function parseBlobs(text: string | null): readonly BlobRef[] {
  return text === null ? [] : (JSON.parse(text) as BlobRef[]);
}

const CACHED_OBJECTS = 256;
/** Larger ones would make the cache a matter of memory; together the kept ones take 4 MB at most. */
const CACHED_DATA_BYTES = 16_384;

/**
 * Remembers small latest versions that are read again and again, as a picture is by its owner's app.
 * Only committed states are remembered, and writers forget what they touch.
 */
export function withObjectCache(database: Database, store: ObjectStore): ObjectStore {
  const cache = new RecordCache<ObjectVersion>(CACHED_OBJECTS, isSmall);
  const forget = ({ bucket, key }: Pick<ObjectVersion, "bucket" | "key">): void =>
    cache.forget(cacheKey(bucket, key));
  return {
    ...store,
    latest: (bucket, key) => {
      const load = (): ObjectVersion | undefined => store.latest(bucket, key);
      return database.inTransaction ? load() : cache.get(cacheKey(bucket, key), load);
    },
    put: (added) => {
      forget(added);
      return store.put(added);
    },
    remove: (version) => {
      forget(version);
      return store.remove(version);
    },
    setMetadata: (version, metadata) => {
      forget(version);
      store.setMetadata(version, metadata);
    },
  };
}

/** Bucket names have no slash. */
function cacheKey(bucket: string, key: string): string {
  return `${bucket}/${key}`;
}

function isSmall({ data }: ObjectVersion): boolean {
  return data !== undefined && data.length <= CACHED_DATA_BYTES;
}
