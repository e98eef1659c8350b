import type { DeleteItemInput } from "../../../wire/models/generated/dynamodb.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { attributesOf } from "../access/attributes.ts";
import { keysOf } from "../access/keys.ts";
import { itemQuestion } from "../access/question.ts";
import { forwardOnTable } from "../forwarding/forward.ts";
import type { DynamoDbContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html */
export function DeleteItem(dynamodb: DynamoDbContext): Operation<DeleteItemInput> {
  return {
    name: "DeleteItem",
    authorize: (input, { scope }) => [
      itemQuestion(dynamodb, scope, {
        action: "DeleteItem",
        table: input.TableName,
        keys: keysOf([input.Key]),
        attributes: () => attributesOf(input),
        parameters: input,
      }),
    ],
    run: (input) => forwardOnTable(dynamodb, "DeleteItem", input),
  };
}
