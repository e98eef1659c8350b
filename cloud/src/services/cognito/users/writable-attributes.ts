import type { UserPoolClient } from "../clients/client.ts";

/** Attributes Cognito keeps itself: no client writes them. */
const OWN: ReadonlySet<string> = new Set(["sub", "email_verified", "phone_number_verified", "identities"]);

/** COG-ATT-1: whether an app client may write an attribute of a user. */
export function isWritable(client: Pick<UserPoolClient, "writeAttributes">, name: string): boolean {
  if (OWN.has(name) || name.startsWith("dev:")) return false;
  if (client.writeAttributes === undefined) return !name.startsWith("custom:");
  return client.writeAttributes.includes(name);
}
