import type { UpdateItemInput } from "../../../wire/models/generated/dynamodb.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { attributesOf } from "../access/attributes.ts";
import { keysOf } from "../access/keys.ts";
import { itemQuestion } from "../access/question.ts";
import { forwardOnTable } from "../forwarding/forward.ts";
import type { DynamoDbContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
export function UpdateItem(dynamodb: DynamoDbContext): Operation<UpdateItemInput> {
  return {
    name: "UpdateItem",
    authorize: (input, { scope }) => [
      itemQuestion(dynamodb, scope, {
        action: "UpdateItem",
        table: input.TableName,
        keys: keysOf([input.Key]),
        attributes: () => attributesOf(input),
        parameters: input,
      }),
    ],
    run: (input) => forwardOnTable(dynamodb, "UpdateItem", input),
  };
}
