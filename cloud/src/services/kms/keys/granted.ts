import type { KmsContext } from "../shared/context.ts";
import type { Grant } from "../shared/grant-store.ts";
import type { Key } from "../shared/key.ts";
import type { EncryptionContext } from "./encryption-context.ts";

interface Use {
  /** `kms:Decrypt` */
  readonly action: string;
  readonly encryption: EncryptionContext | undefined;
  /** The grant that is to be retired. */
  readonly grantId: string | undefined;
}

/**
 * KMS-7: a grant lets its grantee do the operations it names, in the encryption context that it is
 * constrained to, as a statement of the key's policy would; a Deny still wins.
 */
export function policyWithGrants(kms: KmsContext, key: Key, use: Use): string {
  const principals = kms.grants.ofKey(key.id).flatMap((grant) => principalsOf(grant, use));
  if (principals.length === 0) return key.policy;
  const document = JSON.parse(key.policy) as { readonly Statement: unknown };
  const granted = {
    Sid: "grant",
    Effect: "Allow",
    Principal: { AWS: principals },
    Action: use.action,
    Resource: "*",
  };
  return JSON.stringify({ ...document, Statement: [document.Statement, granted].flat() });
}

function principalsOf(grant: Grant, use: Use): readonly string[] {
  const { id, grantee, operations, retiring } = grant;
  if (use.action !== "kms:RetireGrant") return covers(grant, use) ? [grantee] : [];
  if (id !== use.grantId) return [];
  const own = operations.includes("RetireGrant") ? [grantee] : [];
  return retiring === undefined ? own : [retiring, ...own];
}

function covers({ operations, constraint }: Grant, { action, encryption = {} }: Use): boolean {
  if (!operations.some((operation) => `kms:${operation}` === action)) return false;
  // Constraints are about encrypting and decrypting alone.
  if (constraint === undefined || action === "kms:DescribeKey") return true;
  const wanted = Object.entries(constraint.context);
  const isExact = constraint.kind === "EncryptionContextEquals";
  if (isExact && wanted.length !== Object.keys(encryption).length) return false;
  return wanted.every(([name, value]) => Object.hasOwn(encryption, name) && encryption[name] === value);
}
