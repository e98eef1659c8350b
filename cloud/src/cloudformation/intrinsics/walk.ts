import type { Value } from "../../core/ports/resource-provider.ts";
import { notSupported } from "../shared/errors.ts";
import { isSecret, isStored, nextReference } from "../template/stored-parameter.ts";
import { isValueMap, valueMap } from "../template/value.ts";
import { type Call, callOf, type Place } from "./registry.ts";
import { type Evaluation, NO_VALUE, type ReferenceSink, type Resolved } from "./shared/function.ts";
import { assertTextLength } from "./shared/text-length.ts";

/** Resolves every function in a value; members and items that are `AWS::NoValue` disappear. */
export function resolveValue(value: Value, evaluation: Evaluation, place: Place = "anywhere"): Resolved {
  if (Array.isArray(value)) {
    return value.map((item) => resolveValue(item, evaluation, place)).filter((item) => item !== NO_VALUE);
  }
  if (!isValueMap(value)) return value;
  const call = callOf(value, place);
  if (call !== undefined) return called(call, evaluation);
  const members: [string, Value][] = [];
  for (const [name, nested] of Object.entries(value)) {
    const resolved = resolveValue(nested, evaluation, place);
    if (resolved !== NO_VALUE) members.push([name, resolved]);
  }
  return valueMap(members);
}

function called({ intrinsic, argument }: Call, evaluation: Evaluation): Resolved {
  const resolved = intrinsic.resolve(argument, evaluation);
  if (typeof resolved === "string") {
    assertTextLength(resolved.length, intrinsic.name);
    evaluation.wrote?.(resolved.length);
  }
  return resolved;
}

/** What a value refers to. */
export interface References {
  readonly refs: ReadonlySet<string>;
  /** By resource: the attributes asked for. */
  readonly attributes: ReadonlyMap<string, ReadonlySet<string>>;
  /** By condition: the function that names it first. */
  readonly conditions: ReadonlyMap<string, string>;
  /** Arguments of `Fn::ImportValue`, unresolved. */
  readonly imports: readonly Value[];
}

interface WalkOptions {
  readonly place?: Place;
  /** When given, only the branch of `Fn::If` that is taken counts. */
  readonly conditionValue?: (name: string) => boolean;
}

/** Walks a value, checks the arguments of every function and collects what it refers to. */
export function referencesOf(value: Value, options: WalkOptions = {}): References {
  const refs = new Set<string>();
  const attributes = new Map<string, Set<string>>();
  const conditions = new Map<string, string>();
  const imports: Value[] = [];
  const place = options.place ?? "anywhere";
  const sink: ReferenceSink = {
    conditionValue: options.conditionValue,
    ref: (name) => refs.add(name),
    attribute: (logicalId, attribute) => {
      const known = attributes.get(logicalId) ?? new Set<string>();
      attributes.set(logicalId, known.add(attribute));
    },
    condition: (name, functionName) => {
      if (!conditions.has(name)) conditions.set(name, functionName);
    },
    importValue: (argument) => imports.push(argument),
    walk: (nested) => walk(nested, place, sink),
  };
  sink.walk(value);
  return { refs, attributes, conditions, imports };
}

function walk(value: Value, place: Place, sink: ReferenceSink): void {
  if (typeof value === "string") assertStoredReferences(value);
  if (Array.isArray(value)) value.forEach(sink.walk);
  if (!isValueMap(value)) return;
  const call = callOf(value, place);
  if (call === undefined) {
    Object.values(value).forEach(sink.walk);
    return;
  }
  call.intrinsic.check(call.argument);
  if (call.intrinsic.references !== undefined) call.intrinsic.references(call.argument, sink);
  else sink.walk(call.argument);
}

/**
 * Dynamic references to what is neither a parameter of the Parameter Store nor a secret are refused by name.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export function assertStoredReferences(text: string): void {
  let found = nextReference(text);
  while (found !== undefined) {
    if (!isStored(found.text) && !isSecret(found.text))
      throw notSupported(`The dynamic reference ${found.text}`);
    found = nextReference(text, found.start + found.text.length);
  }
}

/** Whether a condition holds; undefined where that is not known. */
export type ConditionValue = (name: string) => boolean | undefined;

/** What `Fn::If` comes to, however many stand in each other; undefined when that is `AWS::NoValue`. */
export function takenBranch(value: Value, condition: ConditionValue): Value | undefined {
  if (!isValueMap(value) || Object.keys(value).length !== 1) return value;
  if (value["Ref"] === "AWS::NoValue") return undefined;
  const argument = value["Fn::If"];
  if (!Array.isArray(argument) || argument.length !== 3) return value;
  const [name, whenTrue = null, whenFalse = null] = argument;
  const holds = typeof name === "string" ? condition(name) : undefined;
  return holds === undefined ? value : takenBranch(holds ? whenTrue : whenFalse, condition);
}

/** The value with the taken branch in the place of each `Fn::If`. */
export function withTakenBranches(value: Value, condition: ConditionValue): Value | undefined {
  const taken = takenBranch(value, condition);
  if (Array.isArray(taken)) {
    return taken.flatMap((item) => {
      const inner = withTakenBranches(item, condition);
      return inner === undefined ? [] : [inner];
    });
  }
  if (taken === undefined || !isValueMap(taken)) return taken;
  return valueMap(
    Object.entries(taken).flatMap(([name, member]): [string, Value][] => {
      const inner = withTakenBranches(member, condition);
      return inner === undefined ? [] : [[name, inner]];
    }),
  );
}
