import { FindByPrefix, FirstAndNext, withQuery } from "../../../web/parts/paging.tsx";
import { Card, Day, Empty, Head } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { type Columns, Table } from "../../../web/parts/table.tsx";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import { PARAMETERS_PATH, parameterPath } from "./addresses.ts";
import { type ParameterView, readParameters } from "./read.ts";

const COLUMNS: Columns<ParameterView> = [
  {
    title: "Parameter",
    cell: ({ Name }) => (
      <a class="outside" href={parameterPath(Name)}>
        {Name}
      </a>
    ),
  },
  { title: "Type", cell: ({ Type }) => Type },
  { title: "Version", class: "end num", cell: ({ Version }) => Version },
  {
    title: "Description",
    cell: ({ Description = "" }) => <span class="outside">{printable(Description)}</span>,
  },
  { title: "Changed", class: "end", cell: ({ LastModifiedDate }) => <Day at={LastModifiedDate * 1_000} /> },
];

/** Every parameter of the account; none is read. */
export async function parametersView(console: ConsoleContext, query: URLSearchParams): Promise<ConsoleView> {
  const prefix = query.get("prefix") ?? "";
  const token = query.get("token");
  const { rows, next } = await readParameters(console, { prefix, token });
  return {
    title: "Parameters",
    body: (
      <>
        <Head title="Parameters" lead="Settings by name, in the Parameter Store of Systems Manager." />
        <FindByPrefix
          action={PARAMETERS_PATH}
          what="parameters"
          label="Beginning of a parameter’s name"
          value={prefix}
        />
        <Card id="parameters" title="Parameters">
          {rows.length > 0 ? (
            <Table class="keys-table" isWalked columns={COLUMNS} rows={rows} />
          ) : prefix === "" ? (
            <Empty
              text="There is no parameter."
              command="aws ssm put-parameter --type String --name /NAME --value VALUE"
            />
          ) : (
            <Empty text={`No parameter’s name begins with “${printable(prefix)}”.`} />
          )}
          <FirstAndNext
            shown={rows.length}
            noun="parameter"
            first={token === null ? undefined : withQuery(PARAMETERS_PATH, { prefix })}
            next={next === undefined ? undefined : withQuery(PARAMETERS_PATH, { prefix, token: next })}
          />
        </Card>
      </>
    ),
  };
}
