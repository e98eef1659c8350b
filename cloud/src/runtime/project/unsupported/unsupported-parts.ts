import { earlyProgram } from "../../../cloudformation/engine/early-program.ts";
import {
  extendLanguage,
  LANGUAGE_EXTENSIONS,
  SERVERLESS_TRANSFORM,
  untransformed,
} from "../../../cloudformation/engine/prepare.ts";
import { heldParts } from "../../../cloudformation/held/held-parts.ts";
import { leaveOut, reallyLeftOut } from "../../../cloudformation/held/leave-out.ts";
import type { StackEngine } from "../../../cloudformation/index.ts";
import { type ConditionValue, withTakenBranches } from "../../../cloudformation/intrinsics/walk.ts";
import type { ServerlessOptions } from "../../../cloudformation/sam/transform.ts";
import { asMap, isValueMap, type ValueMap, valueMap } from "../../../cloudformation/template/value.ts";
import { AwsError } from "../../../core/errors.ts";
import type { HeldPart, LeftOutResource } from "../../../core/ports/held.ts";
import type { Value } from "../../../core/ports/resource-provider.ts";
import { localSource, packagedResources, withUploaded } from "../packaged-resources.ts";
import { expandAsFar } from "./expand-as-far.ts";
import { type Finding, findingOf, findingText } from "./finding.ts";
import { partsOfGiven, withoutParts } from "./given-parts.ts";
import { findingOfResource, partsOfValues, type ValueOptions } from "./resource-parts.ts";
import { partsOfTemplate } from "./template-parts.ts";

export interface InspectionOptions extends Omit<ServerlessOptions, "isOff">, ValueOptions {
  readonly stackName: string;
  /** Types that are left out of the template. */
  readonly leaveOut: ReadonlySet<string>;
  /** Values that loops are made with, of parameters that have none. */
  readonly inLoops?: ReadonlyMap<string, string>;
  /** What of expanded resources the engine does not support. */
  readonly unsupported: StackEngine["unsupported"];
}

export interface Inspection {
  readonly findings: readonly Finding[];
  readonly held: readonly HeldPart[];
  readonly leftOut: readonly LeftOutResource[];
  /** After its transforms, as far as they take it. */
  readonly expanded: ValueMap;
  /** What the transform refuses though all of it is supported: AWS refuses it, too. */
  readonly refusals: readonly string[];
  /** Ids of resources that the transform has not taken whole; undefined where nothing is known of the rest. */
  readonly incomplete: ReadonlySet<string> | undefined;
}

const SERVERLESS = "AWS::Serverless::";
const API_TYPES: ReadonlySet<Value | undefined> = new Set([`${SERVERLESS}Api`, `${SERVERLESS}HttpApi`]);
/** Stands for what is not packaged yet. */
export const BUILT_BUCKET = "bucket";
const BUILT: ValueMap = { Bucket: BUILT_BUCKET, Key: "key" };
/** A condition that no template can name: what has it is left as it is by the transform. */
const OFF = "(not supported)";

/**
 * Everything of a template that is known to be unsupported, each with the logical id it is under, so
 * that a person reads all of it before anything is built. What a condition leaves out does not count.
 * What only the deployment can know is left to it, conditions that nothing decides yet among them.
 */
export async function inspectTemplate(written: ValueMap, options: InspectionOptions): Promise<Inspection> {
  const { given: extended, inLoops, wrong } = withoutExtensions(written, options);
  const { template, leftOut, problems } = withoutLeftOut(extended, options.leaveOut);
  const findings: Finding[] = [...partsOfTemplate(template), ...problems, ...inLoops];
  const condition = conditionsOf(template, options);
  const kept: ValueMap = {};
  for (const [id, resource] of Object.entries(asMap(template["Resources"]))) {
    if (!isValueMap(resource)) continue;
    const decided = withConditions(resource, condition);
    findings.push(...partsOfGiven(decided).map((part) => findingOf(id, part)));
    kept[id] = withBuiltCode(withoutParts(resource, OFF), template);
  }
  const isOff = (name: string) => name === OFF || condition(name) === false;
  const given = { ...template, Resources: kept };
  const { expanded, refusals, missing, incomplete } = isServerless(template)
    ? expandAsFar(given, { ...options, isOff })
    : {
        ...UNTOUCHED,
        refusals: [untransformed(template)?.message ?? []].flat(),
        expanded: given,
      };
  const resources = decidedResources(expanded, options);
  // What the transform says of no resource, the template has told already.
  const isNew = ({ logicalId }: Finding) => logicalId !== "" || findings.length === 0;
  findings.push(
    ...missing.map(partOfMessage).filter(isNew),
    ...(await partsOfResources(resources, { template, options })),
  );
  const held = resources.flatMap(heldParts);
  return {
    findings: unique(findings),
    held,
    leftOut: reallyLeftOut(leftOut, condition),
    expanded: withGiven(expanded, template),
    refusals: [...wrong, ...refusals],
    incomplete: wrong.length > 0 || incomplete === undefined ? undefined : withLeft(incomplete, expanded),
  };
}

/** The template after AWS::LanguageExtensions; as it is written where that needs what nobody knows yet. */
function withoutExtensions(written: ValueMap, options: InspectionOptions) {
  try {
    const stack = { name: options.stackName, id: options.stackName };
    const parameters = new Map([...(options.inLoops ?? []), ...options.parameters]);
    const given = extendLanguage(written, { ...options, stack, parameters });
    return { given, inLoops: codeInLoops(given, asMap(written["Resources"])), wrong: [] };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const isWrong = error.message.startsWith(`Transform ${LANGUAGE_EXTENSIONS} failed`);
    return { given: written, inLoops: [], wrong: isWrong ? [error.message] : [] };
  }
}

/** Like `sam build`, the build does not see what a loop will make. */
function codeInLoops(template: ValueMap, written: ValueMap): Finding[] {
  return packagedResources(template)
    .filter((part) => !Object.hasOwn(written, part.logicalId) && localSource(part, ".") !== undefined)
    .map(({ logicalId }) =>
      findingOf(logicalId, { kind: "build", what: "local code of a function or layer in Fn::ForEach" }),
    );
}

/** Types that the transform has not taken have their own conditions again. */
function withGiven(expanded: ValueMap, template: ValueMap): ValueMap {
  const given = asMap(template["Resources"]);
  const resources = Object.entries(asMap(expanded["Resources"])).map(([id, body]): [string, Value] => [
    id,
    isValueMap(body) && body["Condition"] === OFF ? (given[id] ?? body) : body,
  ]);
  return { ...expanded, Resources: valueMap(resources) };
}

function withoutLeftOut(given: ValueMap, types: ReadonlySet<string>) {
  try {
    const { problems, ...rest } = leaveOut(given, types);
    const findings = problems.map(({ logicalId, path, what }) =>
      findingOf(logicalId, { kind: "left-out", what }, path.split("/")),
    );
    return { ...rest, problems: findings };
  } catch (error) {
    // A function that is unknown or not supported: told by others.
    if (error instanceof AwsError) return { template: given, leftOut: [], problems: [] };
    throw error;
  }
}

/** Nothing is known of conditions while a parameter has no value or a condition is wrong: the deployment says why. */
function conditionsOf(template: ValueMap, options: InspectionOptions): ConditionValue {
  try {
    const stack = { name: options.stackName, id: options.stackName };
    const { condition, template: read } = earlyProgram(template, { ...options, stack });
    return (name) => (read.conditions.has(name) ? condition(name) : undefined);
  } catch (error) {
    if (error instanceof AwsError) return () => undefined;
    throw error;
  }
}

/** The resource as it will be; nothing when its condition is false, or not known. */
function withConditions(resource: ValueMap, condition: ConditionValue): ValueMap {
  const name = resource["Condition"];
  if (name !== undefined && (typeof name !== "string" || condition(name) !== true)) return {};
  return asMap(withTakenBranches(resource, condition));
}

function withBuiltCode(resource: ValueMap, template: ValueMap): ValueMap {
  if (API_TYPES.has(resource["Type"])) return withBuiltDefinition(resource);
  if (isUnbuiltImage(resource)) return withImage(resource);
  const [part] = packagedResources({ ...template, Resources: { resource } });
  const isLocal = part !== undefined && localSource(part, ".") !== undefined;
  return isLocal ? withUploaded(part, { bucket: BUILT_BUCKET, key: "key" }) : resource;
}

/** An image that `sam build` would make, and `sam package` name: it is told as not supported, not as a mistake. */
function isUnbuiltImage({ Type: type, Properties: given, Metadata: metadata }: ValueMap): boolean {
  const { PackageType: packageType, ImageUri: uri } = asMap(given);
  const isImage = type === `${SERVERLESS}Function` && packageType === "Image";
  return isImage && uri === undefined && asMap(metadata)["Dockerfile"] !== undefined;
}

function withImage(resource: ValueMap): ValueMap {
  return { ...resource, Properties: { ...asMap(resource["Properties"]), ImageUri: "image" } };
}

function withBuiltDefinition(resource: ValueMap): ValueMap {
  const properties = asMap(resource["Properties"]);
  if (typeof properties["DefinitionUri"] !== "string") return resource;
  return { ...resource, Properties: { ...properties, DefinitionUri: BUILT } };
}

function isServerless({ Transform: given }: ValueMap): boolean {
  return given === SERVERLESS_TRANSFORM || (Array.isArray(given) && given.includes(SERVERLESS_TRANSFORM));
}

const UNTOUCHED = { refusals: [], missing: [], incomplete: new Set<string>() };

/** Types that the transform would take elsewhere are not taken, either. */
function withLeft(incomplete: ReadonlySet<string>, expanded: ValueMap): ReadonlySet<string> {
  const isLeft = ([, body]: [string, Value]) => String(asMap(body)["Type"]).startsWith(SERVERLESS);
  const left = Object.entries(asMap(expanded["Resources"])).filter(isLeft);
  return new Set([...incomplete, ...left.map(([id]) => id)]);
}

const OF_RESOURCE =
  /^Resource with id \[(\w{1,255})\] is invalid\. (?:Event with id \[\w{1,255}\] is invalid\. )?/;

/** What the transform refuses by name and nothing has told yet. */
function partOfMessage(message: string): Finding {
  const logicalId = OF_RESOURCE.exec(message)?.[1] ?? "";
  const what = message.replace(OF_RESOURCE, "").replace(/ is not supported by Portcullis\..*$/s, "");
  return findingOf(logicalId, { kind: "value", what: what.replace(/^The /, "the ") });
}

/** What is told of a serverless resource is not told again of what it becomes. */
function unique(findings: readonly Finding[]): Finding[] {
  return [...new Map(findings.map((finding) => [findingText(finding), finding])).values()];
}

interface DecidedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: ValueMap;
  readonly definition: { readonly updatePolicy?: Value | undefined };
}

/** The resources that there will be, with the taken branch of each `Fn::If`. */
function decidedResources(expanded: ValueMap, options: InspectionOptions): DecidedResource[] {
  const condition = conditionsOf(expanded, options);
  return Object.entries(asMap(expanded["Resources"])).flatMap(([logicalId, resource]) => {
    const {
      Type: type,
      Properties: properties,
      UpdatePolicy: updatePolicy,
    } = isValueMap(resource) ? withConditions(resource, condition) : {};
    if (typeof type !== "string") return [];
    return [{ logicalId, type, properties: asMap(properties), definition: { updatePolicy } }];
  });
}

async function partsOfResources(
  resources: readonly DecidedResource[],
  { template, options }: { readonly template: ValueMap; readonly options: InspectionOptions },
): Promise<Finding[]> {
  const given = asMap(template["Resources"]);
  const plain = resources.filter(({ type }) => !type.startsWith("AWS::Serverless::"));
  const unsupported = await options.unsupported(plain, () => undefined);
  const refused = new Set(
    unsupported.flatMap(({ logicalId, path }) => (path === undefined ? [logicalId] : [])),
  );
  return resources.flatMap((resource) => {
    const { logicalId } = resource;
    const isWritten = Object.hasOwn(given, logicalId);
    const isImage = resource.properties["PackageType"] === "Image";
    const own = unsupported.filter(
      ({ path = "", ...part }) =>
        part.logicalId === logicalId && !(isImage && /\/(?:ImageUri|ImageConfig)$/.test(path)),
    );
    const values = refused.has(logicalId) ? [] : partsOfValues(resource, options);
    return [
      ...own.map((part) => findingOfResource(part, isWritten)),
      ...values.map((part) => findingOf(logicalId, part)),
    ];
  });
}
