import type {
  TransactWriteItem,
  TransactWriteItemsInput,
} from "../../../wire/models/generated/dynamodb.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { attributesOf } from "../access/attributes.ts";
import { keysOf } from "../access/keys.ts";
import { itemQuestion } from "../access/question.ts";
import { engineName, forward } from "../forwarding/forward.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { validationError } from "../shared/errors.ts";

/** By which action a member of a transaction is asked for. */
const ACTIONS = {
  ConditionCheck: "ConditionCheckItem",
  Put: "PutItem",
  Delete: "DeleteItem",
  Update: "UpdateItem",
} as const;

/**
 * Each member is asked for by the action that does the same alone.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export function TransactWriteItems(dynamodb: DynamoDbContext): Operation<TransactWriteItemsInput> {
  return {
    name: "TransactWriteItems",
    authorize: ({ TransactItems: items, ...parameters }, { scope }) =>
      items.flatMap(membersOf).map(([kind, member]) =>
        itemQuestion(dynamodb, scope, {
          action: ACTIONS[kind],
          table: member.TableName,
          keys: keysOf(["Item" in member ? member.Item : member.Key]),
          attributes: () => attributesOf(member),
          parameters,
          enclosing: "TransactWriteItems",
        }),
      ),
    run: (input) =>
      forward(dynamodb, "TransactWriteItems", {
        ...input,
        TransactItems: input.TransactItems.map(forwarded),
      }),
  };

  function forwarded(item: TransactWriteItem): TransactWriteItem {
    const [[kind, member] = [], ...others] = membersOf(item);
    if (kind === undefined || member === undefined || others.length > 0) {
      throw validationError("TransactItems can only contain one of Check, Put, Update or Delete");
    }
    return { [kind]: { ...member, TableName: engineName(dynamodb, member.TableName) } };
  }
}

function membersOf(item: TransactWriteItem) {
  return (["ConditionCheck", "Put", "Delete", "Update"] as const).flatMap((kind) => {
    const member = item[kind];
    return member === undefined ? [] : [[kind, member] as const];
  });
}
