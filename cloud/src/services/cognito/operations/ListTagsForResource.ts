import { asks, type Operation } from "../../../wire/operation.ts";
import { RESOURCE_ARN } from "../constants.ts";
import { poolIdOfArn } from "../pools/tags.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { arnResource } from "./resource-arn.ts";

interface Input {
  readonly ResourceArn: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListTagsForResource.html */
export function listTagsForResource({ pools }: Pick<AdminDependencies, "pools">): Operation<Input> {
  return {
    name: "ListTagsForResource",
    input: { ResourceArn: RESOURCE_ARN },
    authorize: asks("cognito-idp:ListTagsForResource", arnResource),
    run: (input) => ({ Tags: pools.get(poolIdOfArn(input.ResourceArn)).tags }),
  };
}
