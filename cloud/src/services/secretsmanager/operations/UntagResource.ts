import type { UntagResourceRequest } from "../../../wire/models/generated/secretsmanager.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { tagKeys } from "../../../wire/tag-keys.ts";
import type { SecretsContext } from "../secrets/context.ts";
import { requireUsable } from "../secrets/lookup.ts";
import { asksOn } from "../secrets/questions.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_UntagResource.html */
export function UntagResource(context: SecretsContext): Operation<UntagResourceRequest> {
  return {
    name: "UntagResource",
    authorize: asksOn<UntagResourceRequest>(context, "UntagResource", ({ TagKeys }) => tagKeys(TagKeys)),
    run: ({ SecretId, TagKeys }) => {
      const secret = requireUsable(context, SecretId);
      const kept = Object.entries(secret.tags).filter(([key]) => !TagKeys.includes(key));
      context.secrets.save({ ...secret, tags: Object.fromEntries(kept) });
      return {};
    },
  };
}
