import type { ExecuteTransactionInput } from "../../../wire/models/generated/dynamodb.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { forwardedStatement, statementQuestion } from "../access/statement.ts";
import { forward } from "../forwarding/forward.ts";
import type { DynamoDbContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteTransaction.html */
export function ExecuteTransaction(dynamodb: DynamoDbContext): Operation<ExecuteTransactionInput> {
  return {
    name: "ExecuteTransaction",
    authorize: ({ TransactStatements: statements }, { scope }) =>
      statements.map((statement) => statementQuestion(dynamodb, scope, statement, "ExecuteTransaction")),
    run: (input) =>
      forward(dynamodb, "ExecuteTransaction", {
        ...input,
        TransactStatements: input.TransactStatements.map((statement) =>
          forwardedStatement(dynamodb, statement),
        ),
      }),
  };
}
