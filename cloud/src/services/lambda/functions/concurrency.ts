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
  if (reservedConcurrency !== undefined) {
    const provisioned = totalProvisioned(lambda, name);
    if (reservedConcurrency < provisioned) {
      throw invalidParameter(
        ` ReservedConcurrentExecutions  ${reservedConcurrency} should not be lower than function's total provisioned concurrency [${provisioned}].`,
      );
    }
    assertUnreserved(lambda, { name, taken: reservedConcurrency, called: "ReservedConcurrentExecutions" });
  }
  lambda.store.save({ ...record, reservedConcurrency });
  lambda.changed(name);
}

interface Claim {
  readonly name: string;
  /** Executions that the function is to have for itself. */
  readonly taken: number;
  /** The setting as refusals call it. */
  readonly called: string;
}

/** @throws AwsError InvalidParameterValueException when other functions would be left too little */
export function assertUnreserved(lambda: FunctionsContext, { name, taken, called }: Claim): void {
  const takenByOthers = lambda.store
    .list()
    .filter((other) => other.name !== name)
    .reduce((sum, other) => sum + (other.reservedConcurrency ?? totalProvisioned(lambda, other.name)), 0);
  if (ACCOUNT_CONCURRENCY - takenByOthers - taken >= UNRESERVED_MINIMUM) return;
  throw invalidParameter(
    `Specified ${called} for function decreases account's UnreservedConcurrentExecution below its minimum value of [${UNRESERVED_MINIMUM}].`,
  );
}

function totalProvisioned(lambda: FunctionsContext, name: string): number {
  return lambda.provisioned.list(name).reduce((sum, { setting }) => sum + setting.requested, 0);
}
