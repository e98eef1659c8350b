import type { ExecuteStatementInput } from "../../../wire/models/generated/dynamodb.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { forwardedStatement, statementQuestion } from "../access/statement.ts";
import { forward } from "../forwarding/forward.ts";
import type { DynamoDbContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html */
export function ExecuteStatement(dynamodb: DynamoDbContext): Operation<ExecuteStatementInput> {
  return {
    name: "ExecuteStatement",
    authorize: (input, { scope }) => [statementQuestion(dynamodb, scope, input)],
    run: (input) => forward(dynamodb, "ExecuteStatement", forwardedStatement(dynamodb, input)),
  };
}
