import { asks, type Operation } from "../../../wire/operation.ts";
import { RESOURCE_ARN } from "../constants.ts";
import { TAGS } from "../pools/shape.ts";
import { poolIdOfArn } from "../pools/tags.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { arnResource } from "./resource-arn.ts";

interface Input {
  readonly ResourceArn: string;
  readonly Tags: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_TagResource.html */
export function tagResource({ pools }: Pick<AdminDependencies, "pools">): Operation<Input> {
  return {
    name: "TagResource",
    input: { ResourceArn: RESOURCE_ARN, Tags: { ...TAGS, required: true } },
    authorize: asks("cognito-idp:TagResource", arnResource),
    run: (input) => pools.setTags(poolIdOfArn(input.ResourceArn), (tags) => ({ ...tags, ...input.Tags })),
  };
}
