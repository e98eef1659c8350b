import type { BatchExecuteStatementInput } from "../../../wire/models/generated/dynamodb.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { forwardedStatement, statementQuestion } from "../access/statement.ts";
import { forward } from "../forwarding/forward.ts";
import type { DynamoDbContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html */
export function BatchExecuteStatement(dynamodb: DynamoDbContext): Operation<BatchExecuteStatementInput> {
  return {
    name: "BatchExecuteStatement",
    authorize: ({ Statements: statements }, { scope }) =>
      statements.map((statement) => statementQuestion(dynamodb, scope, statement)),
    run: (input) =>
      forward(dynamodb, "BatchExecuteStatement", {
        ...input,
        Statements: input.Statements.map((statement) => forwardedStatement(dynamodb, statement)),
      }),
  };
}
