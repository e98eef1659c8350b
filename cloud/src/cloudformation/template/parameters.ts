import type { Value } from "../../core/ports/resource-provider.ts";
import { notSupported, templateFormatError, validationError } from "../shared/errors.ts";
import { MAX_PARAMETERS } from "./limits.ts";
import { PARAMETER_TYPES, type ParameterDefinition, type ParameterType } from "./model.ts";
import { networkTypeOf } from "./network-parameter.ts";
import { namesNewestStored, STORED_NAME, storedTypeOf } from "./stored-parameter.ts";
import { isScalar, isValueMap, member, type ValueMap } from "./value.ts";

const KEYS = new Set([
  "AllowedPattern",
  "AllowedValues",
  "ConstraintDescription",
  "Default",
  "Description",
  "MaxLength",
  "MaxValue",
  "MinLength",
  "MinValue",
  "NoEcho",
  "Type",
]);

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
export function readParameters(section: ValueMap): ReadonlyMap<string, ParameterDefinition> {
  const entries = Object.entries(section);
  if (entries.length > MAX_PARAMETERS) {
    throw templateFormatError(
      `Number of parameters, ${entries.length}, is greater than maximum allowed, ${MAX_PARAMETERS}`,
    );
  }
  return new Map(entries.map(([name, body]) => [name, readParameter(name, body)]));
}

function readParameter(name: string, body: Value): ParameterDefinition {
  if (!/^[A-Za-z0-9]{1,255}$/.test(name)) {
    throw templateFormatError(`Parameter name ${name} is non alphanumeric.`);
  }
  if (!isValueMap(body)) throw templateFormatError("Any Parameters member must be an object.");
  const unknown = Object.keys(body).find((key) => !KEYS.has(key));
  if (unknown !== undefined) throw validationError(`Invalid template parameter property '${unknown}'`);
  const declared = member(body, "Type");
  const stored = typeof declared === "string" ? storedTypeOf(declared) : undefined;
  return {
    name,
    type: stored === undefined ? readType(declared) : "String",
    declaredType: String(declared),
    stored,
    defaultValue: readDefault(name, member(body, "Default")),
    allowedValues: readAllowedValues(name, member(body, "AllowedValues")),
    allowedPattern: text(name, "AllowedPattern", body),
    constraintDescription: text(name, "ConstraintDescription", body),
    description: text(name, "Description", body),
    minLength: number(name, "MinLength", body),
    maxLength: number(name, "MaxLength", body),
    minValue: number(name, "MinValue", body),
    maxValue: number(name, "MaxValue", body),
    noEcho: String(member(body, "NoEcho") ?? false).toLowerCase() === "true",
  };
}

function readType(value: Value | undefined): ParameterType {
  if (value === undefined) {
    throw templateFormatError("Every Parameters object must contain a Type member.");
  }
  const known = PARAMETER_TYPES.find((type) => type === value);
  if (known !== undefined) return known;
  if (value === STORED_NAME) return "String";
  const network = networkTypeOf(String(value));
  if (network !== undefined) return network.isList ? "CommaDelimitedList" : "String";
  if (typeof value === "string" && /^(List<)?AWS::/.test(value)) {
    throw notSupported(`The parameter type ${value}`);
  }
  throw templateFormatError(`Unrecognized parameter type: ${String(value)}`);
}

function readDefault(name: string, value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string" && namesNewestStored(value)) {
    throw validationError(`Template error: parameter ${name} should not contain ssm versionless resolver`);
  }
  if (isScalar(value)) return String(value);
  throw templateFormatError(`[/Parameters/${name}/Default] Every Default member must be a string.`);
}

function readAllowedValues(name: string, value: Value | undefined): string[] | undefined {
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every(isScalar)) return value.map(String);
  throw templateFormatError(`[/Parameters/${name}/AllowedValues] Every AllowedValues member must be a list.`);
}

function text(name: string, key: string, body: ValueMap): string | undefined {
  const value = member(body, key);
  if (value === undefined || typeof value === "string") return value;
  throw templateFormatError(`[/Parameters/${name}/${key}] Every ${key} member must be a string.`);
}

function number(name: string, key: string, body: ValueMap): number | undefined {
  const value = member(body, key);
  if (value === undefined) return undefined;
  if (isScalar(value) && value !== "" && Number.isFinite(Number(value))) return Number(value);
  throw templateFormatError(`[/Parameters/${name}/${key}] Every ${key} member must be a number.`);
}
