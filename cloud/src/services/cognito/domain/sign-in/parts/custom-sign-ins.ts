import type { Clock } from "../../../../../core/clock.ts";
import type { Randomness } from "../../../../../core/randomness.ts";
import type { Database } from "../../../../../store/database.ts";
import { createSealer } from "../../../../../store/sealing.ts";
import { sessionExpired } from "../../../shared/errors.ts";

/** One entry of `request.session` in the events of the challenge triggers. */
export interface ChallengeResult {
  readonly challengeName: string;
  readonly challengeResult: boolean;
  /** What CreateAuthChallenge said of the round; null for the challenges that are not a function's. */
  readonly challengeMetadata: string | null;
}

/** A sign-in that the functions of a pool lead, between two of its steps. */
export interface CustomSignIn {
  /** What was typed. */
  readonly login: string;
  /** Oldest first, every round. */
  readonly history: readonly ChallengeResult[];
  /** Of the client, hex, until the password is asked for; undefined where it is not. */
  readonly srpA: string | undefined;
  /** The challenge that waits for its answer. */
  readonly open: OpenChallenge | undefined;
}

export interface OpenChallenge {
  readonly privateParameters: Readonly<Record<string, string>>;
  readonly metadata: string | null;
}

/** COG-62: what the functions know of a sign-in stays here, sealed; the client holds its name only. */
export interface CustomSignIns {
  /** @returns the id under which this state is found from now on */
  keep(state: CustomSignIn): string;
  /** Throws NotAuthorizedException "… session is expired." for what is not kept any more. */
  find(id: string): CustomSignIn;
  /** Keeps the state with one more challenge that was answered rightly. @returns its new id */
  passed(id: string, challengeName: string): string;
}

const MIGRATIONS = [
  `CREATE TABLE cognito_custom_sign_ins (
     id TEXT PRIMARY KEY,
     expires_at INTEGER NOT NULL,
     state TEXT NOT NULL
   ) WITHOUT ROWID;
   CREATE UNIQUE INDEX cognito_custom_sign_ins_by_end ON cognito_custom_sign_ins (expires_at, id)`,
];
/** Longer than the longest challenge session, and than the steps of a first sign-in with MFA together. */
const KEPT_MS = 60 * 60_000;
const PURGE_EVERY = 500;

interface Options {
  readonly database: Database;
  /** 32 bytes of the key file. */
  readonly masterKey: Buffer;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export function createCustomSignIns({ database, masterKey, clock, randomness }: Options): CustomSignIns {
  database.migrate("cognito-custom-sign-ins", MIGRATIONS);
  const sealer = createSealer(masterKey, "cognito/custom-sign-in");
  const insert = database.prepare("INSERT INTO cognito_custom_sign_ins VALUES (?, ?, ?)");
  const select = database.prepare<{ state: string }>(
    "SELECT state FROM cognito_custom_sign_ins WHERE id = ? AND expires_at > ?",
  );
  const purge = database.prepare("DELETE FROM cognito_custom_sign_ins WHERE expires_at <= ?");
  let writes = 0;
  const keep = (state: CustomSignIn): string => {
    const id = randomness.bytes(16).toString("base64url");
    const sealed = sealer.seal(Buffer.from(JSON.stringify(state)), id).toString("base64");
    writes += 1;
    if (writes % PURGE_EVERY === 0) purge.run(clock.now());
    insert.run(id, clock.now() + KEPT_MS, sealed);
    return id;
  };
  const find = (id: string): CustomSignIn => {
    const row = select.get(id, clock.now());
    const plain = row === undefined ? undefined : sealer.open(Buffer.from(row.state, "base64"), id);
    if (plain === undefined) throw sessionExpired();
    return JSON.parse(plain.toString("utf8")) as CustomSignIn;
  };
  return {
    keep,
    find,
    passed: (id, challengeName) => {
      const state = find(id);
      const entry = { challengeName, challengeResult: true, challengeMetadata: null };
      return keep({ ...state, history: [...state.history, entry] });
    },
  };
}
