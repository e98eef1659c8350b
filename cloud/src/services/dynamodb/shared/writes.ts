import type { TransactWriteItemsInput } from "../../../wire/models/generated/dynamodb.types.ts";

/** Tells those who wait for changes of a table that there may be some. */
export interface TableWrites {
  /** @returns ends it */
  subscribe(table: string, wake: () => void): () => void;
  /** The engine ran the operation, or may have. */
  ran(operation: string, input: object): void;
}

type TablesOf = (input: object) => readonly string[] | "any";

const ONE: TablesOf = (input) => [(input as { readonly TableName: string }).TableName];
/** Statements name their table in their text. */
const ANY: TablesOf = () => "any";

/** The operations that change items, and whose. */
const WRITES: ReadonlyMap<string, TablesOf> = new Map([
  ["PutItem", ONE],
  ["UpdateItem", ONE],
  ["DeleteItem", ONE],
  [
    "BatchWriteItem",
    (input) =>
      Object.keys((input as { readonly RequestItems: Readonly<Record<string, unknown>> }).RequestItems),
  ],
  [
    "TransactWriteItems",
    (input) =>
      (input as TransactWriteItemsInput).TransactItems.flatMap(
        ({ Put, Update, Delete }) => (Put ?? Update ?? Delete)?.TableName ?? [],
      ),
  ],
  ["ExecuteStatement", ANY],
  ["BatchExecuteStatement", ANY],
  ["ExecuteTransaction", ANY],
]);

export function createTableWrites(): TableWrites {
  const waiting = new Map<string, Set<() => void>>();
  return {
    subscribe: (table, wake) => {
      const wakes = waiting.get(table) ?? new Set();
      waiting.set(table, wakes.add(wake));
      return () => {
        wakes.delete(wake);
        if (wakes.size === 0) waiting.delete(table);
      };
    },
    ran: (operation, input) => {
      if (waiting.size === 0) return;
      const tables = WRITES.get(operation)?.(input) ?? [];
      for (const table of tables === "any" ? waiting.keys() : new Set(tables)) {
        for (const wake of waiting.get(table) ?? []) wake();
      }
    },
  };
}
