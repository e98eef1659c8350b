import { ACCOUNT_CONCURRENCY, UNRESERVED_MINIMUM } from "../shared/constants.ts";
import { invalidParameter } from "../shared/errors.ts";
import type { FunctionsContext } from "./context.ts";
import { requireFunction } from "./manager.ts";

/**
 * Sets how many invocations of a function run at once; undefined takes the reservation away. The
 * account must keep its minimum of unreserved executions.
 */
export function reserveConcurrency(
  lambda: FunctionsContext,
  name: string,
  reservedConcurrency: number | undefined,
): void {
  const record = requireFunction(lambda, name);
  const reservedByOthers = lambda.store
    .list()
    .filter((other) => other.name !== name)
    .reduce((sum, other) => sum + (other.reservedConcurrency ?? 0), 0);
  const unreserved = ACCOUNT_CONCURRENCY - reservedByOthers - (reservedConcurrency ?? 0);
  if (reservedConcurrency !== undefined && unreserved < UNRESERVED_MINIMUM) {
    throw invalidParameter(
      `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${UNRESERVED_MINIMUM}].`,
    );
  }
  lambda.store.save({ ...record, reservedConcurrency });
  lambda.changed(name);
}
