import { namedList } from "../../../web/parts/named-list.tsx";
import { Day } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import type { Columns } from "../../../web/parts/table.tsx";
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
export const secretsView = namedList({
  noun: "secret",
  lead: "Passwords and keys by name, in Secrets Manager.",
  path: SECRETS_PATH,
  columns: COLUMNS,
  command: "aws secretsmanager create-secret --name NAME --secret-string TEXT",
  read: readSecrets,
});
