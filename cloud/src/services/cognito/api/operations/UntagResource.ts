import type { UntagResourceRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { tagKeys } from "../../../../wire/tag-keys.ts";
import { poolOfArn } from "../../domain/pools/tags.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { arnResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UntagResource.html */
export function untagResource({ pools }: Pick<AdminDependencies, "pools">): Operation<UntagResourceRequest> {
  return {
    name: "UntagResource",
    authorize: asks<UntagResourceRequest>("cognito-idp:UntagResource", arnResource, ({ TagKeys }) =>
      tagKeys(TagKeys),
    ),
    run: ({ ResourceArn, TagKeys }) =>
      pools.setTags(poolOfArn(pools, ResourceArn).id, (tags) =>
        Object.fromEntries(Object.entries(tags).filter(([key]) => !TagKeys.includes(key))),
      ),
  };
}
