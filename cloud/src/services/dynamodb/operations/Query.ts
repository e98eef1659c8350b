import type { QueryInput } from "../../../wire/models/generated/dynamodb.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { attributesOf } from "../access/attributes.ts";
import { itemQuestion } from "../access/question.ts";
import { queriedKeys } from "../expressions/key-condition.ts";
import { forwardOnTable } from "../forwarding/forward.ts";
import type { DynamoDbContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
export function Query(dynamodb: DynamoDbContext): Operation<QueryInput> {
  return {
    name: "Query",
    authorize: (input, { scope }) => [
      itemQuestion(dynamodb, scope, {
        action: "Query",
        table: input.TableName,
        index: input.IndexName,
        keys: (leadingKey) => queriedKeys(input, leadingKey),
        attributes: () => attributesOf(input),
        parameters: input,
      }),
    ],
    run: (input) => forwardOnTable(dynamodb, "Query", input),
  };
}
