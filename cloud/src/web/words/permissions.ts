import { actionWords, hasWildcard, isNamedOnly, isTelemetry } from "./actions.ts";
import { conditionWords, type Document, joined, listOf, type Statement, statementsOf } from "./policy.ts";
import { allResourceWords } from "./resources.ts";

export interface NamedPolicy {
  readonly name: string;
  readonly document: Document;
}

/** What a role may do, or may not. */
export interface Permission {
  /** `if`: under a condition. `no`: a statement that denies. */
  readonly verdict: "yes" | "if" | "no";
  /** `publish to the topic orders` */
  readonly text: string;
  readonly condition: string | undefined;
  readonly actions: readonly string[];
  /** Names of the policies that say so. */
  readonly policies: readonly string[];
  /** Whether it names actions, or what they are done to, by a wildcard alone. */
  readonly isWide: boolean;
}

/**
 * The policies of a role in words, in their order; what only writes logs and traces is one row at the
 * end. Nothing is evaluated: a deny stands beside what it takes back.
 * @param account own account: only others are named
 */
export function permissionsOf(policies: readonly NamedPolicy[], account: string): Permission[] {
  const permissions: Permission[] = [];
  const telemetry = new Set<string>();
  for (const { name, document } of policies) {
    for (const statement of statementsOf(document)) {
      if (isTelemetryOnly(statement)) telemetry.add(name);
      else permissions.push(permissionOf(statement, name, account));
    }
  }
  if (telemetry.size > 0) permissions.push(telemetryOf([...telemetry]));
  return permissions;
}

/** `May publish to the topic orders; nothing else.` Logs and traces are no news. */
export function permissionsSentence(permissions: readonly Permission[]): string {
  const said = permissions.filter(({ text }) => text !== TELEMETRY);
  if (permissions.length === 0) return "May nothing.";
  if (said.length === 0) return "May nothing but write logs.";
  const parts = said.map(
    ({ verdict, text, condition }) =>
      `${verdict === "no" ? "not " : ""}${text}${condition === undefined ? "" : `, only if ${condition}`}`,
  );
  return `May ${parts.join("; ")}; nothing else.`;
}

const TELEMETRY = "write logs and traces";

function telemetryOf(policies: readonly string[]): Permission {
  return { verdict: "yes", text: TELEMETRY, condition: undefined, actions: [], policies, isWide: false };
}

function isTelemetryOnly({ Effect, Action, NotAction, Condition }: Statement): boolean {
  return (
    Effect === "Allow" &&
    NotAction === undefined &&
    Condition === undefined &&
    listOf(Action).every(isTelemetry)
  );
}

function permissionOf(statement: Statement, policy: string, account: string): Permission {
  const condition = conditionWords(statement);
  const actions = listOf(statement.Action);
  const resources = listOf(statement.Resource);
  const isDenied = statement.Effect !== "Allow";
  return {
    verdict: isDenied ? "no" : condition === undefined ? "yes" : "if",
    text: `${doing(statement)} ${objects(statement, account)}`,
    condition,
    actions: statement.NotAction === undefined ? actions : listOf(statement.NotAction),
    policies: [policy],
    isWide:
      !isDenied &&
      (statement.NotAction !== undefined ||
        statement.NotResource !== undefined ||
        actions.some(hasWildcard) ||
        resources.includes("*")),
  };
}

/** `read and write`, as it stands before what it is done to. */
export function doing({ Action, NotAction }: Statement): string {
  if (NotAction !== undefined) return `do everything except ${joined(listOf(NotAction))} to`;
  const actions = listOf(Action);
  const named = actions.filter(isNamedOnly);
  const words = actions.filter((action) => !isNamedOnly(action)).map(actionWords);
  return joined([...new Set(words), ...(named.length === 0 ? [] : [`do ${joined(named)} to`])]);
}

function objects({ Resource, NotResource }: Statement, account: string): string {
  if (NotResource !== undefined) return `everything except ${allResourceWords(listOf(NotResource), account)}`;
  return allResourceWords(listOf(Resource), account);
}
