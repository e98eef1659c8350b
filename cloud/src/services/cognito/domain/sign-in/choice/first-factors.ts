import type { UserPool } from "../../pools/pool.ts";
import type { User } from "../../users/user.ts";
import { secondFactorOf } from "../next-step.ts";

export type FirstFactor = "EMAIL_OTP" | "PASSWORD_SRP" | "PASSWORD";

/**
 * COG-69: what a user may begin with: what the pool allows, the user has, and, where a second factor is
 * due, a password only. Of an unknown user, what most users of the pool have.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication-flows-selection-sdk.html
 */
export function firstFactorsOf(pool: UserPool, user: User | undefined): readonly FirstFactor[] {
  const allowed = pool.firstAuthFactors ?? ["PASSWORD"];
  const factors: FirstFactor[] = [];
  if (allowed.includes("EMAIL_OTP") && canReadMail(pool, user)) factors.push("EMAIL_OTP");
  if (allowed.includes("PASSWORD") && (user === undefined || user.password !== undefined)) {
    factors.push("PASSWORD_SRP", "PASSWORD");
  }
  return factors;
}

function canReadMail(pool: UserPool, user: User | undefined): boolean {
  if (user === undefined) return pool.mfa !== "ON";
  const { email, email_verified: verified } = user.attributes;
  if (email === undefined || verified !== "true" || user.status !== "CONFIRMED") return false;
  return secondFactorOf(pool, user) === "nothing";
}
