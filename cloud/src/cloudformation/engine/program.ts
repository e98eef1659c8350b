import type { Scope } from "../../core/arns.ts";
import type { Value } from "../../core/ports/resource-provider.ts";
import {
  assertRulesHold,
  checkConditions,
  checkRules,
  evaluateConditions,
} from "../intrinsics/conditions.ts";
import { NO_VALUE, type Resolved } from "../intrinsics/shared/function.ts";
import { type References, referencesOf } from "../intrinsics/walk.ts";
import { templateError, templateFormatError, validationError } from "../shared/errors.ts";
import { WAIT_CONDITION } from "../shared/types.ts";
import type { OutputDefinition, ResourceDefinition, Template } from "../template/model.ts";
import { checkParameterValues, type ParameterStrings, parameterValue } from "../template/parameter-values.ts";
import type { ReadStored } from "../template/stored-parameter.ts";
import { isScalar, isValueMap, member } from "../template/value.ts";
import { topologicalOrder } from "./graph.ts";

export interface ProgramOptions {
  readonly template: Template;
  readonly parameters: ParameterStrings;
  readonly scope: Scope;
  readonly stack: { readonly name: string; readonly id: string };
  /** Left out where no store is asked: names stand for values then. */
  readonly readStored?: ReadStored;
}

/** A template with parameters bound: what exists, in which order, and what it refers to. */
export interface Program {
  readonly template: Template;
  readonly parameters: ParameterStrings;
  readonly region: string;
  /** Resources whose condition holds, in order of creation. */
  readonly resources: readonly ResourceDefinition[];
  /** By logical id: what must exist before. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  readonly outputs: readonly OutputDefinition[];
  /** Arguments of `Fn::ImportValue` of everything that exists. */
  readonly imports: readonly Value[];
  readonly readStored: ReadStored | undefined;
  /** Pseudo parameters and parameters. */
  readonly refs: ReadonlyMap<string, Resolved>;
  condition(name: string): boolean;
  mapping(map: string, topLevelKey: string, secondLevelKey: string): Value;
}

/** Binds parameters and checks everything that can be checked before a resource exists. */
export function createProgram(options: ProgramOptions): Program {
  const { template } = options;
  const parameters = checkParameterValues(template.parameters, options.parameters);
  checkStructure(template);
  const refs = new Map(pseudoParameters(options.scope, options.stack));
  for (const definition of template.parameters.values()) {
    refs.set(
      definition.name,
      parameterValue(definition, parameters.get(definition.name) ?? "", options.readStored),
    );
  }
  const mapping = (...keys: [string, string, string]): Value => lookUpMapping(template, keys);
  const known = { refs, mapping, region: options.scope.region };
  assertRulesHold(template.rules, parameterScope(known, "Rules"));
  const conditions = evaluateConditions(template.conditions, parameterScope(known, "Conditions"));
  const condition = (name: string): boolean => {
    const value = conditions.get(name);
    if (value === undefined) throw templateError(`unresolved condition dependency ${name} in Fn::If`);
    return value;
  };
  const exists = ({ condition: name }: { readonly condition: string | undefined }) =>
    name === undefined || condition(name);
  const active = [...template.resources.values()].filter(exists);
  const outputs = [...template.outputs.values()].filter(exists);
  const bound = bindReferences({ active, outputs, refs, condition });
  return {
    template,
    parameters,
    region: options.scope.region,
    readStored: options.readStored,
    outputs,
    refs,
    condition,
    mapping,
    ...bound,
  };
}

/** Function shapes and names of conditions, on both sides of every condition. */
export function checkStructure(template: Template): void {
  checkRules(template.rules, new Set([...template.parameters.keys(), ...PSEUDO]));
  checkConditions(template.conditions, new Set(template.parameters.keys()));
  const assertCondition = (name: string | undefined, block: string) => {
    if (name !== undefined && !template.conditions.has(name)) {
      throw templateFormatError(
        `Unresolved condition dependency ${name} in the ${block} block of the template`,
      );
    }
  };
  const assertConditions = (references: References) => {
    for (const [name, by] of references.conditions) {
      if (!template.conditions.has(name)) {
        throw templateError(`unresolved condition dependency ${name} in ${by}`);
      }
    }
  };
  const known = new Set([...template.parameters.keys(), ...template.resources.keys()]);
  const unresolved = new Set<string>();
  for (const resource of template.resources.values()) {
    assertCondition(resource.condition, "Resources");
    const references = referencesOf([resource.properties, resource.updatePolicy ?? ""]);
    assertConditions(references);
    for (const name of references.attributes.keys()) {
      if (!template.resources.has(name)) {
        throw templateError(`instance of Fn::GetAtt references undefined resource ${name}`);
      }
    }
    for (const name of [...references.refs, ...resource.dependsOn]) {
      if (!known.has(name) && !isPseudo(name)) unresolved.add(name);
    }
  }
  if (unresolved.size > 0) throw unresolvedIn("Resources", unresolved);
  for (const output of template.outputs.values()) {
    assertCondition(output.condition, "Outputs");
    const references = referencesOf([output.value, output.exportName ?? ""]);
    assertConditions(references);
    const foreign = [...references.refs, ...references.attributes.keys()].filter(
      (name) => !known.has(name) && !isPseudo(name),
    );
    if (foreign.length > 0) throw unresolvedIn("Outputs", foreign);
  }
}

const PSEUDO = new Set(pseudoParameters({ accountId: "", region: "" }, { name: "", id: "" }).keys());

function isPseudo(name: string): boolean {
  return PSEUDO.has(name);
}

function unresolvedIn(block: string, names: Iterable<string>): Error {
  return templateFormatError(
    `Unresolved resource dependencies [${[...names].join(", ")}] in the ${block} block of the template`,
  );
}

/** A resource whose condition is false: AWS leaves its prefix out. */
function goneFromOutputs(names: readonly string[]): Error {
  const list = [...new Set(names)].join(", ");
  return validationError(`Unresolved resource dependencies [${list}] in the Outputs block of the template`);
}

interface BindOptions {
  readonly active: readonly ResourceDefinition[];
  readonly outputs: readonly OutputDefinition[];
  readonly refs: ReadonlyMap<string, Resolved>;
  readonly condition: (name: string) => boolean;
}

/** References that remain once conditions are decided must name resources that exist. */
function bindReferences({ active, outputs, refs, condition }: BindOptions) {
  const exists = new Set(active.map(({ logicalId }) => logicalId));
  const imports: Value[] = [];
  const needsOf = (value: Value, block: string): string[] => {
    const references = referencesOf(value, { conditionValue: condition });
    imports.push(...references.imports);
    const named = [...references.refs, ...references.attributes.keys()].filter((name) => !refs.has(name));
    const missing = named.filter((name) => !exists.has(name));
    if (missing.length > 0)
      throw block === "Outputs" ? goneFromOutputs(missing) : unresolvedIn(block, new Set(missing));
    return named;
  };
  const dependencies = new Map<string, readonly string[]>();
  for (const { logicalId, properties, updatePolicy, dependsOn } of waitsLast(active)) {
    const needs = new Set([
      ...needsOf([properties, updatePolicy ?? ""], "Resources"),
      ...dependsOn.filter((name) => exists.has(name)),
    ]);
    dependencies.set(logicalId, [...needs]);
  }
  for (const output of outputs) needsOf([output.value, output.exportName ?? ""], "Outputs");
  const byId = new Map(active.map((definition) => [definition.logicalId, definition]));
  const resources = topologicalOrder(dependencies).flatMap((logicalId) => byId.get(logicalId) ?? []);
  return { resources, dependencies: dependencies as Program["dependencies"], imports };
}

/** What signals may be no dependency of what waits for it: AWS makes both at a time, here it comes first. */
function waitsLast(resources: readonly ResourceDefinition[]): readonly ResourceDefinition[] {
  const isWait = ({ type }: ResourceDefinition) => type === WAIT_CONDITION;
  return [...resources.filter((one) => !isWait(one)), ...resources.filter(isWait)];
}

function lookUpMapping(template: Template, keys: readonly [string, string, string]): Value {
  let found: Value | undefined = template.mappings;
  for (const key of keys) found = isValueMap(found) ? member(found, key) : undefined;
  if (found === undefined || (!isScalar(found) && !Array.isArray(found))) {
    throw templateError(`Unable to get mapping for ${keys.join("::")}`);
  }
  return found;
}

interface KnownBefore {
  readonly refs: ReadonlyMap<string, Resolved>;
  readonly mapping: Program["mapping"];
  readonly region: string;
}

/** What the blocks see that are decided before a resource exists. */
function parameterScope({ refs, mapping, region }: KnownBefore, block: "Rules" | "Conditions") {
  return {
    region,
    mapping,
    ref: (name: string) => refs.get(name) ?? NO_VALUE,
    attribute: (logicalId: string): Value => {
      throw templateFormatError(
        `Unresolved dependencies [${logicalId}]. Cannot reference resources in the ${block} block of the template`,
      );
    },
    stored: (text: string) => text,
    importValue: (): Value => {
      throw templateError(`Fn::ImportValue cannot be used in the ${block} block of the template`);
    },
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html */
function pseudoParameters(
  scope: Scope,
  stack: { readonly name: string; readonly id: string },
): ReadonlyMap<string, Resolved> {
  return new Map<string, Resolved>([
    ["AWS::AccountId", scope.accountId],
    ["AWS::NoValue", NO_VALUE],
    ["AWS::NotificationARNs", []],
    ["AWS::Partition", "aws"],
    ["AWS::Region", scope.region],
    ["AWS::StackId", stack.id],
    ["AWS::StackName", stack.name],
    ["AWS::URLSuffix", "amazonaws.com"],
  ]);
}
