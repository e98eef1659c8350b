import type { Logger } from "../../../core/logger.ts";
import type { Engine } from "../engine/engine.ts";
import { type TableDescription, tableOf } from "../shared/table.ts";
import type { TableStore } from "../shared/table-store.ts";
import { withStreamStart } from "../streams/begin.ts";

/** DDB-18: the cause is not known here. */
const GONE =
  "A table is gone: it was being deleted when the cloud ended, or dynamodb.sqlite, or a file beside it that " +
  "begins with its name, was deleted or damaged.";

/**
 * DDB-9: brings rows and tables together after a stop in the midst of a change. A table without a row was
 * never told of and goes; a row without a table goes; the others are as the engine has them.
 */
export async function reconcile(
  call: Engine["call"],
  tables: TableStore,
  logger: Pick<Logger, "warn">,
): Promise<void> {
  const ask = async (operation: string, input: object): Promise<Record<string, unknown>> => {
    const { status, body } = await call(`DynamoDB_20120810.${operation}`, JSON.stringify(input));
    if (status !== 200) throw new Error(`The engine of DynamoDB refuses ${operation}: ${String(body)}`);
    return JSON.parse(String(body)) as Record<string, unknown>;
  };
  const names = await tableNames(ask);
  for (const table of tables.names().filter((name) => !names.includes(name))) {
    tables.delete(table);
    logger.warn({ table }, GONE);
  }
  for (const name of names) {
    const known = tables.find(name);
    if (known === undefined) {
      await ask("UpdateTable", { TableName: name, DeletionProtectionEnabled: false });
      await ask("DeleteTable", { TableName: name });
      continue;
    }
    const { Table: description } = await ask("DescribeTable", { TableName: name });
    tables.save(await withStreamStart(call, tableOf(description as TableDescription, known.tags), known));
  }
}

async function tableNames(
  ask: (operation: string, input: object) => Promise<Record<string, unknown>>,
): Promise<readonly string[]> {
  const names: string[] = [];
  let start: unknown;
  do {
    const page = await ask("ListTables", start === undefined ? {} : { ExclusiveStartTableName: start });
    names.push(...(page["TableNames"] as string[]));
    start = page["LastEvaluatedTableName"];
  } while (start !== undefined);
  return names;
}
