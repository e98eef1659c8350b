import { asks, type Operation } from "../../../wire/operation.ts";
import { RESOURCE_ARN } from "../constants.ts";
import { poolIdOfArn } from "../pools/tags.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { arnResource } from "./resource-arn.ts";

interface Input {
  readonly ResourceArn: string;
  readonly TagKeys: readonly string[];
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UntagResource.html */
export function untagResource({ pools }: Pick<AdminDependencies, "pools">): Operation<Input> {
  return {
    name: "UntagResource",
    input: {
      ResourceArn: RESOURCE_ARN,
      TagKeys: { type: "list", required: true, items: { type: "string", min: 1, max: 128 } },
    },
    authorize: asks("cognito-idp:UntagResource", arnResource),
    run: ({ ResourceArn, TagKeys }) =>
      pools.setTags(poolIdOfArn(ResourceArn), (tags) =>
        Object.fromEntries(Object.entries(tags).filter(([key]) => !TagKeys.includes(key))),
      ),
  };
}
