import { hasWildcard } from "./actions.ts";
import { doing } from "./permissions.ts";
import { conditionWords, type Document, listOf, statementsOf } from "./policy.ts";
import { principalWords } from "./principals.ts";

/** A statement of a policy that a thing has of its own. */
export interface Grant {
  /** `if`: under a condition. `no`: a statement that denies. */
  readonly verdict: "yes" | "if" | "no";
  /** `This account`, `Lambda` */
  readonly who: string;
  /** `take the role` */
  readonly text: string;
  readonly condition: string | undefined;
  readonly actions: readonly string[];
  readonly sid: string | undefined;
  /** Whether it names anybody, or actions by a wildcard. */
  readonly isWide: boolean;
}

/**
 * The policy of a thing in words, statement by statement. Nothing is evaluated: a deny stands beside what it
 * takes back.
 * @param thing what it is of, e.g. `the key`
 * @param account own account: only others are named
 */
export function grantsOf(document: Document, thing: string, account: string): Grant[] {
  return statementsOf(document).map((statement) => {
    const condition = conditionWords(statement);
    const isDenied = statement.Effect !== "Allow";
    const who = principalWords(statement, account);
    const actions = listOf(statement.NotAction ?? statement.Action);
    return {
      verdict: isDenied ? "no" : condition === undefined ? "yes" : "if",
      who,
      text: `${doing(statement)} ${thing}`,
      condition,
      actions,
      sid: statement.Sid,
      isWide:
        !isDenied &&
        (statement.NotAction !== undefined ||
          statement.NotPrincipal !== undefined ||
          who.toLowerCase().includes("anybody") ||
          actions.some(hasWildcard)),
    };
  });
}
