import { ALPHANUMERIC, type Randomness, randomText } from "../../../core/randomness.ts";

export interface InlinePolicy {
  readonly name: string;
  /** JSON text as it was put. */
  readonly document: string;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface Role {
  readonly name: string;
  /** Begins and ends with `/`. */
  readonly path: string;
  /** `AROA` and 17 upper-case letters or digits. */
  readonly id: string;
  readonly arn: string;
  /** JSON text of the trust policy. */
  readonly trustPolicy: string;
  readonly description: string;
  readonly maxSessionSeconds: number;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly inlinePolicies: readonly InlinePolicy[];
  /** ARNs of managed policies, in the order they were attached. */
  readonly attachedPolicyArns: readonly string[];
  readonly permissionsBoundary: string | undefined;
  readonly tags: readonly Tag[];
}

const UPPER_ALPHANUMERIC = ALPHANUMERIC.slice(0, 26) + ALPHANUMERIC.slice(52);
const UNIQUE_LENGTH = 17;

/** Unique id of AWS: a prefix that says the kind, and 17 characters. */
function uniqueId(prefix: string, randomness: Randomness): string {
  return prefix + randomText(randomness, UNIQUE_LENGTH, UPPER_ALPHANUMERIC);
}

export function newRoleId(randomness: Randomness): string {
  return uniqueId("AROA", randomness);
}

export function newPolicyId(randomness: Randomness): string {
  return uniqueId("ANPA", randomness);
}

/** `ASIA` and 16 characters, the access key id of a session. */
export function newSessionKeyId(randomness: Randomness): string {
  return `ASIA${randomText(randomness, 16, UPPER_ALPHANUMERIC)}`;
}
