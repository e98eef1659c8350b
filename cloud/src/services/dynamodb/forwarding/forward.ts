import type { AwsError } from "../../../core/errors.ts";
import { modelledInput } from "../../../wire/models/index.ts";
import { type EngineAnswer, EngineLostError } from "../engine/engine.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { EngineRefusal, internalServerError, resourceNotFound } from "../shared/errors.ts";
import { ENGINE_ARN, nameOf, tableArn } from "../shared/table.ts";
import { modelledMembers } from "./forwarded-input.ts";

/** What the engine answers, e.g. `{ Items: […] }`. */
export type EngineOutput = Readonly<Record<string, unknown>>;

/**
 * Has the engine run an operation on tables or items.
 * @throws AwsError the engine's refusal in AWS's words, InternalServerError when it was lost
 */
export async function forward(
  dynamodb: DynamoDbContext,
  operation: string,
  input: object,
): Promise<EngineOutput> {
  return parsed(await forwardToTables(dynamodb, operation, input));
}

async function forwardToTables(dynamodb: DynamoDbContext, operation: string, input: object): Promise<Buffer> {
  try {
    const output = await forwardTo(TABLES, dynamodb, operation, input);
    dynamodb.did(operation, input);
    return output;
  } finally {
    dynamodb.writes.ran(operation, input);
  }
}

/** The same of operations on streams. */
export async function forwardToStreams(
  dynamodb: DynamoDbContext,
  operation: string,
  input: object,
): Promise<EngineOutput> {
  return parsed(await forwardTo(STREAMS, dynamodb, operation, input));
}

function parsed(output: Buffer): EngineOutput {
  return JSON.parse(output.toString("utf8")) as EngineOutput;
}

const TABLES = { model: "dynamodb", target: "DynamoDB_20120810" } as const;
const STREAMS = { model: "dynamodbstreams", target: "DynamoDBStreams_20120810" } as const;

async function forwardTo(
  { model, target }: typeof TABLES | typeof STREAMS,
  dynamodb: DynamoDbContext,
  operation: string,
  input: object,
): Promise<Buffer> {
  // A service that nobody uses costs nothing: without a table there is nothing to ask.
  const isUnused = dynamodb.tables.names().length === 0 && dynamodb.engine.pid() === undefined;
  if (isUnused && operation !== "CreateTable") throw resourceNotFound();
  const members = modelledMembers(modelledInput(model, operation), input as Record<string, unknown>);
  const answer = await dynamodb.engine
    .call(`${target}.${operation}`, JSON.stringify(members))
    .catch((error: unknown) => {
      throw error instanceof EngineLostError ? internalServerError() : error;
    });
  if (answer.status === 200) return answer.body;
  throw refusalOf(dynamodb, operation, answer);
}

/** Texts that AWS begins with a count of one where the call writes an item. */
const COUNTED = [
  "Value provided in ExpressionAttribute",
  "ExpressionAttributeValues must not be empty",
  "Invalid UpdateExpression: The expression can not be empty",
  "One or more parameter values were invalid: An string set",
];
const WRITES: ReadonlySet<string> = new Set(["PutItem", "UpdateItem", "DeleteItem"]);

function refusalOf({ scope }: DynamoDbContext, operation: string, { status, body }: EngineAnswer): AwsError {
  const {
    __type: type = "InternalServerError",
    message,
    Message = message ?? "",
    ...details
  } = JSON.parse(body.toString("utf8")) as Record<string, string>;
  const code = type.slice(type.indexOf("#") + 1);
  const own = Message.replaceAll(ENGINE_ARN, tableArn(scope, "").replace(/table\/$/, ""));
  const isCounted = WRITES.has(operation) && COUNTED.some((text) => own.startsWith(text));
  return new EngineRefusal(code, isCounted ? `1 validation error detected: ${own}` : own, status, details);
}

/** DDB-3: the engine's name of a table. @throws ResourceNotFoundException for an ARN of another place */
export function engineName({ scope }: DynamoDbContext, table: string): string {
  const name = nameOf(scope, table);
  if (name === undefined) throw resourceNotFound();
  return name;
}

/**
 * A call on the items of one table, which its input names.
 * @returns the engine's bytes where nothing in them has to change
 */
export async function forwardOnTable<Input extends { readonly TableName: string }>(
  dynamodb: DynamoDbContext,
  operation: string,
  input: Input,
): Promise<Buffer | EngineOutput> {
  const { TableName: table } = input;
  const name = engineName(dynamodb, table);
  if (name === table) return forwardToTables(dynamodb, operation, input);
  const output = await forward(dynamodb, operation, { ...input, TableName: name });
  const consumed = output["ConsumedCapacity"];
  // Replies have the table as it was named.
  if (typeof consumed !== "object" || consumed === null) return output;
  return { ...output, ConsumedCapacity: { ...consumed, TableName: table } };
}
