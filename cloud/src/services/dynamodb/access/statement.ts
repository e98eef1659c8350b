import type { Scope } from "../../../core/arns.ts";
import type { Question } from "../../../core/ports/authorization.ts";
import type { AttributeValue } from "../../../wire/models/generated/dynamodb.types.ts";
import { parseStatement, type Statement, withTableName } from "../expressions/partiql.ts";
import { statementAttributes, statementKeys } from "../expressions/partiql-facts.ts";
import { engineName } from "../forwarding/forward.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { validationError } from "../shared/errors.ts";
import { itemQuestion } from "./question.ts";

interface GivenStatement {
  readonly Statement: string;
  readonly Parameters?: readonly AttributeValue[];
}

/**
 * A statement is asked for by what it does: `dynamodb:PartiQLSelect` on its table or index.
 * @throws ValidationException for a statement whose table cannot be told
 */
export function statementQuestion(
  dynamodb: DynamoDbContext,
  scope: Scope,
  { Statement: text, Parameters: parameters = [] }: GivenStatement,
  enclosing?: string,
): Question {
  const statement = parsed(text);
  return itemQuestion(dynamodb, scope, {
    action: `PartiQL${statement.verb}`,
    table: statement.table,
    index: statement.index,
    keys: (leadingKey) => statementKeys(statement, leadingKey, parameters),
    attributes: () => statementAttributes(statement),
    mayScan: statement.verb === "Select",
    ...(enclosing === undefined ? {} : { enclosing }),
  });
}

/** The statement as the engine takes it: with its table by name. */
export function forwardedStatement<Given extends GivenStatement>(
  dynamodb: DynamoDbContext,
  given: Given,
): Given {
  const statement = parsed(given.Statement);
  const name = engineName(dynamodb, statement.table);
  if (name === statement.table) return given;
  return { ...given, Statement: withTableName(given.Statement, statement, name) };
}

function parsed(text: string): Statement {
  const statement = parseStatement(text);
  // DDB-5: of what is not understood nobody knows what to ask.
  if (statement === undefined) {
    throw validationError("Statement wasn't well formed, can't be processed: Unexpected token");
  }
  return statement;
}
