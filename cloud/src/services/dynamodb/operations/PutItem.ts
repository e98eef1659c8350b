import type { PutItemInput } from "../../../wire/models/generated/dynamodb.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { attributesOf } from "../access/attributes.ts";
import { keysOf } from "../access/keys.ts";
import { itemQuestion } from "../access/question.ts";
import { forwardOnTable } from "../forwarding/forward.ts";
import type { DynamoDbContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
export function PutItem(dynamodb: DynamoDbContext): Operation<PutItemInput> {
  return {
    name: "PutItem",
    authorize: (input, { scope }) => [
      itemQuestion(dynamodb, scope, {
        action: "PutItem",
        table: input.TableName,
        keys: keysOf([input.Item]),
        attributes: () => attributesOf(input),
        parameters: input,
      }),
    ],
    run: (input) => forwardOnTable(dynamodb, "PutItem", input),
  };
}
