import type { Caller } from "../caller.ts";
import type { Question } from "./authorization.ts";

/** What a dynamic reference names. */
export interface NamedSecret {
  /** Name or ARN. */
  readonly id: string;
  readonly stage?: string | undefined;
  readonly versionId?: string | undefined;
}

/** Secrets Manager, as CloudFormation reads it. */
export interface SecretReader {
  /** What somebody must be allowed for whom a secret is read. */
  readingOf(secret: NamedSecret): Question;
  /**
   * The text of a secret, decrypted under the caller's right; undefined for a binary one.
   * @throws AwsError as GetSecretValue refuses
   */
  text(secret: NamedSecret, caller: Caller): string | undefined;
}
