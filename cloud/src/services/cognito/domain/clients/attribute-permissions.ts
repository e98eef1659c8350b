import { invalidParameter } from "../../shared/errors.ts";
import type { SchemaAttribute, UserPool } from "../pools/pool.ts";
import type { UserPoolClient } from "./client.ts";
import type { ClientSettings } from "./input.ts";

/** Attributes that only Cognito writes. */
const NEVER_WRITABLE: ReadonlySet<string> = new Set(["sub", "email_verified", "phone_number_verified"]);

/** Checks the lists against the pool's schema. */
export function parseAttributePermissions(
  input: ClientSettings,
  pool: UserPool,
): Pick<UserPoolClient, "readAttributes" | "writeAttributes"> {
  const known = new Map(pool.schema.map((attribute) => [attribute.name, attribute]));
  const isVisible = (name: string): boolean => known.get(name)?.developerOnly === false;
  const { ReadAttributes: read, WriteAttributes: write } = input;
  if (read !== undefined && !read.every(isVisible)) {
    throw invalidParameter("Invalid read attributes specified while creating a client");
  }
  if (write !== undefined && !isWritableSet(write, pool.schema, isVisible)) {
    throw invalidParameter("Invalid write attributes specified while creating a client");
  }
  return { readAttributes: read, writeAttributes: write };
}

/** A write list names existing attributes, none of Cognito's own, and every required one. */
function isWritableSet(
  write: readonly string[],
  schema: readonly SchemaAttribute[],
  isVisible: (name: string) => boolean,
): boolean {
  const writable = write.every((name) => isVisible(name) && !NEVER_WRITABLE.has(name));
  const required = schema.filter((attribute) => attribute.required && attribute.name !== "sub");
  return writable && required.every((attribute) => write.includes(attribute.name));
}

/**
 * Whether GetUser and ID tokens of this client show an attribute. A client without a list reads
 * every standard attribute; custom ones are read by name only.
 */
export function mayRead(client: Pick<UserPoolClient, "readAttributes">, attribute: string): boolean {
  if (attribute.startsWith("dev:")) return false;
  if (attribute === "sub") return true;
  if (client.readAttributes === undefined) return !attribute.startsWith("custom:");
  return client.readAttributes.includes(attribute);
}

/** COG-41: whether SignUp and UpdateUserAttributes may set an attribute through this client. */
export function mayWrite(client: UserPoolClient, attribute: string): boolean {
  if (attribute.startsWith("dev:") || NEVER_WRITABLE.has(attribute)) return false;
  if (client.writeAttributes === undefined) return !attribute.startsWith("custom:");
  return client.writeAttributes.includes(attribute);
}
