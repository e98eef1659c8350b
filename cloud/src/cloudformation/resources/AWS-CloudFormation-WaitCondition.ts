import type { Properties, ResourceProvider } from "../../core/ports/resource-provider.ts";
import { WAIT_CONDITION } from "../engine/support.ts";
import { notSupported, validationError } from "../shared/errors.ts";
import { isScalar } from "../template/value.ts";
import { SIGNAL_LIMIT } from "./wait/handles.ts";
import { noUpdate } from "./wait/no-update.ts";
import type { Waiting, WaitRequest } from "./wait/waiting.ts";

const LONGEST_SECONDS = 43_200;

/**
 * Waits for signals at the address of a handle.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-waitcondition.html
 */
export function waitConditionProvider(waiting: Waiting): ResourceProvider {
  return {
    type: WAIT_CONDITION,
    properties: { Count: true, Handle: true, Timeout: true },
    required: ["Handle", "Timeout"],
    ...noUpdate(WAIT_CONDITION),
    create: async (context, properties) => {
      const signals = await waiting.until(context, requestOf(properties));
      const data = Object.fromEntries(signals.map((signal) => [signal.uniqueId, signal.data]));
      const physicalId = `${context.stackId}/${context.logicalId}`;
      return context.commit(() => ({
        physicalId,
        attributes: { Data: JSON.stringify(data), Id: physicalId },
      }));
    },
    delete: () => Promise.resolve(),
  };
}

function requestOf({ Handle: handle, Count: count = 1, Timeout: timeout }: Properties): WaitRequest {
  const request = {
    handle: String(handle),
    count: wholeNumber("Count", count, Number.MAX_SAFE_INTEGER),
    timeoutSeconds: wholeNumber("Timeout", timeout, LONGEST_SECONDS),
  };
  if (request.count > SIGNAL_LIMIT) {
    throw notSupported(`A Count of more than ${SIGNAL_LIMIT} signals for a wait condition`);
  }
  return request;
}

function wholeNumber(name: string, value: Properties[string] | undefined, most: number): number {
  const number = isScalar(value) && /^\d{1,16}$/.test(String(value)) ? Number(value) : Number.NaN;
  if (number <= most) return number;
  throw validationError(`${name} of a wait condition must be a whole number from 0 to ${most}.`);
}
