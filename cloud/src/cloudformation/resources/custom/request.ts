import { parseArn } from "../../../core/arns.ts";
import type { Properties, Value } from "../../../core/ports/resource-provider.ts";
import { notSupported, validationError } from "../../shared/errors.ts";
import { isScalar, isValueMap, type ValueMap, valueMap } from "../../template/value.ts";

const LONGEST_SECONDS = 3600;

/** The ARN of the function that stands behind a custom resource. SNS topics are refused by name. */
export function functionArnOf({ ServiceToken: token }: Properties): string {
  const arn = typeof token === "string" ? parseArn(token) : undefined;
  if (arn?.service === "sns") throw notSupported("An SNS topic as ServiceToken of a custom resource");
  if (typeof token !== "string" || arn?.service !== "lambda" || !arn.resource.startsWith("function:")) {
    throw validationError("Invalid ServiceToken: it must be the ARN of a Lambda function of this cloud.");
  }
  return token;
}

/** How long CloudFormation waits for the response. */
export function serviceTimeoutSeconds({ ServiceTimeout: given }: Properties): number {
  if (given === undefined) return LONGEST_SECONDS;
  const seconds = isScalar(given) && /^\d{1,4}$/.test(String(given)) ? Number(given) : 0;
  if (seconds < 1 || seconds > LONGEST_SECONDS) {
    throw validationError(`ServiceTimeout must be an integer from 1 to ${LONGEST_SECONDS}.`);
  }
  return seconds;
}

/** Properties as a function gets them: every number and boolean is a text. */
export function withTexts(properties: Properties): ValueMap {
  return valueMap(Object.entries(properties).map(([name, value]) => [name, asText(value)] as const));
}

function asText(value: Value): Value {
  if (Array.isArray(value)) return value.map(asText);
  if (isValueMap(value)) return withTexts(value);
  return value === null ? "" : String(value);
}
