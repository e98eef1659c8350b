import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import {
  isUnsupported,
  type Rehearsal,
  type RehearsalFailure,
} from "../../../cloudformation/engine/rehearse.ts";
import type { StackEngine } from "../../../cloudformation/index.ts";
import { publishedSchema, readSchemas } from "../../../cloudformation/schemas/schema.ts";
import { parseTemplateText } from "../../../cloudformation/template/parse.ts";
import { asMap, isValueMap, type ValueMap } from "../../../cloudformation/template/value.ts";
import type { Scope } from "../../../core/arns.ts";
import { AwsError, UserError } from "../../../core/errors.ts";
import type { HeldPart, LeftOutResource } from "../../../core/ports/held.ts";
import type { FindInterpreter } from "../../../services/lambda/interpreters/index.ts";
import { entryPointsOf } from "../builders/esbuild-builder.ts";
import { builtFolderOf, readProjectTree } from "../built-project.ts";
import { definitionFilesOf } from "../definition-files.ts";
import { standInNotes } from "../layers/layer-stand-ins.ts";
import { templatesOf } from "../nested-templates.ts";
import { localSource, packagedResources } from "../packaged-resources.ts";
import { projectFolderOf } from "../project-path.ts";
import { noTemplate, readTemplateText } from "../read-template.ts";
import { runtimeProblem } from "../runtime-warnings.ts";
import { readSamConfig, type SamConfig } from "../samconfig.ts";
import { givenOrDefault } from "../template-parameters.ts";
import { type Finding, findingOf } from "../unsupported/finding.ts";
import { inspectTree } from "../unsupported/inspect-tree.ts";
import { BUILT_BUCKET } from "../unsupported/unsupported-parts.ts";
import { type Advice, adviceFor, typeMeant } from "./advice.ts";
import { assume, assumedValues } from "./assumed-values.ts";
import { missingModules } from "./missing-modules.ts";
import { type MistakePlace, mistakePlaces, type PlacesOf, yamlComplaint } from "./mistake-places.ts";
import { namedPaths } from "./named-paths.ts";
import { resourceIn } from "./placed-message.ts";
import { rehearseProject, whatOf, withFailures } from "./rehearsal.ts";
import { type PlaceOf, placesIn, type WrittenPlace } from "./written-places.ts";

/** Something with the line, from 1, at which the template says it; undefined where that is not known. */
type Placed<Thing> = Thing & { readonly line: number | undefined } & Pick<WrittenPlace, "madeBy">;

/** What AWS refuses as well. */
export interface Mistake {
  readonly logicalId: string;
  readonly message: string;
  /** The file that the template names and that does not exist, from its folder. */
  readonly missing?: string;
  /** Each place of what the message names without one, e.g. an unresolved `Ref`. */
  readonly places?: readonly MistakePlace[];
  /** What may help where the message says little. */
  readonly help?: string;
}

export interface ProjectCheck {
  /** Absolute path, of the template where that has a name of its own. */
  readonly folder: string;
  /** Absolute path of the template; undefined when there is none. */
  readonly file: string | undefined;
  readonly stackName: string;
  /** What would keep it from running here, or is refused when it is asked for. */
  readonly unsupported: readonly Placed<Finding>[];
  readonly held: readonly Placed<HeldPart>[];
  readonly leftOut: readonly Placed<LeftOutResource>[];
  readonly mistakes: readonly Placed<Mistake>[];
  /** What could not be looked at, and what is deployed and would not work. */
  readonly notes: readonly string[];
}

export interface CheckOptions {
  readonly scope: Scope;
  /** Of a cloud that is thrown away afterwards. */
  readonly engine: StackEngine;
  readonly findInterpreter: FindInterpreter;
  readonly allowsRetired: boolean;
  /** Looks at what `sam build` left in the folder. */
  readonly isBuilt: boolean;
  readonly leaveOut: ReadonlySet<string>;
  /** Over `samconfig.toml`. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Values of exports of the projects that were checked before. */
  readonly exports: Map<string, string>;
}

/** Everything that keeps the project of a folder from running here, and what of it is only held. Builds nothing. */
export async function checkProject(folder: string, options: CheckOptions): Promise<ProjectCheck> {
  const written = readTemplateText(options.isBuilt ? builtFolderOf(folder) : folder);
  const nothing = { folder, file: written?.file, unsupported: [], held: [], leftOut: [], notes: [] };
  const broken = (message: string, line?: number, help?: string): ProjectCheck => ({
    ...nothing,
    stackName: "",
    mistakes: [{ logicalId: "", message, line, ...(help === undefined ? {} : { help }) }],
  });
  if (written === undefined) {
    return broken(
      options.isBuilt ? "has no .aws-sam/build/template.yaml: sam build makes it" : noTemplate(folder),
    );
  }
  try {
    const config = await readSamConfig(folder);
    const template = await parseTemplateText(written.text);
    return {
      ...nothing,
      ...(await checkTemplate({ folder, template, config, text: written.text }, options)),
    };
  } catch (error) {
    if (!(error instanceof AwsError || error instanceof UserError)) throw error;
    const found = /\(line (\d{1,9}), column/.exec(error.message)?.[1];
    const line = found === undefined ? undefined : Number(found);
    if (!(error instanceof AwsError && isUnsupported(error))) {
      const isMalformed = error.message.includes("YAML not well-formed");
      return broken(error.message, line, isMalformed ? yamlComplaint(written.text) : undefined);
    }
    const finding = findingOf("", { kind: "section", what: whatOf(error.message) });
    return { ...nothing, stackName: "", mistakes: [], unsupported: [{ ...finding, line }] };
  }
}

interface Project {
  readonly folder: string;
  readonly template: ValueMap;
  readonly config: SamConfig;
  readonly text: string;
}

async function checkTemplate({ folder, template, config, text }: Project, options: CheckOptions) {
  const { stackName } = config;
  const parameters = givenOrDefault(template, { ...config.parameters, ...options.parameters });
  const tree = await readProjectTree(folder, options.isBuilt);
  const values = assumedValues(tree.template, { given: parameters, scope: options.scope });
  const { root, nested } = await inspectTree(tree, {
    stackName,
    unsupported: options.engine.unsupported,
    leaveOut: options.leaveOut,
    runtimeProblem: (runtime) => runtimeProblem(runtime, options.findInterpreter),
    scope: options.scope,
    parameters,
    inLoops: values,
  });
  const assumed = assume(values, { expanded: root.expanded, written: tree.template });
  const tried = await rehearseProject(
    { ...root, expanded: assumed.template },
    { ...options, stackName, parameters },
  );
  const [uncertain, failures] = partition(tried.failures, assumed.mayComeOfIt);
  const rehearsal = { ...tried, failures };
  const types = Object.values(asMap(root.expanded["Resources"])).map((one) => String(asMap(one)["Type"]));
  const advice = adviceFor({
    ...{ folder: projectFolderOf(folder), stackName, template: root.expanded },
    schemas: await readSchemas(publishedSchema, failures.length === 0 ? [] : types),
  });
  const placeOf = placesIn(text);
  const ofResource = placer(placeOf);
  const placesOf = mistakePlaces(text);
  const mistakes = [
    ...(assumed.refusal === undefined ? [] : [{ logicalId: "", message: assumed.refusal }]),
    ...root.refusals.map((reason) => adviced(advice, { logicalId: resourceIn(reason), reason })),
    ...rehearsal.failures.filter(({ unsupported }) => !unsupported).map((one) => adviced(advice, one)),
    ...nested.refusals,
    ...templatesOf(tree).flatMap((one) => [
      ...missingCode(one),
      ...(options.isBuilt ? [] : missingEntries(one)),
    ]),
  ];
  return {
    stackName,
    unsupported: byLine(
      [...withFailures(root.findings, rehearsal.failures), ...nested.findings].map((finding) => ({
        ...finding,
        help: typeMeant(finding, options.engine.types()) ?? finding.help,
        ...placed(placeOf(finding.path, ...namedPaths(finding.logicalId, finding.what))),
      })),
    ),
    held: byLine(
      [...root.held, ...nested.held].map((part) =>
        ofResource(part, part.property === undefined ? [] : ["Properties", part.property]),
      ),
    ),
    leftOut: byLine([...root.leftOut, ...nested.leftOut].map((one) => ofResource(one))),
    mistakes: byLine(mistakes.map((one) => withPlaces(ofMistake(one, placeOf), placesOf))),
    notes: [
      ...assumedNotes(values, uncertain),
      ...notesOf(withoutAssumed(rehearsal, values), root.expanded),
      ...templatesOf(tree).flatMap((one) => {
        const values = one.path.length === 0 ? parameters : givenOrDefault(one.template, {});
        return standInNotes(one.template, { scope: options.scope, parameters: values });
      }),
      ...templatesOf(tree).flatMap(missingModules),
    ],
  };
}

function placer(placeOf: PlaceOf) {
  return <Thing extends { readonly logicalId: string }>(
    thing: Thing,
    below: readonly string[] = [],
  ): Placed<Thing> => ({ ...thing, ...placed(placeOf(pathOf(thing.logicalId, below))) });
}

function ofMistake(mistake: Mistake, placeOf: PlaceOf): Placed<Mistake> {
  const [first = ""] = mistake.logicalId.split("/");
  const isNested = first !== mistake.logicalId;
  const paths = isNested ? [pathOf(mistake.logicalId)] : namedPaths(first, mistake.message);
  return { ...mistake, ...placed(placeOf(...paths)) };
}

function placed(place: WrittenPlace | undefined): Pick<Placed<object>, "line" | "madeBy"> {
  return place ?? { line: undefined };
}

/** Texts that name no resource of their own have the places of what they name. */
function withPlaces(mistake: Placed<Mistake>, placesOf: PlacesOf): Placed<Mistake> {
  if (mistake.logicalId !== "") return mistake;
  const places = placesOf(mistake.message);
  return places.length > 0 ? { ...mistake, line: places[0]?.line, places } : mistake;
}

/** In the order of the template; what has no line comes first. */
function byLine<Thing>(things: readonly Placed<Thing>[]): Placed<Thing>[] {
  return things.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0));
}

function adviced(
  advice: Advice,
  { logicalId = "", reason }: Pick<RehearsalFailure, "logicalId" | "reason">,
): Mistake {
  const help = advice(logicalId, reason);
  return { logicalId, message: reason, ...(help === undefined ? {} : { help }) };
}

/** What lies in a nested template has the place of what names that. */
function pathOf(logicalId: string, below: readonly string[] = []): readonly string[] {
  const [first = "", ...others] = logicalId.split("/");
  return ["Resources", first, ...(others.length === 0 ? below : [])];
}

/** What was looked at though the template lacks values, and what is refused with those that stood for them. */
function assumedNotes(values: ReadonlyMap<string, string>, uncertain: readonly RehearsalFailure[]): string[] {
  if (values.size === 0) return [];
  const said = [...values].map(([name, value]) => `${name}=${value}`).join(", ");
  return [
    `parameters without a value were taken to be ${said}; --parameter Name=value gives others`,
    ...uncertain.map(({ logicalId, reason }) => {
      const place = logicalId === undefined ? "" : `, ${logicalId}`;
      return `with these values${place}: ${reason.replaceAll("\n", " ")}`;
    }),
  ];
}

/** Names of stored parameters that nobody has given are none. */
function withoutAssumed(rehearsal: Rehearsal, values: ReadonlyMap<string, string>): Rehearsal {
  const names = new Set(values.values());
  return { ...rehearsal, missingStored: rehearsal.missingStored.filter((name) => !names.has(name)) };
}

function partition<Item>(items: readonly Item[], test: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

/** What has to be there before the deployment. */
function notesOf(
  { missingExports, missingStored, missingFunctions, missingRoles, secrets }: Rehearsal,
  expanded: ValueMap,
): string[] {
  return [
    ...missingExports.map((name) => `no checked folder exports ${name}: what needs it was not looked at`),
    ...missingStored.map(
      (name) => `no checked folder makes the parameter ${name}: it has to be in the Parameter Store before`,
    ),
    ...missingFunctions.map(
      (arn) => `no checked folder makes the function ${arn}: it has to be there before`,
    ),
    ...missingRoles.map((name) => `no checked folder makes the role ${name}: it has to be there before`),
    ...secrets.map((name) => `the secret ${name} has to be in Secrets Manager before`),
    ...packagesInS3(expanded).map((place) => `the package ${place} has to be in S3 before`),
  ];
}

/** Packages that the template takes out of buckets by name; those that the deployment uploads are none. */
function packagesInS3(template: ValueMap): string[] {
  const places = packagedResources(template).flatMap(({ properties, type }) => {
    const code = properties[type.property] ?? null;
    const { S3Bucket: bucket, S3Key: key } = isValueMap(code) ? code : {};
    const isNamed = typeof bucket === "string" && typeof key === "string" && bucket !== BUILT_BUCKET;
    return isNamed ? [`s3://${bucket}/${key}`] : [];
  });
  return [...new Set(places)];
}

/** Files that esbuild is to begin with. */
function missingEntries({ template, folder, path }: ReturnType<typeof templatesOf>[number]): Mistake[] {
  return packagedResources(template).flatMap((part) => {
    const source = localSource(part, folder);
    if (part.metadata["BuildMethod"] !== "esbuild" || source === undefined || !existsSync(source)) return [];
    const logicalId = [...path, part.logicalId].join("/");
    return entryPointsOf(part.metadata["BuildProperties"])
      .map((entry) => resolve(source, entry))
      .filter((file) => !ENTRY_ENDINGS.some((ending) => existsSync(`${file}${ending}`)))
      .map((file) => ({
        logicalId,
        message: `EntryPoints names ${relative(folder, file)}, which does not exist`,
      }));
  });
}

/** What esbuild tries for a name. */
const ENTRY_ENDINGS = ["", ".tsx", ".ts", ".jsx", ".js", ".css", ".json"];

function missingCode({ template, folder, path }: ReturnType<typeof templatesOf>[number]): Mistake[] {
  const code = packagedResources(template).map((part) => {
    return { logicalId: part.logicalId, property: part.type.property, file: localSource(part, folder) };
  });
  const documents = definitionFilesOf(template).map(({ logicalId, name, path: place }) => {
    return { logicalId, property: name, file: resolve(folder, place) };
  });
  return [...code, ...documents].flatMap(({ logicalId, property, file }) => {
    if (file === undefined || existsSync(file)) return [];
    const id = [...path, logicalId].join("/");
    const missing = relative(folder, file);
    return [{ logicalId: id, message: `${property} points at ${missing}, which does not exist`, missing }];
  });
}
