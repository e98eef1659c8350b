import type { Database } from "../../../../store/database.ts";
import type { BlobRef } from "../objects/blobs.ts";
import type { ChecksumAlgorithm, ChecksumType, StoredChecksum } from "../objects/checksums.ts";
import type { ObjectMetadata } from "../objects/object.ts";

export const UPLOAD_MIGRATIONS: readonly string[] = [
  `CREATE TABLE s3_uploads (
     id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL,
     started_at INTEGER NOT NULL, settings TEXT NOT NULL
   ) WITHOUT ROWID;
   CREATE UNIQUE INDEX s3_uploads_key ON s3_uploads (bucket, key, id);
   CREATE TABLE s3_parts (
     upload TEXT NOT NULL, number INTEGER NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
     checksum TEXT NOT NULL, uploaded_at INTEGER NOT NULL, blob TEXT NOT NULL,
     PRIMARY KEY (upload, number)
   ) WITHOUT ROWID;`,
  `ALTER TABLE s3_parts ADD COLUMN declared TEXT;
   CREATE TABLE s3_completed_uploads (
     id TEXT PRIMARY KEY, bucket TEXT NOT NULL, key TEXT NOT NULL,
     completed_at INTEGER NOT NULL, record TEXT NOT NULL
   ) WITHOUT ROWID;`,
];

export interface UploadSettings {
  readonly metadata: ObjectMetadata;
  readonly algorithm: ChecksumAlgorithm;
  readonly checksumType: ChecksumType;
  /** False when the client named no algorithm: the checksum is then S3's own affair. */
  readonly algorithmGiven: boolean;
  /** Attributes that the request asked for by header; absent in uploads of older versions. */
  readonly requested?: Readonly<Record<string, string>>;
  /** The key was deleted after the upload began. */
  readonly keyDeleted?: boolean;
}

/** What an upload became, to answer the same when the client asks again. */
export interface CompletedUpload {
  readonly bucket: string;
  readonly key: string;
  /** Epoch milliseconds. */
  readonly completedAt: number;
  /** Numbers and entity tags of the parts that were named. */
  readonly parts: string;
  readonly etag: string;
  readonly versionId: string;
  readonly checksum: StoredChecksum;
  readonly encryption: ObjectMetadata["encryption"];
}

export interface Upload {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly settings: UploadSettings;
}

export interface Part {
  readonly number: number;
  readonly size: number;
  readonly etag: string;
  /** Base64, of the upload's algorithm. */
  readonly checksum: string;
  /** The checksum that the client sent, where it is of another algorithm. */
  readonly declared: { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined;
  readonly uploadedAt: number;
  readonly blob: BlobRef;
}

export interface UploadStore {
  create(upload: Upload): void;
  find(id: string): Upload | undefined;
  /** Uploads of a bucket by key, then by their beginning. */
  list(bucket: string): Upload[];
  /** Replaces a part of the same number; answers the freed blob. */
  putPart(uploadId: string, part: Part): readonly BlobRef[];
  parts(uploadId: string): Part[];
  remove(uploadId: string): void;
  /** Tells the uploads of a key that it was deleted meanwhile. */
  markKeyDeleted(bucket: string, key: string): void;
  findCompleted(id: string): CompletedUpload | undefined;
  /** Keeps what an upload became, and forgets those completed before `since`. */
  saveCompleted(id: string, completed: CompletedUpload, since: number): void;
  forgetCompleted(bucket: string): void;
}

interface UploadRow {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly started_at: number;
  readonly settings: string;
}

interface PartRow {
  readonly number: number;
  readonly size: number;
  readonly etag: string;
  readonly checksum: string;
  readonly declared: string | null;
  readonly uploaded_at: number;
  readonly blob: string;
}

export function createUploadStore(database: Database): UploadStore {
  const insert = database.prepare(
    "INSERT INTO s3_uploads (id, bucket, key, started_at, settings) VALUES (?, ?, ?, ?, ?)",
  );
  const find = database.prepare<UploadRow>("SELECT * FROM s3_uploads WHERE id = ?");
  const list = database.prepare<UploadRow>(
    "SELECT * FROM s3_uploads WHERE bucket = ? ORDER BY key, started_at, id",
  );
  const drop = database.prepare("DELETE FROM s3_uploads WHERE id = ?");
  const dropParts = database.prepare("DELETE FROM s3_parts WHERE upload = ?");
  const part = database.prepare<PartRow>("SELECT * FROM s3_parts WHERE upload = ? AND number = ?");
  const parts = database.prepare<PartRow>("SELECT * FROM s3_parts WHERE upload = ? ORDER BY number");
  const putPart = database.prepare(
    `INSERT OR REPLACE INTO s3_parts (upload, number, size, etag, checksum, declared, uploaded_at, blob)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const markKeyDeleted = database.prepare(
    "UPDATE s3_uploads SET settings = json_set(settings, '$.keyDeleted', json('true')) WHERE bucket = ? AND key = ?",
  );
  const findCompleted = database.prepare<{ readonly record: string }>(
    "SELECT record FROM s3_completed_uploads WHERE id = ?",
  );
  const saveCompleted = database.prepare(
    "INSERT OR REPLACE INTO s3_completed_uploads (id, bucket, key, completed_at, record) VALUES (?, ?, ?, ?, ?)",
  );
  const forgetOld = database.prepare("DELETE FROM s3_completed_uploads WHERE completed_at < ?");
  const forgetCompleted = database.prepare("DELETE FROM s3_completed_uploads WHERE bucket = ?");
  return {
    create: ({ id, bucket, key, startedAt, settings }) =>
      void insert.run(id, bucket, key, startedAt, JSON.stringify(settings)),
    find: (id) => toUpload(find.get(id)),
    list: (bucket) => list.all(bucket).flatMap((row) => toUpload(row) ?? []),
    putPart: (upload, added) => {
      const old = part.get(upload, added.number);
      putPart.run(
        upload,
        added.number,
        added.size,
        added.etag,
        added.checksum,
        added.declared === undefined ? null : JSON.stringify(added.declared),
        added.uploadedAt,
        added.blob.id,
      );
      return old === undefined ? [] : [toPart(old).blob];
    },
    parts: (upload) => parts.all(upload).map(toPart),
    remove: (id) => {
      dropParts.run(id);
      drop.run(id);
    },
    markKeyDeleted: (bucket, key) => void markKeyDeleted.run(bucket, key),
    findCompleted: (id) => {
      const row = findCompleted.get(id);
      return row === undefined ? undefined : (JSON.parse(row.record) as CompletedUpload);
    },
    saveCompleted: (id, completed, since) => {
      forgetOld.run(since);
      const { bucket, key, completedAt } = completed;
      saveCompleted.run(id, bucket, key, completedAt, JSON.stringify(completed));
    },
    forgetCompleted: (bucket) => void forgetCompleted.run(bucket),
  };
}

function toUpload(row: UploadRow | undefined): Upload | undefined {
  if (row === undefined) return undefined;
  const settings = JSON.parse(row.settings) as UploadSettings;
  return { id: row.id, bucket: row.bucket, key: row.key, startedAt: row.started_at, settings };
}

function toPart(row: PartRow): Part {
  return {
    number: row.number,
    size: row.size,
    etag: row.etag,
    checksum: row.checksum,
    declared: row.declared === null ? undefined : (JSON.parse(row.declared) as Part["declared"]),
    uploadedAt: row.uploaded_at,
    blob: { id: row.blob, size: row.size },
  };
}
