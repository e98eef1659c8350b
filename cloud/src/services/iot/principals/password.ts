import { timingSafeEqual } from "node:crypto";
import type { Caller } from "../../../core/caller.ts";
import type { AccessKeyResolver } from "../../../core/ports/access-keys.ts";

/** What a CONNECT packet says of who is connecting. */
export interface MqttCredentials {
  readonly username: string | undefined;
  readonly password: Buffer | undefined;
}

/**
 * True when the packet names nobody. AWS's device SDKs put metrics (`?SDK=…`) into the user name.
 */
export function isWithoutCredentials({ username, password }: MqttCredentials): boolean {
  return password === undefined && (username === undefined || username === "" || username.startsWith("?"));
}

/**
 * IOT-3: the user name is an access key id, the password its secret key, with `:<session token>`
 * appended for temporary credentials.
 * @returns the caller, or undefined when anything is wrong
 */
export function callerOfPassword(
  keys: AccessKeyResolver,
  { username, password }: MqttCredentials,
): Caller | undefined {
  if (username === undefined || password === undefined) return undefined;
  const text = password.toString("utf8");
  // Secret keys hold no colon; session tokens may.
  const colon = text.indexOf(":");
  const secret = colon === -1 ? text : text.slice(0, colon);
  const key = keys.resolve(username, colon === -1 ? undefined : text.slice(colon + 1));
  if (key.kind !== "found") return undefined;
  const expected = Buffer.from(key.secretAccessKey, "utf8");
  const given = Buffer.from(secret, "utf8");
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  return key.caller;
}
