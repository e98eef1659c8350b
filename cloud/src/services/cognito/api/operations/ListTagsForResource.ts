import type { ListTagsForResourceRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { poolOfArn } from "../../domain/pools/tags.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { arnResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListTagsForResource.html */
export function listTagsForResource({
  pools,
}: Pick<AdminDependencies, "pools">): Operation<ListTagsForResourceRequest> {
  return {
    name: "ListTagsForResource",
    authorize: asks("cognito-idp:ListTagsForResource", arnResource),
    run: (input) => ({ Tags: poolOfArn(pools, input.ResourceArn).tags }),
  };
}
