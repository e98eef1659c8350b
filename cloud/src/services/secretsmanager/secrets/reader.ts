import type { SecretReader } from "../../../core/ports/secret-reader.ts";
import { resourceTags } from "../../../wire/tag-keys.ts";
import type { SecretsContext } from "./context.ts";
import { decrypted } from "./encryption.ts";
import { findSecret, requireUsable, versionOf } from "./lookup.ts";
import { readingQuestion } from "./questions.ts";

/** Reads for templates. */
export function createSecretReader(context: SecretsContext): SecretReader {
  return {
    readingOf: ({ id, stage, versionId }) => {
      const question = readingQuestion(context, {
        SecretId: id,
        ...(stage === undefined ? {} : { VersionStage: stage }),
        ...(versionId === undefined ? {} : { VersionId: versionId }),
      });
      const tags = resourceTags(findSecret(context, id)?.tags);
      return { ...question, context: { ...tags, ...question.context } };
    },
    text: ({ id, stage, versionId }, caller) => {
      const secret = requireUsable(context, id);
      const version = versionOf(secret, { id: versionId, stage });
      return decrypted(context, caller, { secret, versionId: version.id }).text;
    },
  };
}
