import { sizeText } from "../../../web/parts/bytes.ts";
import { ConfirmCard } from "../../../web/parts/confirm.tsx";
import { Card, Empty, Field, Head, OutsideName } from "../../../web/parts/parts.tsx";
import { printable, printableLines } from "../../../web/parts/printable.ts";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import { canComeBack, draftOf } from "./actions.ts";
import { keyInToken, tablePath, tokenOf } from "./addresses.ts";
import { keyNames, readItem, readTable, type TableView, typeOf } from "./read.ts";
import { digestOf, type Item, inOrder, keyText, plainItem } from "./values.ts";

/** An item, whole, and what can be done to it. */
export async function itemView(console: ConsoleContext, name: string, token: string): Promise<ConsoleView> {
  const table = await readTable(console, name);
  const key = keyInToken(token);
  const found = key === undefined ? undefined : await readItem(console, table.TableName, key);
  if (key === undefined || found === undefined) return missingView(table, key);
  const item = inOrder(found, keyNames(table));
  const title = printable(keyText(key));
  return {
    title: `${title} · ${table.TableName}`,
    body: (
      <>
        <Head title={<OutsideName name={title} />} lead={<TableLink table={table} />} />
        <div class="grid two">
          <Card id="item" title="Item" foot={`${sizeText(JSON.stringify(item).length)} as DynamoDB’s JSON.`}>
            <pre class="pre body outside">
              {printableLines(JSON.stringify(plainItem(item), undefined, 2))}
            </pre>
          </Card>
          <div class="col">
            <WriteCard
              table={table}
              title="Change"
              text={draftOf(console, table.TableName, token) ?? JSON.stringify(item, undefined, 2)}
              fields={{ opened: tokenOf(key), was: digestOf(item) }}
            />
            <ConfirmCard
              id="delete"
              title="Delete …"
              action={`${tablePath(table.TableName)}/delete`}
              fields={{ item: tokenOf(key) }}
              label={`Type ${title} to delete it`}
              button="Delete"
            >
              {canComeBack(item)
                ? "The next page offers to bring it back."
                : "It is gone for good: it is too large to be brought back."}
            </ConfirmCard>
          </div>
        </div>
      </>
    ),
  };
}

/** An item that is not there yet. */
export async function newItemView(console: ConsoleContext, name: string): Promise<ConsoleView> {
  const table = await readTable(console, name);
  const empty = Object.fromEntries(keyNames(table).map((each) => [each, { [typeOf(table, each)]: "" }]));
  return {
    title: `New item · ${table.TableName}`,
    body: (
      <>
        <Head title="New item" lead={<TableLink table={table} />} />
        <WriteCard
          table={table}
          title="Item"
          text={draftOf(console, table.TableName, "") ?? JSON.stringify(empty, undefined, 2)}
          fields={{}}
        />
      </>
    ),
  };
}

function missingView(table: TableView, key: Item | undefined): ConsoleView {
  return {
    title: `Not there · ${table.TableName}`,
    status: 404,
    body: (
      <>
        <Head
          title={key === undefined ? "No key" : <span class="outside">{printable(keyText(key))}</span>}
          lead={<TableLink table={table} />}
        />
        <Card id="item" title="Item">
          <Empty text="No item has this key." />
        </Card>
      </>
    ),
  };
}

const TableLink = ({ table }: { readonly table: TableView }) => (
  <a href={tablePath(table.TableName)}>{table.TableName}</a>
);

interface WriteProps {
  readonly table: TableView;
  readonly title: string;
  readonly text: string;
  readonly fields: Readonly<Record<string, string>>;
}

const WriteCard = ({ table, title, text, fields }: WriteProps) => (
  <Card id="write" title={title}>
    <form class="body col" method="post" action={`${tablePath(table.TableName)}/put`}>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Field
        id="json"
        label="As DynamoDB’s JSON"
        hint={
          <>
            Each value with its type: <code>{`{"S": "text"}`}</code>, <code>{`{"N": "1.5"}`}</code>,{" "}
            <code>{`{"BOOL": true}`}</code>.
          </>
        }
      >
        <textarea
          id="json"
          name="json"
          class="mono"
          rows={Math.min(24, text.split("\n").length + 1)}
          spellcheck={false}
          aria-describedby="json-hint"
          required
        >
          {text}
        </textarea>
      </Field>
      <div class="btns">
        <button type="submit" class="btn primary">
          Save
        </button>
      </div>
    </form>
  </Card>
);
