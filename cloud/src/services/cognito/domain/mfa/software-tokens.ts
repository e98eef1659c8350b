import type { Clock } from "../../../../core/clock.ts";
import type { Randomness } from "../../../../core/randomness.ts";
import type { Database } from "../../../../store/database.ts";
import { createSealer } from "../../../../store/sealing.ts";
import type { SoftwareToken, User } from "../users/user.ts";
import { encodeBase32 } from "./base32.ts";
import { clockOffset, matchingStep } from "./totp.ts";

export type CodeVerdict =
  | { readonly kind: "accepted"; readonly step: number }
  | { readonly kind: "used" }
  /** `offsetSteps`: the code is right at another time, so a clock is off by that many half minutes. */
  | { readonly kind: "wrong"; readonly offsetSteps?: number };

type Owner = Pick<User, "userPoolId" | "sub">;

/** Secrets of authenticator apps: made, sealed, checked. */
export interface SoftwareTokens {
  /** A new 32-byte secret: Base32 for the person, sealed for the store. */
  create(owner: Owner): { readonly secretCode: string; readonly sealedSecret: string };
  /** Checks a code against a sealed secret; a step up to `lastUsedStep` is not accepted again. */
  check(owner: Owner, token: Pick<SoftwareToken, "sealedSecret" | "lastUsedStep">, code: string): CodeVerdict;
  /** Keeps a secret until VerifySoftwareToken; the app in use stays valid until then. */
  keepPending(owner: Owner, sealedSecret: string): void;
  findPending(owner: Owner): string | undefined;
  forgetPending(owner: Owner): void;
}

const SECRET_BYTES = 32;
const MIGRATIONS = [
  `CREATE TABLE cognito_pending_software_tokens (
     pool_id TEXT NOT NULL,
     sub TEXT NOT NULL,
     sealed_secret TEXT NOT NULL,
     PRIMARY KEY (pool_id, sub)
   ) WITHOUT ROWID`,
];

function wrong(offsetSteps: number | undefined): CodeVerdict {
  return offsetSteps === undefined ? { kind: "wrong" } : { kind: "wrong", offsetSteps };
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-totp.html */
export function createSoftwareTokens(options: {
  readonly database: Database;
  readonly masterKey: Buffer;
  readonly clock: Clock;
  readonly randomness: Randomness;
}): SoftwareTokens {
  const { database, clock, randomness } = options;
  database.migrate("cognito-pending-software-tokens", MIGRATIONS);
  const put = database.prepare("INSERT OR REPLACE INTO cognito_pending_software_tokens VALUES (?, ?, ?)");
  const find = database.prepare<{ sealed_secret: string }>(
    "SELECT sealed_secret FROM cognito_pending_software_tokens WHERE pool_id = ? AND sub = ?",
  );
  const remove = database.prepare(
    "DELETE FROM cognito_pending_software_tokens WHERE pool_id = ? AND sub = ?",
  );
  const sealer = createSealer(options.masterKey, "cognito/totp");
  const contextOf = (owner: Owner): string => `${owner.userPoolId}/${owner.sub}`;
  return {
    create: (owner) => {
      const secret = randomness.bytes(SECRET_BYTES);
      const sealedSecret = sealer.seal(secret, contextOf(owner)).toString("base64");
      return { secretCode: encodeBase32(secret), sealedSecret };
    },
    check: (owner, token, code) => {
      const secret = sealer.open(Buffer.from(token.sealedSecret, "base64"), contextOf(owner));
      if (secret === undefined)
        throw new Error(`The software token of ${owner.sub} does not belong to this key file`);
      const step = matchingStep(secret, code, clock.now());
      if (step === undefined) return wrong(clockOffset(secret, code, clock.now()));
      // COG-MFA-2: a code that was accepted, or an older one, is not accepted again.
      return step <= token.lastUsedStep ? { kind: "used" } : { kind: "accepted", step };
    },
    keepPending: (owner, sealedSecret) => void put.run(owner.userPoolId, owner.sub, sealedSecret),
    findPending: (owner) => find.get(owner.userPoolId, owner.sub)?.sealed_secret,
    forgetPending: (owner) => void remove.run(owner.userPoolId, owner.sub),
  };
}
