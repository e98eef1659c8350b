import type { BatchWriteItemInput, WriteRequest } from "../../../wire/models/generated/dynamodb.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { attributesOfAll } from "../access/attributes.ts";
import { keysOf } from "../access/keys.ts";
import { itemQuestion } from "../access/question.ts";
import { forwardBatch } from "../forwarding/forward-batch.ts";
import type { DynamoDbContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
export function BatchWriteItem(dynamodb: DynamoDbContext): Operation<BatchWriteItemInput> {
  return {
    name: "BatchWriteItem",
    authorize: (input, { scope }) =>
      Object.entries(input.RequestItems).map(([table, requests]) => {
        const items = requests.flatMap(itemsOf);
        return itemQuestion(dynamodb, scope, {
          action: "BatchWriteItem",
          table,
          keys: keysOf(items),
          attributes: () => attributesOfAll(items.map((Item) => ({ Item }))),
          parameters: input,
        });
      }),
    run: (input) => forwardBatch(dynamodb, "BatchWriteItem", input),
  };
}

function itemsOf({ PutRequest: put, DeleteRequest: gone }: WriteRequest) {
  return [...(put === undefined ? [] : [put.Item]), ...(gone === undefined ? [] : [gone.Key])];
}
