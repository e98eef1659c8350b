import { createHash, createHmac, hkdfSync } from "node:crypto";
import type { UserPool } from "../pools/pool.ts";
import { GROUP_BYTES, memberOfGroup } from "../srp/protocol.ts";
import { foldName } from "./directory.ts";

/** What an unknown user looks like from outside: the same every time, different for every name. */
export interface SimulatedUser {
  /** Looks like a `sub`; names the row that counts its failures. */
  readonly sub: string;
  /** What USER_ID_FOR_SRP shows. */
  readonly username: string;
  /** 32 hex digits. */
  readonly salt: string;
  /** A verifier that no known password has. */
  readonly verifier: Buffer;
}

export type SimulateUser = (pool: UserPool, login: string) => SimulatedUser;

/** Derives unknown users from the key file, so that a restart does not give them away. */
export function createUserSimulation(masterKey: Buffer): SimulateUser {
  const key = Buffer.from(hkdfSync("sha256", masterKey, "", "portcullis/cognito/simulated-users", 32));
  return (pool, login) => {
    const folded = foldName(pool, login);
    const seed = createHmac("sha256", key).update(`${pool.id}\n${folded}`).digest();
    const material = createHash("shake256", { outputLength: 32 + GROUP_BYTES })
      .update(seed)
      .digest();
    const sub = subOf(material.subarray(0, 16));
    return {
      sub,
      username: pool.usernameAttributes.length > 0 ? sub : login,
      salt: material.subarray(16, 32).toString("hex"),
      verifier: memberOfGroup(material.subarray(32)),
    };
  };
}

/** The layout of real subs (`user-id.ts`): version nibble 7, variant bits any. */
function subOf(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `7${hex.slice(13, 16)}`,
    hex.slice(16, 20),
    hex.slice(20),
  ];
  return parts.join("-");
}
