import { AwsError } from "../../../core/errors.ts";
import type { Tag } from "../../../wire/models/generated/sesv2.types.ts";
import type { Tags } from "../../../wire/tag-keys.ts";
import type { SesContext } from "../shared/context.ts";
import { type Identity, isAddress, isDomain, normalName } from "../shared/identity.ts";
import { askToVerify } from "./verification.ts";

export function tagsByKey(tags: readonly Tag[] = []): Tags {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/** Tags that a caller gives. @throws AwsError BadRequestException for keys that AWS keeps for itself */
export function ownTags(tags: readonly Tag[] = []): Tags {
  if (tags.some(({ Key }) => /^aws:/i.test(Key))) {
    throw new AwsError(
      "BadRequestException",
      "aws: prefixed tag key names are not allowed for external use.",
    );
  }
  return tagsByKey(tags);
}

/** @throws AwsError AlreadyExistsException, BadRequestException */
export function createIdentity(ses: SesContext, name: string, tags: Tags): Identity {
  if (!isAddress(name) && !isDomain(name)) {
    throw new AwsError("BadRequestException", `Invalid email identity ${name}.`);
  }
  if (ses.identities.find(normalName(name)) !== undefined) {
    throw new AwsError("AlreadyExistsException", `Email identity ${name} already exist.`);
  }
  return askToVerify(ses, name, tags);
}

/** @throws AwsError NotFoundException */
export function requireIdentity(ses: SesContext, name: string): Identity {
  const identity = ses.identities.find(normalName(name));
  if (identity === undefined) {
    throw new AwsError("NotFoundException", `Email identity ${name} does not exist.`, 404);
  }
  return identity;
}
