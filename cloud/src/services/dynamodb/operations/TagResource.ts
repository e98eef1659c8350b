import type { TagResourceInput } from "../../../wire/models/generated/dynamodb.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { changeTags, tagsOf } from "../tables/manager.ts";
import { taggedTable } from "../tables/tagged.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html */
export function TagResource(dynamodb: DynamoDbContext): Operation<TagResourceInput> {
  return {
    name: "TagResource",
    authorize: asks(
      "dynamodb:TagResource",
      ({ ResourceArn: arn }) => arn,
      ({ Tags: tags }) => requestTags(tagsOf(tags)),
    ),
    run: ({ ResourceArn: arn, Tags: tags }) =>
      changeTags(dynamodb, taggedTable(dynamodb, arn), { add: tagsOf(tags) }),
  };
}
