import type { Tag } from "../../../iam/identities/model/role.ts";
import type { Tag as TagInput } from "../../../wire/models/generated/iam.types.ts";
import { validationError } from "./errors.ts";
import { assertTagKeysDiffer } from "./limits.ts";

/** Tags as they are kept; the keys of AWS itself are refused. */
export function readTags(given: readonly TagInput[] = []): Tag[] {
  assertTagKeysDiffer(given.map(({ Key: key }) => key));
  return given.map(({ Key: key, Value: value }) => {
    if (key.toLowerCase().startsWith("aws:")) {
      throw validationError(
        "1 validation error detected: Value at 'tags' failed to satisfy constraint: aws: prefixed tag key names are not allowed for external use.",
      );
    }
    return { key, value };
  });
}
