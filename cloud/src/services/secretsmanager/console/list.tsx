import { FindByPrefix, FirstAndNext, withQuery } from "../../../web/parts/paging.tsx";
import { Card, Day, Empty, Head } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { type Columns, Table } from "../../../web/parts/table.tsx";
import type { ConsoleContext, ConsoleView } from "../../../wire/console-area.ts";
import { SECRETS_PATH, secretPath } from "./addresses.ts";
import { readSecrets, type SecretView } from "./read.ts";

const COLUMNS: Columns<SecretView> = [
  {
    title: "Secret",
    cell: ({ Name }) => (
      <a class="outside" href={secretPath(Name)}>
        {Name}
      </a>
    ),
  },
  {
    title: "Description",
    cell: ({ Description = "" }) => <span class="outside">{printable(Description)}</span>,
  },
  {
    title: "State",
    cell: ({ DeletedDate }) =>
      DeletedDate === undefined ? "kept" : <span class="chip no">to be deleted</span>,
  },
  {
    title: "Changed",
    class: "end",
    cell: ({ LastChangedDate = Number.NaN }) => <Day at={LastChangedDate * 1_000} />,
  },
];

/** Every secret of the account; none is read. */
export async function secretsView(console: ConsoleContext, query: URLSearchParams): Promise<ConsoleView> {
  const prefix = query.get("prefix") ?? "";
  const token = query.get("token");
  const { secrets, next } = await readSecrets(console, { prefix, token });
  return {
    title: "Secrets",
    body: (
      <>
        <Head title="Secrets" lead="Passwords and keys by name, in Secrets Manager." />
        <FindByPrefix
          action={SECRETS_PATH}
          what="secrets"
          label="Beginning of a secret’s name"
          value={prefix}
        />
        <Card id="secrets" title="Secrets">
          {secrets.length > 0 ? (
            <Table class="keys-table" isWalked columns={COLUMNS} rows={secrets} />
          ) : prefix === "" ? (
            <Empty
              text="There is no secret."
              command="aws secretsmanager create-secret --name NAME --secret-string TEXT"
            />
          ) : (
            <Empty text={`No secret’s name begins with “${printable(prefix)}”.`} />
          )}
          <FirstAndNext
            shown={secrets.length}
            noun="secret"
            first={token === null ? undefined : withQuery(SECRETS_PATH, { prefix })}
            next={next === undefined ? undefined : withQuery(SECRETS_PATH, { prefix, token: next })}
          />
        </Card>
      </>
    ),
  };
}
