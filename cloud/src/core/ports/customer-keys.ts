import type { Caller } from "../caller.ts";

/** What a service encrypts with a key of KMS for whoever calls it. */
export interface KeyUse {
  /** Under whose right the key is used. */
  readonly caller: Caller;
  /** The service in between, as `kms:ViaService` begins: `s3`, `ssm`, `secretsmanager`, `sns`, `sqs`. */
  readonly service: string;
  /** Id, ARN, alias or ARN of an alias. */
  readonly keyId: string;
  /** Encryption context: what the value belongs to. A value is opened in the context it was sealed in. */
  readonly context: Readonly<Record<string, string>>;
}

/** The right that the caller needs to have a value sealed. */
export type SealingAction = "kms:Encrypt" | "kms:GenerateDataKey";

export interface SealedByKey {
  readonly keyArn: string;
  /** Opaque; a ciphertext blob of KMS. */
  readonly ciphertext: Buffer;
}

/** Keys of KMS, as other services use them: each call is decided by the key's policy [KMS-2]. */
export interface CustomerKeys {
  /** @throws AwsError as KMS refuses: AccessDeniedException, NotFoundException, DisabledException … */
  seal(use: KeyUse, action: SealingAction, plain: Buffer): SealedByKey;
  /** @throws AwsError as `kms:Decrypt` refuses */
  open(use: KeyUse, ciphertext: Buffer): Buffer;
  /** Whether the caller may have a value opened, where nothing is to be opened. @throws AwsError */
  assertMayOpen(use: KeyUse): void;
  /** Whether the key could be used now, whoever asks. @throws AwsError as its state refuses */
  assertUsable(keyId: string): void;
  /** ARN of the key that an id, ARN or alias means; undefined when there is none. */
  arnOf(keyId: string): string | undefined;
}
