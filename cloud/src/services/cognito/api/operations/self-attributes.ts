import { mayWrite } from "../../domain/clients/attribute-permissions.ts";
import type { DeliveryDetails, MessageCause } from "../../domain/messages/messenger.ts";
import type { UserPool } from "../../domain/pools/pool.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import type { SelfServiceCaller } from "../../domain/sign-in/client-context.ts";
import {
  type AttributeInput,
  type Attributes,
  assertMutable,
  parseAttributes,
} from "../../domain/users/attributes.ts";
import type { User } from "../../domain/users/user.ts";
import { invalidParameter, unauthorizedAttributeWrite } from "../../shared/errors.ts";

export type ContactAttribute = "email" | "phone_number";
export const CONTACT_ATTRIBUTES: readonly ContactAttribute[] = ["email", "phone_number"];

/** What changes now, and which new addresses have to be proved first. */
export interface OwnChange {
  readonly changes: Attributes;
  readonly toProve: ReadonlyMap<ContactAttribute, string>;
}

/** COG-ATT-2: a user changes what the client may write; a new address is unproved until a code came back. */
export function parseOwnChange(caller: SelfServiceCaller, inputs: readonly AttributeInput[]): OwnChange {
  const { client, pool, user } = caller;
  const forbidden = inputs.find(({ Name }) => !mayWrite(client, Name));
  if (forbidden !== undefined) throw unauthorizedAttributeWrite(client.id, forbidden.Name);
  const changes: Record<string, string> = { ...parseAttributes(pool, inputs) };
  assertMutable(pool, { ...user.attributes, sub: user.sub }, changes);
  const toProve = new Map<ContactAttribute, string>();
  for (const name of CONTACT_ATTRIBUTES) {
    const value = changes[name];
    if (value === undefined || value === user.attributes[name]) continue;
    // COG-ATT-3: the address in use stays until the new one is proved.
    const waits = value !== "" && pool.attributesRequiringVerificationBeforeUpdate.includes(name);
    if (value !== "" && (waits || pool.autoVerifiedAttributes.includes(name))) toProve.set(name, value);
    if (waits) delete changes[name];
    else changes[`${name}_verified`] = value === "" ? "" : "false";
  }
  return { changes, toProve };
}

/** Attribute deletions as a change to blank. Required, immutable and unwritable attributes stay. */
export function parseOwnDeletion({ client, pool }: SelfServiceCaller, names: readonly string[]): Attributes {
  const schema = new Map(pool.schema.map((attribute) => [attribute.name, attribute]));
  const changes: Record<string, string> = {};
  for (const name of names) {
    const attribute = schema.get(name);
    if (attribute === undefined)
      throw invalidParameter(`user.${name}: Attribute does not exist in the schema.`);
    if (!mayWrite(client, name)) throw unauthorizedAttributeWrite(client.id, name);
    if (!attribute.mutable) throw invalidParameter(`user.${name}: Attribute cannot be updated.`);
    if (attribute.required) throw invalidParameter(`user.${name}: The attribute is required`);
    changes[name] = "";
    if (name === "email" || name === "phone_number") changes[`${name}_verified`] = "";
  }
  return changes;
}

/** Sends a code to an address; the code is good for that address only. */
export function sendAttributeCode(
  { codes, messenger }: Pick<AuthDependencies, "codes" | "messenger">,
  message: {
    readonly pool: UserPool;
    readonly user: User;
    readonly attribute: ContactAttribute;
    readonly address: string;
    readonly cause: MessageCause;
    readonly clientId: string;
    readonly clientMetadata: Readonly<Record<string, string>> | undefined;
  },
): Promise<DeliveryDetails> {
  const { pool, user, attribute, address, cause, clientId, clientMetadata } = message;
  const subject = { userPoolId: pool.id, sub: user.sub };
  return messenger.send({
    pool,
    user: { ...user, attributes: { ...user.attributes, [attribute]: address } },
    cause,
    secret: codes.issue(subject, `Attribute:${attribute}`, address),
    attribute,
    clientId,
    ...(clientMetadata === undefined ? {} : { clientMetadata }),
  });
}
