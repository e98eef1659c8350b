import type { ProvisionedResource, Value } from "../../../core/ports/resource-provider.ts";
import { validationError } from "../../shared/errors.ts";
import { isScalar, isValueMap, member, type ValueMap, valueMap } from "../../template/value.ts";
import type { PutText } from "../shared/put.ts";

/** What a response must repeat of its request. */
export interface RequestIds {
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
}

export interface CustomResponse {
  readonly succeeded: boolean;
  readonly reason: string;
  /** Undefined when the response has none. */
  readonly physicalId: string | undefined;
  readonly data: Readonly<Record<string, Value>>;
  readonly noEcho: boolean;
  readonly requestId: string;
}

const IDS = ["StackId", "RequestId", "LogicalResourceId"] as const;
const PHYSICAL_ID_LIMIT_BYTES = 1024;

/**
 * @throws AwsError ValidationError when it is no response to the request
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export function parseResponse(text: PutText, ids: RequestIds): CustomResponse {
  if (text === undefined) throw validationError("Response object is too long.");
  const response = parseObject(text);
  const status = member(response, "Status");
  if (status !== "SUCCESS" && status !== "FAILED") {
    throw invalid("Value of property Status must be SUCCESS or FAILED");
  }
  for (const name of IDS) {
    if (member(response, name) !== ids[name])
      throw invalid(`Value of property ${name} must match the request`);
  }
  const reason = member(response, "Reason");
  if (status === "FAILED" && typeof reason !== "string")
    throw invalid("Reason is required when Status is FAILED");
  const data = member(response, "Data") ?? {};
  if (!isValueMap(data)) throw invalid("Value of property Data must be an object");
  return {
    succeeded: status === "SUCCESS",
    reason: typeof reason === "string" ? reason : "",
    physicalId: physicalIdOf(member(response, "PhysicalResourceId"), status === "SUCCESS"),
    data: valueMap(Object.entries(data).map(([name, value]) => [name, asString(value)] as const)),
    noEcho: isTrue(member(response, "NoEcho")),
    requestId: ids.RequestId,
  };
}

/** The resource that a response of success describes. */
export function resourceOf(physicalId: string, { data, noEcho }: CustomResponse): ProvisionedResource {
  return { physicalId, attributes: data, noEcho };
}

function parseObject(text: string): ValueMap {
  try {
    const parsed: Value = JSON.parse(text);
    if (isValueMap(parsed)) return parsed;
  } catch {
    // Said below.
  }
  throw invalid("it is no JSON object");
}

function physicalIdOf(value: Value | undefined, isRequired: boolean): string | undefined {
  const isGiven =
    typeof value === "string" && value !== "" && Buffer.byteLength(value) <= PHYSICAL_ID_LIMIT_BYTES;
  if (isGiven) return value;
  if (isRequired) throw validationError("Invalid PhysicalResourceId");
  return undefined;
}

/** `Fn::GetAtt` of a number or a boolean gives a text. */
function asString(value: Value): Value {
  return isScalar(value) ? String(value) : value;
}

function isTrue(value: Value | undefined): boolean {
  return value === true || value === "true";
}

function invalid(why: string): Error {
  return validationError(`Invalid response object: ${why}.`);
}
