import type { UserPool } from "../pools/pool.ts";
import type { StoredPassword, User } from "./user.ts";

/** Turns passwords into sealed SRP verifiers and checks them; the arithmetic runs off the event loop. */
export interface Passwords {
  /** @param username the stored user name, which is part of the verifier */
  derive(
    pool: UserPool,
    user: { readonly sub: string; readonly username: string },
    password: string,
    temporary: boolean,
  ): Promise<StoredPassword>;
  /** Recomputes the verifier and compares in constant time. */
  matches(pool: UserPool, user: User, stored: StoredPassword, password: string): Promise<boolean>;
  /** The verifier v of RFC 5054 §2.5.3 as bytes, for USER_SRP_AUTH. */
  verifier(pool: UserPool, user: User, stored: StoredPassword): Buffer;
}
