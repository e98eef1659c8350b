import type { TransactGetItemsInput } from "../../../wire/models/generated/dynamodb.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { attributesOf } from "../access/attributes.ts";
import { keysOf } from "../access/keys.ts";
import { itemQuestion } from "../access/question.ts";
import { engineName, forward } from "../forwarding/forward.ts";
import type { DynamoDbContext } from "../shared/context.ts";

/**
 * Each member is asked for by `dynamodb:GetItem`.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html
 */
export function TransactGetItems(dynamodb: DynamoDbContext): Operation<TransactGetItemsInput> {
  return {
    name: "TransactGetItems",
    authorize: ({ TransactItems: items, ...parameters }, { scope }) =>
      items.map(({ Get: get }) =>
        itemQuestion(dynamodb, scope, {
          action: "GetItem",
          table: get.TableName,
          keys: keysOf([get.Key]),
          attributes: () => attributesOf(get),
          parameters,
          enclosing: "TransactGetItems",
        }),
      ),
    run: (input) =>
      forward(dynamodb, "TransactGetItems", {
        ...input,
        TransactItems: input.TransactItems.map(({ Get: get }) => ({
          Get: { ...get, TableName: engineName(dynamodb, get.TableName) },
        })),
      }),
  };
}
