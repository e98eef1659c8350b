import type { TagResourceRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { requestTags } from "../../../../wire/tag-keys.ts";
import { poolOfArn } from "../../domain/pools/tags.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { arnResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_TagResource.html */
export function tagResource({ pools }: Pick<AdminDependencies, "pools">): Operation<TagResourceRequest> {
  return {
    name: "TagResource",
    authorize: asks<TagResourceRequest>("cognito-idp:TagResource", arnResource, ({ Tags }) =>
      requestTags(Tags),
    ),
    run: (input) =>
      pools.setTags(poolOfArn(pools, input.ResourceArn).id, (tags) => ({ ...tags, ...input.Tags })),
  };
}
