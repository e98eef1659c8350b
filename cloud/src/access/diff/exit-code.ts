import type { AccessMatrix } from "../matrix.ts";
import type { Change } from "./diff.ts";

/** Exit codes of `portcullis access`: a mistake of ours counts for more than a change of the project. */
export const EXIT_CODES = { same: 0, wider: 1, notComparable: 2, disagreement: 3 } as const;

/** @param changes against the saved matrix; none without one */
export function exitCodeOf({ proof }: Pick<AccessMatrix, "proof">, changes: readonly Change[]): number {
  const isSettled = proof === undefined || (proof.disagreements.length === 0 && proof.left.length === 0);
  // ACCESS-5: a mistake of ours is never taken for a matrix that is the same.
  if (!isSettled) return EXIT_CODES.disagreement;
  return changes.some(({ kind }) => kind === "wider") ? EXIT_CODES.wider : EXIT_CODES.same;
}
