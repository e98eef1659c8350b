import type { Value } from "../../core/ports/resource-provider.ts";
import { notSupported } from "../shared/errors.ts";
import { isSecret, isStored, nextReference } from "../template/stored-parameter.ts";
import { isValueMap } from "../template/value.ts";
import { callOf, type Place } from "./registry.ts";
import type { ReferenceSink } from "./shared/function.ts";

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
