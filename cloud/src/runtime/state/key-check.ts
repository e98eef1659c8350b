import { createHmac, timingSafeEqual } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../core/errors.ts";
import type { Database } from "../../store/database.ts";

const SENTENCE = "portcullis: the key of this state folder";

/** What services put beside the database; none of it is there before the mark is. */
const BESIDE = ["dynamodb.sqlite", "objects", "functions"];

/**
 * DOOR-KEY: what the key sealed opens with no other. Throws UserError when the database was written under
 * another key: the file was deleted or changed, and nothing would tell before the first sign-in.
 */
export function assertSameKey(database: Database, key: Buffer, stateDir: string): void {
  database.migrate("key", [
    "CREATE TABLE key_check (id INTEGER PRIMARY KEY CHECK (id = 1), mark TEXT NOT NULL)",
  ]);
  const mark = createHmac("sha256", key).update(SENTENCE).digest();
  const known = database.prepare<{ readonly mark: string }>("SELECT mark FROM key_check WHERE id = 1").get();
  if (known === undefined) {
    if (isNew(database)) assertNothingLost(stateDir);
    database.prepare("INSERT INTO key_check (id, mark) VALUES (1, ?)").run(mark.toString("base64"));
    return;
  }
  const kept = Buffer.from(known.mark, "base64");
  if (kept.length === mark.length && timingSafeEqual(kept, mark)) return;
  throw wrongKey(stateDir, "is not the key");
}

/** Whether no service has kept anything yet; older versions did before there was a mark. */
function isNew(database: Database): boolean {
  const others = "SELECT owner FROM migrations WHERE owner NOT IN ('identity', 'key')";
  return database.prepare(others).get() === undefined;
}

/**
 * DOOR-26: a database that is gone, or was emptied, is not begun anew beside what it knew of: a cloud without
 * its people and stacks would say that all is well.
 */
function assertNothingLost(stateDir: string): void {
  const left = BESIDE.find((name) => existsSync(join(stateDir, name)));
  if (left === undefined) return;
  throw new UserError(
    `The database ${stateDir}/cloud.db is gone or empty, though the folder was used (it has ${left}): the file, ` +
      "or cloud.db-wal beside it, was deleted or cut off. Stop every cloud and put both back from a backup, " +
      "or start anew: everything in the folder is lost then.",
    "npx portcullis reset",
  );
}

/** @param what is wrong with the file: `is not the key`, `is gone: it was the key` */
export function wrongKey(stateDir: string, what: string): UserError {
  return new UserError(
    `The file ${stateDir}/key ${what} that sealed ${stateDir}/cloud.db: it was deleted or changed. ` +
      "Passwords, signing keys and secrets inside cannot be opened without it. " +
      "Put the file back from a backup, or start anew: everything in the folder is lost then.",
    "npx portcullis reset",
  );
}
