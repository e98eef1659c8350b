import { namedList } from "../../../web/parts/named-list.tsx";
import { Day } from "../../../web/parts/parts.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { RoleLink } from "../../../web/parts/role-link.tsx";
import type { Columns } from "../../../web/parts/table.tsx";
import { ROLES_PATH } from "../../../web/role-paths.ts";
import { grantsOf } from "../../../web/words/grants.ts";
import { type RoleRow, readRoles } from "./read.ts";

/** @param account own account: only others are named */
const columns = (account: string): Columns<RoleRow> => [
  { title: "Role", cell: ({ name }) => <RoleLink arn={name} /> },
  {
    title: "Who may take it",
    short: "Taken by",
    cell: ({ trust }) => <span class="outside">{printable(takers(trust, account))}</span>,
  },
  { title: "Path", cell: ({ path }) => <code class="outside">{printable(path)}</code> },
  { title: "Made", class: "end", cell: ({ createdAt }) => <Day at={createdAt} /> },
];

function takers(trust: RoleRow["trust"], account: string): string {
  const grants = grantsOf(trust, "the role", account).filter(({ verdict }) => verdict !== "no");
  if (grants.length === 0) return "nobody";
  const names = grants.map(({ verdict, who }) => (verdict === "if" ? `${who}, under a condition` : who));
  return [...new Set(names)].join("; ");
}

/** Every role of the account. */
export const rolesView = namedList({
  noun: "role",
  lead: "What functions and services work under, and who else may take it.",
  path: ROLES_PATH,
  columns,
  command: "aws iam create-role --role-name NAME --assume-role-policy-document file://trust.json",
  read: readRoles,
});
