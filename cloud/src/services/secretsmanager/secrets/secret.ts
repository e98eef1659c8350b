import { regionalArn, type Scope } from "../../../core/arns.ts";
import type { Tags } from "../../../wire/tag-keys.ts";

export interface Secret {
  readonly name: string;
  /** Ends with six random characters behind the name. */
  readonly arn: string;
  readonly description: string | undefined;
  /** The key that new versions are encrypted with, as it was named. */
  readonly keyId?: string | undefined;
  readonly tags: Tags;
  /** Milliseconds since the epoch, as all times here. */
  readonly createdAt: number;
  readonly changedAt: number;
  /** When somebody asked to delete it, and when it is gone. */
  readonly deletion: { readonly askedAt: number; readonly at: number } | undefined;
  /** Versions, oldest first. */
  readonly versions: readonly SecretVersion[];
}

export interface SecretVersion {
  readonly id: string;
  readonly createdAt: number;
  /** `AWSCURRENT`, `AWSPREVIOUS`, or of the caller's making; a version without any is deprecated. */
  readonly stages: readonly string[];
}

/** What a version holds: one of them. */
export interface SecretValue {
  readonly text?: string;
  /** Base64. */
  readonly binary?: string;
  /** Either of the two, encrypted, as it lies at rest; base64. */
  readonly ciphertext?: string;
}

export const CURRENT = "AWSCURRENT";
export const PREVIOUS = "AWSPREVIOUS";
/** Characters behind the name in an ARN. */
export const SUFFIX_LENGTH = 6;

export function secretArn(scope: Scope, name: string, suffix: string): string {
  return regionalArn(scope, "secretsmanager", `secret:${name}-${suffix}`);
}
