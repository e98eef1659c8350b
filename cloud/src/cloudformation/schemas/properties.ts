import { AwsError } from "../../core/errors.ts";
import type { Properties, Value } from "../../core/ports/resource-provider.ts";
import { validationError } from "../shared/errors.ts";
import { isValueMap, member, valueMap } from "../template/value.ts";
import {
  definitionOf,
  memberOf,
  type ResourceSchema,
  type SchemaNode,
  type TypeName,
  typesOf,
} from "./schema.ts";
import { serviceRefusal } from "./service-constraints.ts";
import { violationsOf } from "./validate.ts";

/**
 * CFN-SCHEMA: properties as a provider gets them. Throws what CloudFormation says when they break the
 * published schema, then what the service's API says when they break its own constraints.
 */
export function checkedProperties(
  schema: ResourceSchema,
  logicalId: string,
  properties: Properties,
): Properties {
  const coerced = coerceProperties(schema, properties);
  const violations = violationsOf(schema, coerced);
  if (violations.length > 0) {
    throw validationError(
      `Properties validation failed for resource ${logicalId} with message:\n${violations.join("\n")}`,
    );
  }
  const refusal = serviceRefusal(schema, coerced);
  if (refusal !== undefined) throw new AwsError("ValidationException", refusal);
  return coerced;
}

/**
 * CFN-COERCE: scalars become the type that the schema asks for where their text is one of that type:
 * `"8"` is 8, 8 is `"8"`, `"True"` is true. What is not (`"yes"`, `1` for a boolean) stays as it is,
 * for the validation to refuse.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
 */
export function coerceProperties(schema: ResourceSchema, properties: Properties): Properties {
  const coerced = coerce(schema, schema, { ...properties });
  return isValueMap(coerced) ? coerced : properties;
}

function coerce(schema: ResourceSchema, node: SchemaNode, value: Value): Value {
  const target = definitionOf(schema, node);
  if (Array.isArray(value)) {
    const { items } = target;
    return items === undefined ? value : value.map((item) => coerce(schema, items, item));
  }
  if (!isValueMap(value)) return value === null ? value : coerceScalar(typesOf(target), value);
  const branch = target.oneOf?.find(({ required }) =>
    required?.every((name) => member(value, name) !== undefined),
  );
  const entries = Object.entries(value).map(([name, item]) => {
    const inner = memberOf(target, name) ?? (branch && memberOf(branch, name));
    return [name, inner === undefined ? item : coerce(schema, inner, item)] as const;
  });
  return valueMap(entries);
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["True", true],
  ["TRUE", true],
  ["false", false],
  ["False", false],
  ["FALSE", false],
]);

const INTEGER = /^[+-]?\d{1,15}$/;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;

function coerceScalar(types: readonly TypeName[], value: string | number | boolean): Value {
  if (typeof value !== "string") return isAsked(types, value) ? value : textIfAsked(types, value);
  if (types.includes("string")) return value;
  if (types.includes("boolean")) return BOOLEANS.get(value) ?? value;
  if (types.includes("integer")) return INTEGER.test(value) ? Number(value) : value;
  return types.includes("number") && NUMBER.test(value) ? Number(value) : value;
}

function isAsked(types: readonly TypeName[], value: number | boolean): boolean {
  if (typeof value === "boolean") return types.includes("boolean");
  return types.includes("number") || types.includes("integer");
}

function textIfAsked(types: readonly TypeName[], value: number | boolean): Value {
  return types.includes("string") ? String(value) : value;
}
