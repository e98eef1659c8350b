import type { CreateTableInput, UpdateTableInput } from "../../../wire/models/generated/dynamodb.types.ts";
import type { Tags } from "../../../wire/tag-keys.ts";
import { EngineLostError } from "../engine/engine.ts";
import { engineName, forward } from "../forwarding/forward.ts";
import type { DynamoDbContext } from "../shared/context.ts";
import { describedTable } from "../shared/description.ts";
import { internalServerError, tableNotFound, validationError } from "../shared/errors.ts";
import { type Table, type TableDescription, tableOf } from "../shared/table.ts";
import { withStreamStart } from "../streams/begin.ts";

/** @throws ResourceNotFoundException */
export function requireTable(dynamodb: DynamoDbContext, given: string): Table {
  const name = engineName(dynamodb, given);
  const table = dynamodb.tables.find(name);
  if (table === undefined) throw tableNotFound(name);
  return table;
}

/**
 * Has the engine make a table. It is not there for anybody until its row is saved: a start that finds a
 * table without one deletes it.
 * @throws AwsError
 */
export async function makeTable(
  dynamodb: DynamoDbContext,
  input: CreateTableInput,
): Promise<{ readonly description: TableDescription; readonly table: Table }> {
  assertThroughput(input);
  const name = engineName(dynamodb, input.TableName);
  const output = await forward(dynamodb, "CreateTable", { ...input, TableName: name });
  const made = output["TableDescription"] as TableDescription;
  const description = describedTable(dynamodb.scope, made);
  const table = await tableNow(dynamodb, tableOf(made, tagsOf(input.Tags)), undefined);
  return { description, table };
}

/** @throws ResourceNotFoundException */
export async function describeTable(dynamodb: DynamoDbContext, given: string): Promise<TableDescription> {
  return describedTable(
    dynamodb.scope,
    await engineDescription(dynamodb, requireTable(dynamodb, given).name),
  );
}

/** @throws AwsError */
export async function updateTable(
  dynamodb: DynamoDbContext,
  input: UpdateTableInput,
): Promise<TableDescription> {
  const { name } = requireTable(dynamodb, input.TableName);
  if (input.StreamSpecification?.StreamEnabled === true) await assertNoStream(dynamodb, name);
  const output = await forward(dynamodb, "UpdateTable", { ...input, TableName: name });
  const description = output["TableDescription"] as TableDescription;
  const before = dynamodb.tables.find(name);
  const table = await tableNow(dynamodb, tableOf(description, {}), before);
  saveKnown(dynamodb, name, ({ tags }) => ({ ...table, tags }));
  return describedTable(dynamodb.scope, description);
}

/** @throws ResourceNotFoundException, ValidationException where it is protected */
export async function deleteTable(dynamodb: DynamoDbContext, given: string): Promise<TableDescription> {
  const { name } = requireTable(dynamodb, given);
  const output = await forward(dynamodb, "DeleteTable", { TableName: name });
  dynamodb.tables.delete(name);
  return describedTable(dynamodb.scope, output["TableDescription"] as TableDescription);
}

/** Gives tags, and takes tags away. The engine looks whether it may be; the row has those that count. */
export async function changeTags(
  dynamodb: DynamoDbContext,
  table: Table,
  { add = {}, remove = [] }: { readonly add?: Tags; readonly remove?: readonly string[] },
): Promise<void> {
  const arn = engineArn(table.name);
  const given = Object.entries(add).map(([Key, Value]) => ({ Key, Value }));
  if (given.length > 0) await forward(dynamodb, "TagResource", { ResourceArn: arn, Tags: given });
  if (remove.length > 0) await forward(dynamodb, "UntagResource", { ResourceArn: arn, TagKeys: remove });
  saveKnown(dynamodb, table.name, (now) => {
    const kept = Object.entries({ ...now.tags, ...add }).filter(([key]) => !remove.includes(key));
    return { ...now, tags: Object.fromEntries(kept) };
  });
}

/**
 * DDB-13: changes the row as it is now: while the engine was asked, others may have changed the table or
 * deleted it, and nothing that they took away comes back.
 */
function saveKnown({ tables }: DynamoDbContext, name: string, change: (now: Table) => Table): void {
  const now = tables.find(name);
  if (now !== undefined) tables.save(change(now));
}

function tableNow({ engine }: DynamoDbContext, table: Table, before: Table | undefined): Promise<Table> {
  return withStreamStart(engine.call, table, before).catch((error: unknown) => {
    throw error instanceof EngineLostError ? internalServerError() : error;
  });
}

export function tagsOf(tags: CreateTableInput["Tags"] = []): Tags {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

function engineArn(name: string): string {
  return `arn:aws:dynamodb:dynoxide:000000000000:table/${name}`;
}

async function engineDescription(dynamodb: DynamoDbContext, name: string): Promise<TableDescription> {
  const output = await forward(dynamodb, "DescribeTable", { TableName: name });
  return output["Table"] as TableDescription;
}

function assertThroughput({
  BillingMode: mode = "PROVISIONED",
  ProvisionedThroughput: throughput,
}: CreateTableInput): void {
  if (mode !== "PROVISIONED" || throughput !== undefined) return;
  throw validationError(
    "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
  );
}

async function assertNoStream(dynamodb: DynamoDbContext, name: string): Promise<void> {
  const { StreamSpecification: stream } = await engineDescription(dynamodb, name);
  if (stream === undefined) return;
  throw validationError(`Table already has an enabled stream: TableName: ${name}`);
}
