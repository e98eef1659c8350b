import type { RecoveryMechanism, UserPool } from "../pools/pool.ts";
import type { User } from "../users/user.ts";

export type ContactAttribute = "email" | "phone_number";

const ATTRIBUTE_OF: Readonly<Record<RecoveryMechanism["name"], ContactAttribute | undefined>> = {
  verified_email: "email",
  verified_phone_number: "phone_number",
  admin_only: undefined,
};

/** The mechanisms of a pool without AccountRecoverySetting: phone, then e-mail. */
const LEGACY: readonly RecoveryMechanism[] = [
  { name: "verified_phone_number", priority: 1 },
  { name: "verified_email", priority: 2 },
];

/** Where a person's recovery code goes: the first mechanism of the pool whose attribute is verified. */
export function recoveryAttributeOf(pool: UserPool, user: User): ContactAttribute | undefined {
  const mechanisms = [...(pool.accountRecovery ?? LEGACY)].sort((a, b) => a.priority - b.priority);
  return mechanisms
    .map(({ name }) => ATTRIBUTE_OF[name])
    .find((attribute) => attribute !== undefined && isVerified(user, attribute));
}

export function isAdministratorOnly(pool: UserPool): boolean {
  return pool.accountRecovery?.some(({ name }) => name === "admin_only") ?? false;
}

function isVerified({ attributes }: User, attribute: ContactAttribute): boolean {
  return attributes[attribute] !== undefined && attributes[`${attribute}_verified`] === "true";
}
