import { regionalArn, type Scope } from "../../../core/arns.ts";
import type { KeySpec, KeyUsageType } from "../../../wire/models/generated/kms.types.ts";
import type { Tags } from "../../../wire/tag-keys.ts";

export type KeyState = "Enabled" | "Disabled" | "PendingDeletion";

export interface KeyKind {
  readonly spec: KeySpec;
  readonly usage: KeyUsageType;
}

/** What a key is when nobody says otherwise. */
export const SYMMETRIC: KeyKind = { spec: "SYMMETRIC_DEFAULT", usage: "ENCRYPT_DECRYPT" };

/** A key of KMS. Its material, a private key too, is kept apart, sealed [KMS-1]. */
export interface Key extends KeyKind {
  /** A UUID. */
  readonly id: string;
  readonly manager: "CUSTOMER" | "AWS";
  readonly description: string;
  readonly state: KeyState;
  /** JSON text of the key policy. */
  readonly policy: string;
  readonly tags: Tags;
  /** Milliseconds since the epoch, as all times here. */
  readonly createdAt: number;
  /** When it is gone; only of a key that is pending deletion. */
  readonly deletionAt: number | undefined;
  /** Kept and shown; the material stays as it is. */
  readonly rotation: { readonly periodDays: number; readonly since: number } | undefined;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isKeyId(text: string): boolean {
  return UUID.test(text);
}

export function keyArn(scope: Scope, id: string): string {
  return regionalArn(scope, "kms", `key/${id}`);
}

export function aliasArn(scope: Scope, name: string): string {
  return regionalArn(scope, "kms", name);
}

/** Behind the prefix of this cloud's keys; undefined for every other ARN. */
export function idInArn(scope: Scope, arn: string): string | undefined {
  const prefix = keyArn(scope, "");
  return arn.startsWith(prefix) ? arn.slice(prefix.length) : undefined;
}
