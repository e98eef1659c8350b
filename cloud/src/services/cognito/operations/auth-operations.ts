import type { AnyOperation } from "../../../wire/operation.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";

type MakeOperation = (dependencies: AuthDependencies) => AnyOperation;

const OPERATIONS: readonly MakeOperation[] = [];

/** Sign-in, tokens, MFA, codes and what users do to themselves. */
export function createAuthOperations(dependencies: AuthDependencies): AnyOperation[] {
  return OPERATIONS.map((make) => make(dependencies));
}
