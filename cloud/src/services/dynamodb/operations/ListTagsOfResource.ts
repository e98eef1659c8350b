import type { ListTagsOfResourceInput } from "../../../wire/models/generated/dynamodb.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { taggedTable } from "../tables/tagged.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTagsOfResource.html */
export function ListTagsOfResource(dynamodb: DynamoDbContext): Operation<ListTagsOfResourceInput> {
  return {
    name: "ListTagsOfResource",
    unsupportedMembers: ["NextToken"],
    authorize: asks("dynamodb:ListTagsOfResource", ({ ResourceArn: arn }) => arn),
    run: ({ ResourceArn: arn }) => ({
      Tags: Object.entries(taggedTable(dynamodb, arn).tags).map(([Key, Value]) => ({ Key, Value })),
    }),
  };
}
