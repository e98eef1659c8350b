import { namedList } from "../../../web/parts/named-list.tsx";
import type { Columns } from "../../../web/parts/table.tsx";
import { TABLES_PATH, tablePath } from "./addresses.ts";
import { indexesOf, keyWords, readTables, sizeWords, type TableView } from "./read.ts";

const NONE = <span class="muted">none</span>;

const COLUMNS: Columns<TableView> = [
  { title: "Table", cell: ({ TableName }) => <a href={tablePath(TableName)}>{TableName}</a> },
  { title: "Partition key", cell: (table) => <KeyCell table={table} type="HASH" /> },
  { title: "Sort key", cell: (table) => <KeyCell table={table} type="RANGE" /> },
  { title: "Indexes", class: "end num", cell: (table) => indexesOf(table).length },
  { title: "Items", class: "end num", cell: ({ ItemCount = 0 }) => ItemCount.toLocaleString("en-GB") },
  { title: "Size", class: "end num nowrap", cell: sizeWords },
  {
    title: "Stream",
    cell: ({ StreamSpecification: stream }) => (stream?.StreamEnabled === true ? "on" : NONE),
  },
  {
    title: "Items end by",
    cell: ({ ttl }) => (ttl === undefined ? NONE : <code class="outside">{ttl}</code>),
  },
];

const KeyCell = ({ table, type }: { readonly table: TableView; readonly type: "HASH" | "RANGE" }) => {
  const words = keyWords(table, table.KeySchema, type);
  return words === undefined ? NONE : <code class="outside">{words}</code>;
};

/** Every table of the account. */
export const tablesView = namedList({
  noun: "table",
  lead: "DynamoDB: items with a key, by the AWS CLI and SDKs.",
  path: TABLES_PATH,
  columns: COLUMNS,
  command: "aws dynamodb create-table --generate-cli-skeleton",
  read: readTables,
});
