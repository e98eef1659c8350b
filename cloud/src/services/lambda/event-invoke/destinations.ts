import { parseArn } from "../../../core/arns.ts";
import type { AwsError } from "../../../core/errors.ts";
import type { FunctionConfiguration } from "../functions/function.ts";
import { parseReference } from "../functions/names.ts";
import { type RecordTaker, recordTakerOf } from "../functions/record-takers.ts";
import { LATEST } from "../shared/constants.ts";
import { invalidParameter } from "../shared/errors.ts";
import type { EventInvokeConfig, EventInvokeContext } from "./config.ts";
import { decideDelivery } from "./rights.ts";

type Destinations = Pick<EventInvokeConfig, "onSuccess" | "onFailure">;

/**
 * Whether records can go to what a configuration names.
 * @throws AwsError InvalidParameterValueException
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function assertDestinations(
  lambda: EventInvokeContext,
  from: FunctionConfiguration,
  destinations: Destinations,
): void {
  for (const destination of [destinations.onSuccess, destinations.onFailure]) {
    if (destination === undefined) continue;
    const service = parseArn(destination)?.service ?? "";
    const taker = recordTakerOf(destination);
    if (service === "lambda") assertFunction(lambda, from, destination);
    else if (taker !== undefined) assertTaker(lambda, from, { destination, taker });
    else if (service === "s3") throw unsupportedDestination(destination);
    else throw unknownService(destinations);
  }
}

function assertTaker(
  lambda: EventInvokeContext,
  from: FunctionConfiguration,
  { destination, taker }: { readonly destination: string; readonly taker: RecordTaker },
): void {
  if (!taker.has(lambda, destination)) {
    throw invalidParameter(`The destination ARN ${destination} is invalid.`);
  }
  assertMay(lambda, from, { destination, call: taker.call });
}

function assertFunction(lambda: EventInvokeContext, from: FunctionConfiguration, destination: string): void {
  if (!isFunction(lambda, destination)) {
    throw invalidParameter(`The destination ARN ${destination} is invalid.`);
  }
  if (parseReference(destination, "", lambda.scope).name === from.functionName) {
    throw invalidParameter("You can't specify the function as a destination for itself.");
  }
  assertMay(lambda, from, { destination, call: "InvokeFunction" });
}

function assertMay(
  lambda: EventInvokeContext,
  from: FunctionConfiguration,
  { destination, call }: { readonly destination: string; readonly call: string },
): void {
  const { allowed, why } = decideDelivery(lambda, from, destination);
  if (allowed) return;
  throw invalidParameter(
    `The function's execution role does not have permissions to call ${call} on ${destination}`,
  ).because(why);
}

function isFunction({ store, scope }: EventInvokeContext, destination: string): boolean {
  try {
    const { name, qualifier } = parseReference(destination, "", scope);
    const version = store.findAlias(name, qualifier)?.version ?? (qualifier || LATEST);
    return store.findVersion(name, version) !== undefined;
  } catch {
    return false;
  }
}

/** Buckets. */
export function unsupportedDestination(destination: string): AwsError {
  return invalidParameter(
    `The destination ${destination} is recognised but not supported by Portcullis: records go to functions, queues, topics and event buses. See docs/gaps.md.`,
  );
}

function unknownService({ onSuccess, onFailure }: Destinations): AwsError {
  const part = (name: string, destination: string | undefined): string =>
    destination === undefined ? "null" : `${name}(destination=${destination})`;
  return invalidParameter(
    `The provided destination config DestinationConfig(onSuccess=${part("OnSuccess", onSuccess)}, onFailure=${part("OnFailure", onFailure)}) is invalid.`,
  );
}
