import type { Value } from "../../core/ports/resource-provider.ts";
import { type Evaluation, NO_VALUE, type Resolved } from "../intrinsics/shared/function.ts";
import { assertTextLength, assertTextsTogether } from "../intrinsics/shared/text-length.ts";
import { assertStoredReferences, resolveValue } from "../intrinsics/walk.ts";
import { templateError, validationError } from "../shared/errors.ts";
import {
  assertNamesNoSecret,
  nextReference,
  unknownValue,
  withStoredValues,
} from "../template/stored-parameter.ts";
import { isScalar, isValueMap, type ValueMap, valueMap } from "../template/value.ts";
import type { Program } from "./program.ts";
import { isCustomType } from "./support.ts";

/** What references see of a resource that exists. */
export interface ResourceView {
  readonly type: string;
  readonly ref: string;
  readonly attributes: Readonly<Record<string, Value>>;
  /** Not made yet: every attribute is a placeholder (change sets only). */
  readonly unknown?: boolean;
}

export interface EvaluationOptions {
  readonly program: Program;
  readonly resource: (logicalId: string) => ResourceView | undefined;
  readonly exportValue: (name: string) => string | undefined;
}

/** Resolves values of a program against the resources that exist by now. */
export function createEvaluation({ program, resource, exportValue }: EvaluationOptions): Evaluation {
  const view = (logicalId: string): ResourceView => {
    const found = resource(logicalId);
    if (found === undefined) throw new Error(`${logicalId} is used before it exists`);
    return found;
  };
  let depth = 0;
  let written = 0;
  const resolve = (value: Value): Resolved => {
    if (depth === 0) written = 0;
    depth += 1;
    try {
      return resolveValue(value, evaluation);
    } finally {
      depth -= 1;
    }
  };
  const evaluation: Evaluation = {
    region: program.region,
    condition: program.condition,
    mapping: program.mapping,
    resolve,
    wrote: (characters) => {
      written += characters;
      assertTextsTogether(written);
    },
    stored: (text) => withStoredValues(text, program.readStored),
    ref: (name) => {
      const given = program.refs.get(name);
      if (given !== undefined) return given;
      const { ref, type } = view(name);
      if (isAnsweredElsewhere(type)) assertNamesNoSecret(ref, `the id of ${name}`);
      return ref;
    },
    attribute: (logicalId, attribute) => {
      const found = view(logicalId);
      if (Object.hasOwn(found.attributes, attribute)) {
        const value = found.attributes[attribute] ?? "";
        if (isAnsweredElsewhere(found.type)) {
          assertNamesNoSecret(JSON.stringify(value), `the attribute ${attribute} of ${logicalId}`);
        }
        return value;
      }
      if (found.unknown === true) return unknownValue(`${logicalId}.${attribute}`);
      if (isCustomType(found.type)) {
        throw validationError(
          `CustomResource attribute error: Vendor response doesn't contain ${attribute} attribute`,
        );
      }
      throw templateError(`resource ${logicalId} does not support attribute type ${attribute} in Fn::GetAtt`);
    },
    importValue: (name) => {
      const value = exportValue(name);
      if (value === undefined) throw validationError(`No export named ${name} found`);
      assertNamesNoSecret(value, `the export ${name}`);
      return value;
    },
  };
  return evaluation;
}

/** Types whose attributes are what functions and other templates answer. */
function isAnsweredElsewhere(type: string): boolean {
  return isCustomType(type) || type === "AWS::CloudFormation::Stack";
}

export function isUnknown(value: Value | undefined): boolean {
  return JSON.stringify(value ?? null).includes("{{changeSet:KNOWN_AFTER_APPLY:");
}

export function resolveProperties(properties: ValueMap, evaluation: Evaluation): ValueMap {
  const resolved = evaluation.resolve(properties);
  if (resolved === NO_VALUE || !isValueMap(resolved)) throw validationError("Properties must be an object.");
  return withStored(resolved, evaluation) as ValueMap;
}

/**
 * A value with its dynamic references in place, those that functions have put together included. Only
 * properties of resources have them: in an output they stay the text they are.
 */
export function withStored(value: Value, evaluation: Evaluation): Value {
  let written = 0;
  const walk = (part: Value): Value => {
    if (typeof part === "string") {
      if (nextReference(part) === undefined) return part;
      assertStoredReferences(part);
      const text = evaluation.stored(part);
      assertTextLength(text.length, "A dynamic reference");
      written += text.length;
      assertTextsTogether(written);
      return text;
    }
    if (Array.isArray(part)) return part.map(walk);
    return isValueMap(part)
      ? valueMap(Object.entries(part).map(([name, nested]): [string, Value] => [name, walk(nested)]))
      : part;
  };
  return walk(value);
}

/** Outputs and export names are texts. */
export function resolveOutputText(value: Value, evaluation: Evaluation, path: string): string {
  const resolved = evaluation.resolve(value);
  if (resolved !== NO_VALUE && isScalar(resolved)) return String(resolved);
  throw templateFormatOutput(path);
}

function templateFormatOutput(path: string): Error {
  return validationError(
    `Template format error: Output ${path} is malformed. The value must resolve to a string.`,
  );
}
