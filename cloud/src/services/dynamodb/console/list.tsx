import { noneBeginning } from "../../../web/names-beginning.ts";
import { FindByPrefix, FirstAndNext, withQuery } from "../../../web/parts/paging.tsx";
import { Card, Empty, Head } from "../../../web/parts/parts.tsx";
import { type Columns, Table } from "../../../web/parts/table.tsx";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
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
export async function tablesView(console: ConsoleContext, query: URLSearchParams): Promise<ConsoleView> {
  const prefix = query.get("prefix") ?? "";
  const after = query.get("after");
  const { tables, next } = await readTables(console, { prefix, after });
  return {
    title: "Tables",
    body: (
      <>
        <Head title="Tables" lead="DynamoDB: items with a key, by the AWS CLI and SDKs." />
        <FindByPrefix action={TABLES_PATH} what="tables" label="Beginning of a table’s name" value={prefix} />
        <Card id="tables" title="Tables">
          {tables.length > 0 ? (
            <Table class="keys-table" isWalked columns={COLUMNS} rows={tables} />
          ) : prefix === "" ? (
            <Empty text="There is no table." command="aws dynamodb create-table --generate-cli-skeleton" />
          ) : (
            <Empty text={noneBeginning("table", prefix, next)} />
          )}
          <FirstAndNext
            shown={tables.length}
            noun="table"
            first={after === null ? undefined : withQuery(TABLES_PATH, { prefix })}
            next={next === undefined ? undefined : withQuery(TABLES_PATH, { prefix, after: next })}
          />
        </Card>
      </>
    ),
  };
}
