import type { Tag } from "../../../wire/models/generated/secretsmanager.types.ts";
import type { Tags } from "../../../wire/tag-keys.ts";
import { invalidParameter } from "./errors.ts";
import type { SecretValue } from "./secret.ts";

export function tagsByKey(tags: readonly Tag[] = []): Tags {
  return Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
}

interface GivenValue {
  readonly SecretString?: string;
  readonly SecretBinary?: string;
}

/**
 * The value of a call; undefined when it has none.
 * @throws AwsError InvalidParameterException when it has both
 */
export function givenValue({
  SecretString: text,
  SecretBinary: binary,
}: GivenValue): SecretValue | undefined {
  if (text !== undefined && binary !== undefined) {
    throw invalidParameter(
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    );
  }
  if (text !== undefined) return { text };
  return binary === undefined ? undefined : { binary };
}
