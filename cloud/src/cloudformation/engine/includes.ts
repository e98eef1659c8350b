import { AwsError } from "../../core/errors.ts";
import type { Value } from "../../core/ports/resource-provider.ts";
import type { NO_VALUE } from "../intrinsics/shared/function.ts";
import { validationError } from "../shared/errors.ts";
import { TEMPLATE_BYTES } from "../template/limits.ts";
import { assertNoAliases, parseTemplateText } from "../template/parse.ts";
import { isValueMap, member, type ValueMap, valueMap } from "../template/value.ts";
import { earlyProgram } from "./early-program.ts";
import { createEvaluation } from "./evaluation.ts";
import type { ProgramOptions } from "./program.ts";

export const INCLUDE = "AWS::Include";

/** The text of a snippet in S3, for whoever asks. @throws AwsError when it may not be read, or is not there */
export type ReadSnippet = (bucket: string, key: string) => Promise<string>;

type IncludeOptions = Omit<ProgramOptions, "template"> & { readonly readSnippet: ReadSnippet };

/** CFN-LIMITS: characters that all snippets have together; one that is brought twice counts twice. */
const MAX_READ = 4 * TEMPLATE_BYTES;

interface Loading {
  readonly raw: ValueMap;
  readonly options: IncludeOptions;
  read: number;
}

interface Included {
  readonly template: ValueMap;
  /** True when there was anything to include. */
  readonly hasIncludes: boolean;
}

/**
 * Puts snippets in the place of `Fn::Transform` of AWS::Include, and of the transform at the top of a
 * template. What stands beside one stays, unless the snippet has it, too.
 * @throws AwsError ValidationError
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
 */
export async function includeSnippets(raw: ValueMap, options: IncludeOptions): Promise<Included> {
  const top = topLevelIncludes(raw);
  if (top.length === 0 && !JSON.stringify(raw).includes('"Fn::Transform"')) {
    return { template: raw, hasIncludes: false };
  }
  const loading: Loading = { raw, options, read: 0 };
  const load = (include: ValueMap) => loadSnippet(include, loading);
  let template = raw;
  for (const include of top) template = { ...template, ...(await load(include)) };
  const included = await withSnippets(template, load);
  return { template: isValueMap(included) ? included : template, hasIncludes: true };
}

/** Whether an entry of the section Transform is an include. */
export function isInclude(entry: Value): entry is ValueMap {
  return isValueMap(entry) && member(entry, "Name") === INCLUDE;
}

function topLevelIncludes(raw: ValueMap): ValueMap[] {
  const named = member(raw, "Transform");
  if (named === undefined) return [];
  return (Array.isArray(named) ? named : [named]).filter(isInclude);
}

async function withSnippets(value: Value, load: (include: ValueMap) => Promise<ValueMap>): Promise<Value> {
  if (Array.isArray(value)) {
    const items: Value[] = [];
    for (const item of value) items.push(await withSnippets(item, load));
    return items;
  }
  if (!isValueMap(value)) return value;
  const members: [string, Value][] = [];
  for (const [name, nested] of Object.entries(value)) {
    if (name === "Fn::Transform" && isInclude(nested)) members.push(...Object.entries(await load(nested)));
    else members.push([name, await withSnippets(nested, load)]);
  }
  return valueMap(members);
}

async function loadSnippet(include: ValueMap, loading: Loading): Promise<ValueMap> {
  const { raw, options } = loading;
  const { bucket, key } = locationOf(include, raw, options);
  const text = await options.readSnippet(bucket, key).catch((error: unknown) => {
    throw error instanceof AwsError ? failed(error.message) : error;
  });
  loading.read += text.length;
  if (loading.read > MAX_READ) throw failed("The snippets make the template too large.");
  try {
    await assertNoAliases(text);
    return await parseTemplateText(text);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw failed("The specified S3 object's content should be valid Yaml/JSON");
  }
}

/** Parameters may name the place. */
function locationOf(include: ValueMap, raw: ValueMap, options: IncludeOptions) {
  const parameters = member(include, "Parameters");
  const given = isValueMap(parameters) ? (member(parameters, "Location") ?? "") : "";
  const location = typeof given === "string" ? given : resolved(given, raw, options);
  const [, bucket = "", key = ""] = /^s3:\/\/([^/]{1,255})\/(.{1,1024})$/.exec(String(location)) ?? [];
  if (bucket === "") throw failed("The location parameter is not a valid S3 uri.");
  return { bucket, key };
}

function resolved(value: Value, raw: ValueMap, options: IncludeOptions): Value | typeof NO_VALUE {
  const evaluation = createEvaluation({
    program: earlyProgram(raw, options),
    resource: () => undefined,
    exportValue: () => undefined,
  });
  return evaluation.resolve(value);
}

function failed(why: string): AwsError {
  return validationError(`Transform AWS::Include failed with: ${why}`);
}
