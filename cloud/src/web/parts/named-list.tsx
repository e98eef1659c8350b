import type { ConsoleContext, ConsoleView } from "../../wire/console-area.ts";
import { noneBeginning } from "../names-beginning.ts";
import { FindByPrefix, FirstAndNext, withQuery } from "./paging.tsx";
import { Card, Empty, Head } from "./parts.tsx";
import { type Columns, Table } from "./table.tsx";

interface AskedPage {
  /** What the names begin with. */
  readonly prefix: string;
  /** Where the page before ended; null of the first one. */
  readonly token: string | null;
}

interface NamedList<Row> {
  /** Of one thing, e.g. `queue`; `s` makes it several. */
  readonly noun: string;
  readonly lead: string;
  /** Address of the list. */
  readonly path: string;
  /** Those that name accounts are made for that of the cloud. */
  readonly columns: Columns<Row> | ((account: string) => Columns<Row>);
  /** Makes the first one. */
  readonly command: string;
  readonly read: (
    console: ConsoleContext,
    asked: AskedPage,
  ) => Promise<{ readonly rows: readonly Row[]; readonly next: string | undefined }>;
}

/** Everything of one kind in the account, page by page, found by what names begin with. */
export function namedList<Row>({ noun, lead, path, columns, command, read }: NamedList<Row>) {
  const plural = `${noun}s`;
  const title = plural.charAt(0).toUpperCase() + plural.slice(1);
  return async (console: ConsoleContext, query: URLSearchParams): Promise<ConsoleView> => {
    const prefix = query.get("prefix") ?? "";
    const token = query.get("token");
    const { rows, next } = await read(console, { prefix, token });
    return {
      title,
      body: (
        <>
          <Head title={title} lead={lead} />
          <FindByPrefix action={path} what={plural} label="Beginning of a name" value={prefix} />
          <Card id={plural.replaceAll(" ", "-")} title={title}>
            {rows.length > 0 ? (
              <Table
                class="keys-table"
                isWalked
                columns={typeof columns === "function" ? columns(console.account) : columns}
                rows={rows}
              />
            ) : prefix === "" ? (
              <Empty text={`There is no ${noun}.`} command={command} />
            ) : (
              <Empty text={noneBeginning(noun, prefix, next)} />
            )}
            <FirstAndNext
              shown={rows.length}
              noun={noun}
              first={token === null ? undefined : withQuery(path, { prefix })}
              next={next === undefined ? undefined : withQuery(path, { prefix, token: next })}
            />
          </Card>
        </>
      ),
    };
  };
}
