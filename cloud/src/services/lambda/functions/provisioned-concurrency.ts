import { AwsError } from "../../../core/errors.ts";
import { LATEST } from "../shared/constants.ts";
import { conflict, invalidParameter } from "../shared/errors.ts";
import { requireAlias } from "./aliases.ts";
import { assertUnreserved } from "./concurrency.ts";
import type { FunctionsContext } from "./context.ts";
import type { ProvisionedConcurrency } from "./function.ts";
import { requireFunction, requireVersion } from "./manager.ts";
import type { FunctionReference } from "./names.ts";

/**
 * Keeps how many environments a version or an alias is to have ready. Nothing is started for it.
 * @throws AwsError InvalidParameterValueException, ResourceNotFoundException or ResourceConflictException
 * @see https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
 */
export function provisionConcurrency(
  lambda: FunctionsContext,
  { name, qualifier }: FunctionReference,
  requested: number,
): ProvisionedConcurrency {
  if (qualifier === LATEST) throw unpublished();
  const record = requireFunction(lambda, name);
  assertPublishedOnce(lambda, { name, qualifier });
  const others = lambda.provisioned.list(name).filter((other) => other.qualifier !== qualifier);
  const total = others.reduce((sum, { setting }) => sum + setting.requested, requested);
  if (record.reservedConcurrency === undefined) {
    assertUnreserved(lambda, { name, taken: total, called: "ConcurrentExecutions" });
  } else if (total > record.reservedConcurrency) {
    throw invalidParameter(
      "Requested Provisioned Concurrency should not be greater than the reservedConcurrentExecution for function",
    );
  }
  const setting = { requested, lastModified: lambda.clock.now() };
  lambda.provisioned.save(name, qualifier, setting);
  return setting;
}

/** @throws AwsError ProvisionedConcurrencyConfigNotFoundException */
export function requireProvisioned(
  lambda: FunctionsContext,
  { name, qualifier }: FunctionReference,
): ProvisionedConcurrency {
  assertQualified(qualifier);
  requireFunction(lambda, name);
  const found = lambda.provisioned.find(name, qualifier);
  if (found !== undefined) return found;
  throw new AwsError(
    "ProvisionedConcurrencyConfigNotFoundException",
    "No Provisioned Concurrency Config found for this function",
    404,
    { Type: "User" },
  );
}

/** Taking away what is not there succeeds. */
export function removeProvisioned(lambda: FunctionsContext, { name, qualifier }: FunctionReference): void {
  assertQualified(qualifier);
  requireFunction(lambda, name);
  lambda.provisioned.remove(name, qualifier);
}

function assertQualified(qualifier: string): void {
  if (qualifier === LATEST) {
    throw invalidParameter("The function resource provided must be an alias or a published version.");
  }
}

/** A version gets its environments under its number or under an alias, not under both. */
function assertPublishedOnce(lambda: FunctionsContext, { name, qualifier }: FunctionReference): void {
  const provisioned = (other: string): boolean => lambda.provisioned.find(name, other) !== undefined;
  if (/^\d+$/.test(qualifier)) {
    requireVersion(lambda, name, qualifier);
    const aliases = lambda.store.listAliases(name).filter(({ version }) => version === qualifier);
    if (aliases.some((alias) => provisioned(alias.name))) {
      throw conflict("Version is pointed by a Provisioned Concurrency alias");
    }
    return;
  }
  const { version } = requireAlias(lambda, name, qualifier);
  if (version === LATEST) throw unpublished();
  if (provisioned(version)) {
    throw conflict(
      "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version",
    );
  }
}

const unpublished = (): AwsError =>
  invalidParameter("Provisioned Concurrency Configs cannot be applied to unpublished function versions.");
