import type { UntagResourceInput } from "../../../wire/models/generated/dynamodb.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import { tagKeys } from "../../../wire/tag-keys.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { changeTags } from "../tables/manager.ts";
import { taggedTable } from "../tables/tagged.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UntagResource.html */
export function UntagResource(dynamodb: DynamoDbContext): Operation<UntagResourceInput> {
  return {
    name: "UntagResource",
    authorize: asks(
      "dynamodb:UntagResource",
      ({ ResourceArn: arn }) => arn,
      ({ TagKeys: keys }) => tagKeys(keys),
    ),
    run: ({ ResourceArn: arn, TagKeys: keys }) =>
      changeTags(dynamodb, taggedTable(dynamodb, arn), { remove: keys }),
  };
}
