import type { Value } from "../../core/ports/resource-provider.ts";
import type { StoredType } from "./stored-parameter.ts";
import type { ValueMap } from "./value.ts";

export const PARAMETER_TYPES = ["String", "Number", "CommaDelimitedList", "List<Number>"] as const;
export type ParameterType = (typeof PARAMETER_TYPES)[number];

export interface ParameterDefinition {
  readonly name: string;
  readonly type: ParameterType;
  /** As the template has it. */
  readonly declaredType: string;
  /** The value is the name of a parameter in the Parameter Store, which has a value of this type. */
  readonly stored: StoredType | undefined;
  readonly defaultValue: string | undefined;
  readonly allowedValues: readonly string[] | undefined;
  readonly allowedPattern: string | undefined;
  readonly constraintDescription: string | undefined;
  readonly description: string | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly minValue: number | undefined;
  readonly maxValue: number | undefined;
  readonly noEcho: boolean;
}

export type RetentionPolicy = "Delete" | "Retain" | "RetainExceptOnCreate";

export interface ResourceDefinition {
  readonly logicalId: string;
  readonly type: string;
  /** Properties as written, intrinsics unresolved. */
  readonly properties: ValueMap;
  readonly dependsOn: readonly string[];
  readonly condition: string | undefined;
  readonly deletionPolicy: RetentionPolicy;
  readonly updateReplacePolicy: RetentionPolicy;
  readonly metadata: Value | undefined;
  /** How an alias hands its traffic to CodeDeploy, intrinsics unresolved. */
  readonly updatePolicy: Value | undefined;
}

export interface OutputDefinition {
  readonly name: string;
  readonly value: Value;
  readonly description: string | undefined;
  /** The value of `Export.Name`, possibly an intrinsic. */
  readonly exportName: Value | undefined;
  readonly condition: string | undefined;
}

export interface RuleAssertion {
  readonly assert: Value;
  readonly description: string | undefined;
}

/** What must hold of the parameters, where the condition does. */
export interface RuleDefinition {
  readonly name: string;
  readonly condition: Value | undefined;
  readonly assertions: readonly RuleAssertion[];
}

/** A template whose sections have the right shapes. Transforms are already expanded. */
export interface Template {
  readonly description: string | undefined;
  readonly parameters: ReadonlyMap<string, ParameterDefinition>;
  readonly rules: readonly RuleDefinition[];
  readonly mappings: ValueMap;
  readonly conditions: ReadonlyMap<string, Value>;
  readonly resources: ReadonlyMap<string, ResourceDefinition>;
  readonly outputs: ReadonlyMap<string, OutputDefinition>;
  readonly metadata: Value | undefined;
}
