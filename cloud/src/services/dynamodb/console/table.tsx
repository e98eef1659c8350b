import { Copy } from "../../../web/parts/copy.tsx";
import { FirstAndNext } from "../../../web/parts/paging.tsx";
import { Card, Day, Empty, Facts, Field, FoldCard, Head, OutsideName } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { StackLink } from "../../../web/parts/stack-link.tsx";
import { type Columns, Table } from "../../../web/parts/table.tsx";
import { stackOf } from "../../../web/stack-names.ts";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import { itemPath, newItemPath, TABLES_PATH, tablePath } from "./addresses.ts";
import { type Asked, askedIn, COMPARISONS, type ItemsPage, queryOf, readItems } from "./items.ts";
import {
  type IndexView,
  indexesOf,
  keyNames,
  keyOf,
  keyWords,
  readTable,
  sizeWords,
  type TableView,
} from "./read.ts";
import { type Item, previewOf, textOf } from "./values.ts";

/** A table: its items page by page, or those of a key, and what it is set to. */
export async function tableView(
  console: ConsoleContext,
  name: string,
  query: URLSearchParams,
): Promise<ConsoleView> {
  const table = await readTable(console, name);
  const asked = askedIn(query);
  const [page, stack] = await Promise.all([
    readItems(console, table, asked),
    stackOf(console, table.TableName),
  ]);
  return {
    title: `${table.TableName} · Tables`,
    body: (
      <>
        <Head title={<OutsideName name={table.TableName} />} lead={<a href={TABLES_PATH}>Tables</a>}>
          <a class="btn" href={newItemPath(table.TableName)}>
            New item
          </a>
        </Head>
        <div class="grid two">
          <ItemsCard table={table} asked={asked} page={page} />
          <div class="col">
            <QueryCard table={table} asked={asked} />
            <AboutCard table={table} stack={stack} />
            <IndexesCard table={table} />
          </div>
        </div>
      </>
    ),
  };
}

interface ItemsProps {
  readonly table: TableView;
  readonly asked: Asked;
  readonly page: ItemsPage;
}

const ItemsCard = ({ table, asked, page: { items, next, refusal } }: ItemsProps) => (
  <Card id="items" title={asked.index === "" ? "Items" : `Items of the index ${asked.index}`}>
    {refusal === undefined ? null : <p class="body outside">{refusal}</p>}
    {items.length > 0 ? (
      <Table class="items" isWalked columns={columnsOf(table)} rows={items} />
    ) : refusal === undefined ? (
      <NothingThere table={table} asked={asked} />
    ) : null}
    <FirstAndNext
      shown={items.length}
      noun="item"
      first={asked.after === "" ? undefined : tablePath(table.TableName, queryOf(asked))}
      next={next === undefined ? undefined : tablePath(table.TableName, { ...queryOf(asked), after: next })}
    />
  </Card>
);

const NothingThere = ({ table, asked }: Pick<ItemsProps, "table" | "asked">) => {
  if (asked.after !== "") return <Empty text="No item comes after these." />;
  if (asked.partition === "" && asked.index === "") {
    return (
      <Empty
        text="The table is empty."
        command={`aws dynamodb put-item --table-name ${table.TableName} --item …`}
      />
    );
  }
  return (
    <div class="empty">
      <p>{asked.partition === "" ? "Nothing is in this index." : "No item has this key."}</p>
      <p class="chips">
        <a class="chip" href={tablePath(table.TableName)} aria-label="Show all items">
          all items ×
        </a>
      </p>
    </div>
  );
};

const LONGEST_KEY = 120;
const LONGEST_PREVIEW = 240;

function columnsOf(table: TableView): Columns<Item> {
  const names = keyNames(table);
  const [partition = "", ...others] = names;
  return [
    {
      title: printable(partition),
      cell: (item) => (
        <a class="outside" href={itemPath(table.TableName, keyOf(table, item))}>
          {cut(textOf(item[partition]))}
        </a>
      ),
    },
    ...others.map((name) => ({
      title: printable(name),
      cell: (item: Item) => <span class="outside">{cut(textOf(item[name]))}</span>,
    })),
    {
      title: "Other attributes",
      cell: (item) => <span class="outside small">{printable(previewOf(item, names, LONGEST_PREVIEW))}</span>,
    },
  ];
}

function cut(text: string): string {
  const shown = printable(text);
  return shown.length <= LONGEST_KEY ? shown : `${shown.slice(0, LONGEST_KEY)}…`;
}

const QueryCard = ({ table, asked }: Pick<ItemsProps, "table" | "asked">) => {
  const indexes = indexesOf(table);
  const schemas = [table.KeySchema, ...indexes.map(({ KeySchema }) => KeySchema)];
  const hasSort = schemas.some((schema) => schema.some(({ KeyType }) => KeyType === "RANGE"));
  return (
    <Card id="query" title="Find by key">
      <form class="body col" action={tablePath(table.TableName)}>
        {indexes.length === 0 ? null : (
          <Field id="index" label="In">
            <select id="index" name="index">
              <option value="">the table</option>
              {indexes.map(({ IndexName }) => (
                <option value={IndexName} selected={IndexName === asked.index}>
                  {`the index ${IndexName}`}
                </option>
              ))}
            </select>
          </Field>
        )}
        <Field id="partition" label="Partition key is" hint="Empty: all items, in no order.">
          <input
            id="partition"
            name="partition"
            class="mono"
            value={asked.partition}
            autocomplete="off"
            spellcheck={false}
            aria-describedby="partition-hint"
          />
        </Field>
        {hasSort ? (
          <>
            <div class="field">
              <label for="is">Sort key</label>
              <select id="is" name="is">
                {COMPARISONS.map(([value, words]) => (
                  <option value={value} selected={value === asked.comparison}>
                    {words}
                  </option>
                ))}
              </select>
              <input
                name="sort"
                class="mono"
                aria-label="Value of the sort key"
                value={asked.sort}
                autocomplete="off"
                spellcheck={false}
              />
            </div>
            <label class="check">
              <input type="checkbox" name="descending" checked={asked.descending} />
              Largest sort key first
            </label>
          </>
        ) : null}
        <div class="btns">
          <button type="submit" class="btn primary">
            Find
          </button>
        </div>
      </form>
    </Card>
  );
};

const AboutCard = ({ table, stack }: { readonly table: TableView; readonly stack: string | undefined }) => {
  const { StreamSpecification: stream, CreationDateTime: made } = table;
  return (
    <FoldCard id="about" title="About" foot="On AWS the numbers are renewed about every six hours.">
      <div class="body">
        <Facts
          facts={[
            ["Made by", <StackLink stack={stack} />],
            ["Partition key", codeOf(keyWords(table, table.KeySchema, "HASH"))],
            ["Sort key", codeOf(keyWords(table, table.KeySchema, "RANGE"))],
            ["State", table.TableStatus.toLowerCase()],
            ["Items", (table.ItemCount ?? 0).toLocaleString("en-GB")],
            ["Size", sizeWords(table)],
            [
              "Paid",
              table.BillingModeSummary?.BillingMode === "PAY_PER_REQUEST" ? "by request" : "by capacity",
            ],
            ["Stream", stream?.StreamEnabled === true ? (stream.StreamViewType ?? "on") : "none"],
            ["Items end by", table.ttl === undefined ? "nothing" : codeOf(table.ttl)],
            ["Protected from deletion", table.DeletionProtectionEnabled === true ? "yes" : "no"],
            ["Made", made === undefined ? undefined : <Day at={made * 1_000} />],
            [
              "ARN",
              <>
                <code class="outside">{table.TableArn}</code> <Copy text={table.TableArn} label="the ARN" />
              </>,
            ],
          ]}
        />
      </div>
    </FoldCard>
  );
};

function codeOf(text: string | undefined) {
  return text === undefined ? undefined : <code class="outside">{printable(text)}</code>;
}

const IndexesCard = ({ table }: { readonly table: TableView }) => {
  const indexes = indexesOf(table);
  if (indexes.length === 0) return null;
  const columns: Columns<IndexView> = [
    {
      title: "Index",
      cell: ({ IndexName }) => <a href={tablePath(table.TableName, { index: IndexName })}>{IndexName}</a>,
    },
    {
      title: "Keys",
      cell: ({ KeySchema }) => (
        <code class="outside">
          {(["HASH", "RANGE"] as const).flatMap((type) => keyWords(table, KeySchema, type) ?? []).join(", ")}
        </code>
      ),
    },
    { title: "Has", cell: ({ Projection }) => projectionWords(Projection) },
  ];
  return (
    <FoldCard id="indexes" title="Indexes">
      <Table class="keys-table" columns={columns} rows={indexes} />
    </FoldCard>
  );
};

function projectionWords(projection: IndexView["Projection"]): string {
  if (projection?.ProjectionType === "KEYS_ONLY") return "keys only";
  if (projection?.ProjectionType === "INCLUDE")
    return `keys, ${projection.NonKeyAttributes?.join(", ") ?? ""}`;
  return "all attributes";
}
