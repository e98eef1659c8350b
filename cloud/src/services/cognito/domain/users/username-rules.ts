import { invalidParameter } from "../../shared/errors.ts";
import type { UserPool } from "../pools/pool.ts";
import { isEmailAddress, isPhoneNumber } from "./attribute-formats.ts";

/** What a name given at creation means in a pool. */
export interface ChosenName {
  /** Stored user name; undefined where it is the sub. */
  readonly username: string | undefined;
  /** Attributes that follow from the name: `email` in an e-mail pool. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** COG-2: throws InvalidParameterException when `name` cannot be a user name in `pool`. */
export function parseChosenName(pool: UserPool, name: string): ChosenName {
  if (pool.usernameAttributes.length > 0) return parseContactName(pool, name);
  if (pool.aliasAttributes.includes("email") && isEmailAddress(name)) {
    throw invalidParameter(
      "Username cannot be of email format, since user pool is configured for email alias.",
    );
  }
  if (pool.aliasAttributes.includes("phone_number") && isPhoneNumber(name)) {
    throw invalidParameter(
      "Username cannot be of phone number format, since user pool is configured for phone number alias.",
    );
  }
  return { username: name, attributes: {} };
}

function parseContactName(pool: UserPool, name: string): ChosenName {
  const allows = (attribute: "email" | "phone_number"): boolean =>
    pool.usernameAttributes.includes(attribute);
  if (allows("email") && isEmailAddress(name)) return { username: undefined, attributes: { email: name } };
  if (allows("phone_number") && isPhoneNumber(name)) {
    return { username: undefined, attributes: { phone_number: name } };
  }
  if (allows("email") && allows("phone_number")) {
    throw invalidParameter("Username should be either an email or a phone number.");
  }
  throw invalidParameter(
    allows("email") ? "Username should be an email." : "Username should be a phone number.",
  );
}
