import { AwsError } from "../../core/errors.ts";
import type { Tokens } from "../../runtime/client/sign-in/sign-in.ts";

interface Ways {
  readonly attempt: (password: () => Promise<string>) => Promise<Tokens>;
  /** Asks at the terminal. */
  readonly ask: () => Promise<string>;
  readonly hint: (line: string) => void;
}

/**
 * Signs a person in with the password that the first start made for them in this pool, and asks where there
 * is none or it is theirs no more.
 */
export async function signInWithKept(
  kept: string | undefined,
  { attempt, ask, hint }: Ways,
): Promise<Tokens> {
  if (kept === undefined) return attempt(ask);
  try {
    return await attempt(async () => kept);
  } catch (error) {
    if (!isWrongPassword(error)) throw error;
    hint("The password of the first start is theirs no more.");
    return attempt(ask);
  }
}

/** Disabled people and locked-out ones have the code, too. */
function isWrongPassword(error: unknown): boolean {
  return (
    error instanceof AwsError &&
    error.code === "NotAuthorizedException" &&
    error.message === "Incorrect username or password."
  );
}
