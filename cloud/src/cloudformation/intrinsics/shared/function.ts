import type { Value } from "../../../core/ports/resource-provider.ts";

/** `AWS::NoValue`: the member or item it stands for disappears. */
export const NO_VALUE: unique symbol = Symbol("AWS::NoValue");
export type Resolved = Value | typeof NO_VALUE;

/** What functions ask while they are resolved. */
export interface Evaluation {
  /** Resolves a nested value; functions inside it are called. */
  resolve(value: Value): Resolved;
  /** `Ref` of a pseudo parameter, parameter or resource. */
  ref(name: string): Resolved;
  attribute(logicalId: string, attribute: string): Value;
  mapping(map: string, topLevelKey: string, secondLevelKey: string): Value;
  condition(name: string): boolean;
  importValue(exportName: string): Value;
  /** A text with its dynamic references to the Parameter Store in place. */
  stored(text: string): string;
  readonly region: string;
  /** Hears how many characters a function made. */
  wrote?(characters: number): void;
}

/** What a value refers to, found without resolving it. */
export interface ReferenceSink {
  ref(name: string): void;
  attribute(logicalId: string, attribute: string): void;
  condition(name: string, functionName: string): void;
  /** Undefined while conditions are not evaluated: both branches of `Fn::If` are walked then. */
  readonly conditionValue: ((name: string) => boolean) | undefined;
  /** The argument of `Fn::ImportValue`, unresolved. */
  importValue(argument: Value): void;
  walk(value: Value): void;
}

/** One intrinsic function. */
export interface IntrinsicFunction {
  /** Key in a template, e.g. `Fn::Join`. */
  readonly name: string;
  /** Throws ValidationError when the argument cannot be right, whatever it resolves to. */
  check(argument: Value): void;
  resolve(argument: Value, evaluation: Evaluation): Resolved;
  /** References of the argument; those of nested values when left out. */
  references?(argument: Value, sink: ReferenceSink): void;
}
