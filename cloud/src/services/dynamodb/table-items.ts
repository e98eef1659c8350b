import type { Caller } from "../../core/caller.ts";
import { AwsError } from "../../core/errors.ts";
import type { Authorization, Question } from "../../core/ports/authorization.ts";
import type { TableItems } from "../../core/ports/table-items.ts";
import type { PutItemInput } from "../../wire/models/generated/dynamodb.types.ts";
import { resourceTags } from "../../wire/tag-keys.ts";
import { forwardOnTable } from "./forwarding/forward.ts";
import { PutItem } from "./operations/PutItem.ts";
import type { DynamoDbContext } from "./shared/context.ts";
import { tableNameIn } from "./shared/table.ts";

/** Items for the other services of this cloud. */
export function createTableItems(dynamodb: DynamoDbContext, authorization: Authorization): TableItems {
  const { scope, tables } = dynamodb;
  const operation = PutItem(dynamodb);
  /** @throws AwsError AccessDeniedException */
  const assertAllowed = (caller: Caller, question: Question): void => {
    const { resource, context } = question;
    // DDB-15: who puts from inside needs what a caller over the network needs.
    const { allowed, message, why } = authorization.decide({
      caller,
      ...question,
      context: () => ({
        ...resourceTags(tables.find(tableNameIn(scope, resource) ?? "")?.tags),
        ...(typeof context === "function" ? context() : context),
      }),
    });
    if (allowed) return;
    throw new AwsError("AccessDeniedException", message).because(why);
  };
  return {
    put: async (caller, TableName, item) => {
      const input: PutItemInput = { TableName, Item: item as PutItemInput["Item"] };
      for (const question of operation.authorize?.(input, { caller, scope }) ?? []) {
        assertAllowed(caller, question);
      }
      await forwardOnTable(dynamodb, "PutItem", input);
    },
  };
}
