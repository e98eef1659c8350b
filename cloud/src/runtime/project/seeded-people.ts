import { join } from "node:path";
import type { People } from "../../core/ports/people.ts";
import { readIfThere } from "../state/state-folder.ts";

/** What is kept (mode 0600) so that later starts can show the passwords again. */
export interface SeededPerson {
  readonly email: string;
  readonly password: string;
  readonly groups: readonly string[];
  /** The pool they were made in. */
  readonly userPoolId: string;
}

/** In the state folder. */
export const SEEDED_FILE = "people.json";

/**
 * Those of an earlier start who are still in the pool; undefined where nobody was made in it yet,
 * in a new pool for example.
 */
export function seededPeople(
  people: Pick<People, "hasEmail">,
  { stateDir, userPoolId }: { readonly stateDir: string; readonly userPoolId: string },
): SeededPerson[] | undefined {
  const made = everSeeded(stateDir);
  const here = made.filter((person) => person.userPoolId === userPoolId);
  if (here.length === 0) return undefined;
  // Asked in this process: every start does, and a call over HTTP loads client and model for it.
  return here.filter(({ email }) => people.hasEmail(userPoolId, email));
}

/** Everybody that an earlier start made, in any pool, whether or not they are still there. */
function everSeeded(stateDir: string): SeededPerson[] {
  const text = readIfThere(join(stateDir, SEEDED_FILE))?.toString("utf8");
  return text === undefined ? [] : (JSON.parse(text) as SeededPerson[]);
}

/** The password that a start made for a person, in the pool it was made for; in no other. */
export function keptPassword(
  stateDir: string,
  { userPoolId, email }: { readonly userPoolId: string; readonly email?: string | undefined },
): string | undefined {
  return everSeeded(stateDir).find((one) => one.userPoolId === userPoolId && one.email === email)?.password;
}
