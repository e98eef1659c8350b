import { logicalIdOf } from "../deployment/names.ts";
import type { Cell, Column } from "../matrix.ts";
import { OTHER_ACCOUNT } from "./constants.ts";
import type { PrincipalColumn, TokenHolder } from "./principals.ts";

type Cells = Readonly<Record<string, Cell>>;

/** Who may, in one sentence: the widest circle first. */
export function summaryOf(columns: readonly PrincipalColumn[], cells: Cells): string {
  const nobody = cells["anonymous"];
  if (nobody?.verdict === "yes") return "Everybody, without signing in.";
  const parts = [...people(columns, cells), ...others(columns, cells)];
  const conditional = columns.filter(({ column }) => cells[column.key]?.verdict === "only-if");
  const maybe =
    nobody?.verdict === "only-if"
      ? `Everybody, but only ${nobody.reason === "loopback-only" ? "on this machine" : `if ${nobody.sentence}`}`
      : undefined;
  if (maybe !== undefined) return sentence([maybe, ...others(columns, cells)]);
  const onlyIf = conditional
    .filter(({ column }) => column.kind !== "people" && column.sameAs === undefined)
    .map(({ column }) => conditionalText(column, cells[column.key]));
  const all = [...parts, ...conditionalPeople(columns, cells), ...onlyIf];
  return all.length === 0 ? "Nobody." : sentence(all);
}

function sentence(parts: readonly string[]): string {
  const text = parts.join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Groups say something only where being signed in is not enough. */
function people(columns: readonly PrincipalColumn[], cells: Cells): string[] {
  const holders = columns.flatMap(({ column, principal }) =>
    principal.kind === "token" ? [{ ...principal, may: cells[column.key]?.verdict === "yes" }] : [],
  );
  const pools = new Set(holders.map(({ pool }) => pool.place));
  return [...pools].flatMap((place) => {
    const allowed = holders.filter(({ pool, may }) => may && pool.place === place);
    const at = pools.size > 1 ? ` at ${logicalIdOf(place)}` : "";
    return poolPeople(allowed, at);
  });
}

/** People whose way in hangs on a condition: each condition with those whom it concerns. */
function conditionalPeople(columns: readonly PrincipalColumn[], cells: Cells): string[] {
  const open = columns.flatMap(({ column, principal }) => {
    const cell = cells[column.key];
    return principal.kind === "token" && cell?.verdict === "only-if" && column.sameAs === undefined
      ? [{ principal, condition: cell.sentence }]
      : [];
  });
  return [...new Set(open.map(({ condition }) => condition))].flatMap((condition) => {
    const concerned = open.filter((each) => each.condition === condition).map(({ principal }) => principal);
    const pools = new Set(concerned.map(({ pool }) => pool.place));
    return [...pools].flatMap((place) => {
      const at = new Set(columns.flatMap(poolOf)).size > 1 ? ` at ${logicalIdOf(place)}` : "";
      const here = concerned.filter(({ pool }) => pool.place === place);
      return poolPeople(here, at).map((who) => `${who}, but only if ${condition}`);
    });
  });
}

function poolOf({ principal }: PrincipalColumn): string[] {
  return principal.kind === "token" ? [principal.pool.place] : [];
}

function poolPeople(allowed: readonly TokenHolder[], at: string): string[] {
  const machines = allowed.filter(({ way }) => way === "machine");
  const access = allowed.filter(({ use, way }) => use === "access" && way !== "machine");
  const groups = [...new Set(access.flatMap(({ group }) => group ?? []))].sort();
  const parts: string[] = [];
  if (access.some(({ group }) => group === undefined)) {
    parts.push(`everybody who is signed in${at}, with an access token`);
  } else if (groups.length > 0) {
    const word = groups.length > 1 ? "groups" : "group";
    parts.push(`only people in the ${word} ${groups.join(" or ")}${at}, with an access token`);
  }
  if (allowed.some(({ use }) => use === "id")) {
    parts.push(`everybody who is signed in${at}, with an ID token`);
  }
  if (machines.length > 0) {
    const names = machines.map(({ client }) => logicalIdOf(client.place));
    const only = parts.length === 0 ? "only " : "";
    parts.push(`${only}the ${names.length > 1 ? "machines" : "machine"} ${names.sort().join(" and ")}`);
  }
  return parts;
}

function others(columns: readonly PrincipalColumn[], cells: Cells): string[] {
  const allowed = columns.filter(({ column }) => column.kind !== "people" && isOwnYes(cells[column.key]));
  const roles = allowed.filter(({ column }) => column.kind === "roles").map(({ column }) => column.title);
  const services = allowed
    .filter(({ column, principal }) => column.kind === "services" && principal.kind === "service")
    .map(({ column }) => column.title);
  const accounts = allowed.flatMap(({ principal }) =>
    principal.kind === "other-account" && principal.accountId !== undefined ? [principal.accountId] : [],
  );
  const isForAccounts = allowed.some(({ column }) => column.key === OTHER_ACCOUNT);
  return [
    ...(roles.length === 0
      ? []
      : [`${roles.length > 1 ? "the roles" : "only the role"} of ${roles.join(", ")}`]),
    ...(services.length === 0 ? [] : [`${services.join(", ")} for whoever uses it`]),
    ...(isForAccounts ? ["every AWS account"] : accounts.map((id) => `the AWS account ${id}`)),
  ];
}

function isOwnYes(cell: Cell | undefined): boolean {
  return cell?.verdict === "yes" && cell.reason !== "as-nobody";
}

/** Reasons whose sentence says for whom or what. */
const FOR_SOME: ReadonlySet<string> = new Set([
  "for-session",
  "for-source",
  "named-principal",
  "works-under-it",
]);

function conditionalText({ kind, title }: Column, cell: Cell | undefined): string {
  const who = kind === "roles" ? `the role of ${title}` : title;
  return `${who} ${FOR_SOME.has(cell?.reason ?? "") ? "only" : "only if"} ${cell?.sentence ?? ""}`;
}
