import type { TagResourceRequest } from "../../../wire/models/generated/secretsmanager.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import type { SecretsContext } from "../secrets/context.ts";
import { tagsByKey } from "../secrets/input.ts";
import { requireUsable } from "../secrets/lookup.ts";
import { asksOn } from "../secrets/questions.ts";

/** @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_TagResource.html */
export function TagResource(context: SecretsContext): Operation<TagResourceRequest> {
  return {
    name: "TagResource",
    authorize: asksOn<TagResourceRequest>(context, "TagResource", ({ Tags }) => requestTags(tagsByKey(Tags))),
    run: ({ SecretId, Tags }) => {
      const secret = requireUsable(context, SecretId);
      context.secrets.save({ ...secret, tags: { ...secret.tags, ...tagsByKey(Tags) } });
      return {};
    },
  };
}
