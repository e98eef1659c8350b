import { timingSafeEqual } from "node:crypto";
import type { Clock } from "../../../../core/clock.ts";
import type { Randomness } from "../../../../core/randomness.ts";
import { createSealer } from "../../../../store/sealing.ts";
import type { SrpArithmetic } from "../srp/arithmetic.ts";
import { privateExponent } from "../srp/protocol.ts";
import type { Passwords } from "./passwords.ts";
import type { StoredPassword } from "./user.ts";

export interface PasswordsOptions {
  /** 32 bytes of the key file. */
  readonly masterKey: Buffer;
  readonly arithmetic: SrpArithmetic;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

const SALT_BYTES = 16;

/** Keeps salt and sealed verifier only: nothing from which the password could be read back. */
export function createPasswords({ masterKey, arithmetic, clock, randomness }: PasswordsOptions): Passwords {
  const sealer = createSealer(masterKey, "cognito/verifier");
  // Both steps of a sign-in need it, and the next sign-in, while the user is remembered.
  const opened = new WeakMap<StoredPassword, Buffer>();
  const open = (userPoolId: string, sub: string, stored: StoredPassword): Buffer => {
    const known = opened.get(stored);
    if (known !== undefined) return known;
    const verifier = sealer.open(Buffer.from(stored.sealedVerifier, "base64"), `${userPoolId}/${sub}`);
    if (verifier === undefined) {
      throw new Error(`The stored password of user ${sub} does not belong to this key file`);
    }
    opened.set(stored, verifier);
    return verifier;
  };
  return {
    derive: async (pool, user, password, temporary) => {
      const salt = randomness.bytes(SALT_BYTES).toString("hex");
      const x = privateExponent({ userPoolId: pool.id, userId: user.username }, salt, password);
      const verifier = await arithmetic.verifier(x);
      return {
        salt,
        sealedVerifier: sealer.seal(verifier, `${pool.id}/${user.sub}`).toString("base64"),
        setAt: clock.now(),
        temporary,
      };
    },
    matches: async (pool, user, stored, password) => {
      const x = privateExponent({ userPoolId: pool.id, userId: user.username }, stored.salt, password);
      const verifier = await arithmetic.verifier(x);
      return timingSafeEqual(verifier, open(pool.id, user.sub, stored));
    },
    verifier: (pool, user, stored) => open(pool.id, user.sub, stored),
  };
}
