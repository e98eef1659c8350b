import type { BatchGetItemInput } from "../../../wire/models/generated/dynamodb.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { attributesOfAll } from "../access/attributes.ts";
import { keysOf } from "../access/keys.ts";
import { itemQuestion } from "../access/question.ts";
import { forwardBatch } from "../forwarding/forward-batch.ts";
import type { DynamoDbContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
export function BatchGetItem(dynamodb: DynamoDbContext): Operation<BatchGetItemInput> {
  return {
    name: "BatchGetItem",
    authorize: (input, { scope }) =>
      Object.entries(input.RequestItems).map(([table, wanted]) =>
        itemQuestion(dynamodb, scope, {
          action: "BatchGetItem",
          table,
          keys: keysOf(wanted.Keys),
          attributes: () => attributesOfAll([wanted, ...wanted.Keys.map((Key) => ({ Key }))]),
          parameters: input,
        }),
      ),
    run: (input) => forwardBatch(dynamodb, "BatchGetItem", input),
  };
}
