import { UserError } from "../../core/errors.ts";

const ELSEWHERE = "npx portcullis up --state <folder>";
const RESET = "npx portcullis reset";

const notAFolder = (path: string): UserError =>
  new UserError(`The state folder ${path} cannot be made: it is a file, or below one.`, ELSEWHERE);
const notMade = (path: string): UserError =>
  new UserError(`The state folder ${path} cannot be made: nothing can be made there.`, ELSEWHERE);
const readOnly = (path: string): UserError =>
  new UserError(`The state folder ${path} is on a disk that can only be read.`, ELSEWHERE);
const notOpened = (path: string): UserError =>
  new UserError(
    `The database in the state folder ${path} cannot be opened: is it a file of this user?`,
    ELSEWHERE,
  );
const notOurs = (path: string): UserError =>
  new UserError(`This user may not write to the state folder ${path}.`, ELSEWHERE);
const full = (path: string): UserError =>
  new UserError(`The disk with the state folder ${path} is full.`, ELSEWHERE);
const damaged = (path: string): UserError =>
  new UserError(`The database in the state folder ${path} is damaged.`, RESET);

const REASONS: ReadonlyMap<string, (path: string) => UserError> = new Map([
  ["EEXIST", notAFolder],
  ["ENOTDIR", notAFolder],
  ["ENOENT", notMade],
  ["ENAMETOOLONG", notMade],
  ["EINVAL", notMade],
  ["EACCES", notOurs],
  ["EPERM", notOurs],
  ["EROFS", readOnly],
  ["SQLITE_READONLY", notOurs],
  ["SQLITE_CANTOPEN", notOpened],
  ["ENOSPC", full],
  ["EDQUOT", full],
  ["SQLITE_FULL", full],
  ["SQLITE_IOERR", full],
  ["SQLITE_NOTADB", damaged],
  ["SQLITE_CORRUPT", damaged],
]);

/** What a person can do about a state folder that cannot be used; other errors come back as they are. */
export function stateError(error: unknown, path: string): unknown {
  const { code = "" } = (error ?? {}) as { code?: string };
  // Extended SQLite codes name the step that failed, e.g. SQLITE_IOERR_WRITE.
  const known = REASONS.get(code) ?? REASONS.get(/^SQLITE_[A-Z]+/.exec(code)?.[0] ?? "");
  return known === undefined ? error : known(path);
}
