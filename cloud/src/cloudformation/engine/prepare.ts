import type { Scope } from "../../core/arns.ts";
import type { AwsError } from "../../core/errors.ts";
import type { LeftOutResource } from "../../core/ports/held.ts";
import { leaveOut, type Remainder, reallyLeftOut } from "../held/leave-out.ts";
import { assertNoExtensions } from "../intrinsics/registry.ts";
import { readSchemas, type SchemaSource } from "../schemas/schema.ts";
import { notSupported, templateFormatError } from "../shared/errors.ts";
import type { Template } from "../template/model.ts";
import type { ParameterStrings } from "../template/parameter-values.ts";
import { parseTemplateText } from "../template/parse.ts";
import { assertSections, readTemplate } from "../template/sections.ts";
import type { ReadStored } from "../template/stored-parameter.ts";
import { asMap, member, type ValueMap } from "../template/value.ts";
import type { OnRepeatedKey } from "../template/yaml.ts";
import { resolveNames } from "./computed-names.ts";
import { earlyProgram } from "./early-program.ts";
import { INCLUDE, includeSnippets, isInclude, type ReadSnippet } from "./includes.ts";
import { expandLoops } from "./loops.ts";
import { createProgram, type Program, type ProgramOptions } from "./program.ts";
import type { Revision } from "./records.ts";
import { resolvePolicies } from "./retention-policies.ts";
import { assertAttributes, assertSupported, notAllSupported, type ProviderMap } from "./support.ts";

export const SERVERLESS_TRANSFORM = "AWS::Serverless-2016-10-31";

export interface TemplateSource {
  readonly templateBody: string;
  readonly parameters: ParameterStrings;
}

export interface PrepareOptions {
  readonly scope: Scope;
  readonly stack: { readonly name: string; readonly id: string };
  readonly providers: () => ProviderMap;
  readonly schemas: SchemaSource;
  /** Types that are left out of the template. */
  readonly leaveOut: ReadonlySet<string>;
  readonly readSnippet: ReadSnippet;
  readonly readStored: ReadStored;
  /** Told of a key that a map of the template has twice. */
  readonly onRepeatedKey?: OnRepeatedKey;
}

export interface Prepared {
  readonly program: Program;
  readonly processedBody: string;
  readonly transformed: boolean;
  readonly leftOut: readonly LeftOutResource[];
}

/** From text to a program that this cloud can run. Throws before anything is touched. */
export async function prepare(source: TemplateSource, options: PrepareOptions): Promise<Prepared> {
  const { template, processed, transformed, leftOut } = await expandTemplate(source, options);
  const program = createProgram({
    template,
    parameters: source.parameters,
    scope: options.scope,
    stack: options.stack,
    readStored: options.readStored,
  });
  const isThere = (name: string) => !template.conditions.has(name) || program.condition(name);
  const types = [...template.resources.values()].map(({ type }) => type);
  const schemas = await readSchemas(options.schemas, types);
  assertAttributes(template, schemas);
  assertSupported(program, options.providers(), schemas);
  return {
    program,
    processedBody: JSON.stringify(processed),
    transformed,
    leftOut: reallyLeftOut(leftOut, isThere),
  };
}

interface Expanded {
  readonly template: Template;
  readonly processed: ValueMap;
  readonly transformed: boolean;
  readonly leftOut: Remainder["leftOut"];
}

/** Parses, runs the transform the template names and checks the sections. */
async function expandTemplate(
  source: TemplateSource,
  options: Pick<
    PrepareOptions,
    "scope" | "stack" | "leaveOut" | "readSnippet" | "readStored" | "onRepeatedKey"
  >,
): Promise<Expanded> {
  const written = await parseTemplateText(source.templateBody, options.onRepeatedKey);
  const transforms = transformsOf(written);
  const known = { ...options, parameters: source.parameters };
  const { template: included, hasIncludes } = await includeSnippets(written, known);
  if (!transforms.includes(LANGUAGE_EXTENSIONS)) assertNoExtensions(included);
  const { template: raw, leftOut, problems } = leaveOut(extendLanguage(included, known), options.leaveOut);
  if (problems.length > 0) throw notAllSupported(problems.map(({ path, what }) => `${path}: ${what}`));
  if (!transforms.includes(SERVERLESS_TRANSFORM)) {
    const unknown = untransformed(raw);
    if (unknown !== undefined) throw unknown;
    const transformed = hasIncludes || transforms.length > 0;
    return { template: readTemplate(raw), processed: raw, transformed, leftOut };
  }
  assertSections(raw, ["Globals"]);
  // The transform loads with the first serverless template, not at start.
  const { expandServerless } = await import("../sam/transform.ts");
  const isOff = (condition: string) => !earlyProgram(raw, known).condition(condition);
  const processed = expandServerless(raw, { ...known, isOff });
  return { template: readTemplate(processed), processed, transformed: true, leftOut };
}

/** Who leaves the serverless transform out has types that CloudFormation does not know; undefined where none is. */
export function untransformed({ Resources: resources }: ValueMap): AwsError | undefined {
  const types = Object.values(asMap(resources)).map((resource) => String(asMap(resource)["Type"]));
  const serverless = [...new Set(types.filter((type) => type.startsWith("AWS::Serverless::")))];
  return serverless.length === 0
    ? undefined
    : templateFormatError(`Unrecognized resource types: [${serverless.join(", ")}]`);
}

export function isSupportedTransform(name: string): boolean {
  return name === SERVERLESS_TRANSFORM || name === LANGUAGE_EXTENSIONS;
}

/** The transforms a template names; those not supported here are refused by name. */
export function transformsOf(raw: ValueMap): readonly string[] {
  const named = member(raw, "Transform");
  if (named === undefined) return [];
  return (Array.isArray(named) ? named : [named]).map((name) => {
    if (isInclude(name)) return INCLUDE;
    if (typeof name !== "string") throw templateFormatError("Every Transform member must be a string.");
    if (!isSupportedTransform(name)) {
      throw notSupported(`The transform ${name}`);
    }
    return name;
  });
}

export interface RevisionRequest {
  readonly templateBody: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  readonly changeSetId?: string | undefined;
}

export function revisionOf(request: RevisionRequest, prepared: Prepared): Revision {
  const { template, parameters } = prepared.program;
  return {
    templateBody: request.templateBody,
    processedBody: prepared.processedBody,
    transformed: prepared.transformed,
    parameters: Object.fromEntries(parameters),
    resolvedParameters: resolvedParameters(prepared.program),
    noEchoParameters: [...template.parameters.values()]
      .filter(({ noEcho }) => noEcho)
      .map(({ name }) => name),
    tags: request.tags,
    capabilities: request.capabilities,
    description: template.description,
    changeSetId: request.changeSetId,
    ...(prepared.leftOut.length === 0 ? {} : { leftOut: prepared.leftOut }),
  };
}

/** By name: the values that parameters of the Parameter Store gave. */
export function resolvedParameters({ template, refs }: Program): Record<string, string> {
  const stored = [...template.parameters.values()].filter((definition) => definition.stored !== undefined);
  return Object.fromEntries(stored.map(({ name }) => [name, [refs.get(name)].flat().map(String).join(",")]));
}

export const LANGUAGE_EXTENSIONS = "AWS::LanguageExtensions";

/**
 * What the transform `AWS::LanguageExtensions` makes of a template that names it, but for its functions that
 * stand in values: they are called where the value is needed.
 * @throws AwsError ValidationError
 */
export function extendLanguage(raw: ValueMap, options: Omit<ProgramOptions, "template">): ValueMap {
  const { Transform: named } = raw;
  const isExtended =
    named === LANGUAGE_EXTENSIONS || (Array.isArray(named) && named.includes(LANGUAGE_EXTENSIONS));
  if (!isExtended) return raw;
  return resolvePolicies(resolveNames(expandLoops(raw, options), options), options);
}
