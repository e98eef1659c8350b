import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { asMap, isValueMap, type ValueMap } from "../../../cloudformation/template/value.ts";
import type { Scope } from "../../../core/arns.ts";
import { UserError } from "../../../core/errors.ts";
import type { Value } from "../../../core/ports/resource-provider.ts";
import { familyOf } from "../../../services/lambda/functions/runtime-families.ts";
import { neededInterpreter } from "../../../services/lambda/interpreters/index.ts";
import type { Artifact } from "../build-functions.ts";
import type { BuildTools } from "../builders/builder.ts";
import { makeWhole } from "../builders/kept-build.ts";
import { npmInstall } from "../builders/run-npm.ts";
import { PipError, pipInstall } from "../builders/run-pip.ts";
import { ToolError } from "../builders/run-tool.ts";
import { packagedResources } from "../packaged-resources.ts";
import { zipFolder } from "../zip-folder.ts";
import { type LayerStandIn, layerTextOf, standInFor } from "./known-layers.ts";

interface LayerOptions {
  readonly scope: Scope;
  readonly parameters: ReadonlyMap<string, string>;
}

interface BuildOptions extends LayerOptions {
  readonly buildFolder: string;
  readonly artifactBucket: string;
  readonly tools: BuildTools;
}

/** A public layer that functions name, with the runtimes of those. */
interface UsedLayer {
  readonly standIn: LayerStandIn;
  readonly functions: readonly string[];
  readonly runtimes: readonly string[];
}

/** Public layers that functions of a template name and that a package of a registry stands for. */
function usedStandIns(template: ValueMap, options: LayerOptions): UsedLayer[] {
  const used = new Map<string, { standIn: LayerStandIn; functions: Set<string>; runtimes: Set<string> }>();
  for (const { logicalId, type, properties } of packagedResources(template)) {
    if (type.kind !== "function") continue;
    const layers = [globalLayers(template, logicalId), properties["Layers"] ?? []];
    for (const standIn of standInsIn(layers, options)) {
      const { Runtime: given = "" } = properties;
      const runtime = isValueMap(given) ? options.parameters.get(String(given["Ref"])) : String(given);
      const known = used.get(standIn.arn) ?? { standIn, functions: new Set(), runtimes: new Set() };
      used.set(standIn.arn, known);
      known.functions.add(logicalId);
      if (familyOf(runtime ?? "")?.name === standIn.family) known.runtimes.add(runtime ?? "");
    }
  }
  return [...used.values()].map(({ standIn, functions, runtimes }) => ({
    standIn,
    functions: [...functions],
    runtimes: [...runtimes].sort(),
  }));
}

/** What is said of each, wherever it is told. */
export function standInNotes(template: ValueMap, options: LayerOptions): string[] {
  return usedStandIns(template, options).map(({ standIn, functions }) => noteOf(standIn, functions));
}

function noteOf({ arn, what }: LayerStandIn, functions: readonly string[]): string {
  return `the layer ${arn} of ${functions.join(", ")} stands in by ${what} from the registry`;
}

/** What all serverless functions have. */
function globalLayers(template: ValueMap, logicalId: string): Value {
  const { Type: type } = asMap(asMap(template["Resources"])[logicalId]);
  if (type !== "AWS::Serverless::Function") return [];
  return asMap(asMap(template["Globals"])["Function"])["Layers"] ?? [];
}

function standInsIn(layers: Value, options: LayerOptions): LayerStandIn[] {
  const found: LayerStandIn[] = [];
  mapLayers(layers, (layer) => {
    const text = layerTextOf(layer, options);
    const standIn = text === undefined ? undefined : standInFor(text, options.scope);
    if (standIn !== undefined) found.push(standIn);
    return layer;
  });
  return found;
}

/** Each layer of a list, also below `Fn::If`. */
function mapLayers(layers: Value, change: (layer: Value) => Value): Value {
  if (Array.isArray(layers)) return layers.map((layer) => mapLayers(layer, change));
  const branches = isValueMap(layers) ? layers["Fn::If"] : undefined;
  if (!Array.isArray(branches)) return change(layers);
  const [condition = null, ...others] = branches;
  return { "Fn::If": [condition, ...others.map((one) => mapLayers(one, change))] };
}

/**
 * A layer of another account cannot be fetched without AWS: where its publisher releases the same as a package,
 * that is installed once and becomes a layer of the stack, which functions name in its place.
 */
export async function withLayerStandIns(
  template: ValueMap,
  options: BuildOptions,
): Promise<{ readonly template: ValueMap; readonly artifacts: readonly Artifact[] }> {
  const used = usedStandIns(template, options);
  if (used.length === 0) return { template, artifacts: [] };
  const layers: ValueMap = {};
  const artifacts: Artifact[] = [];
  const ids = layerIds(used, template);
  const replaced = { ...options, ids };
  for (const layer of used) {
    const logicalId = ids.get(layer.standIn.arn) ?? "";
    options.tools.onWarning(noteOf(layer.standIn, layer.functions));
    const zip = zipFolder(await contentOf(layer, join(options.buildFolder, logicalId), options.tools));
    const key = createHash("sha256").update(zip).digest("hex");
    artifacts.push({ key, zip });
    layers[logicalId] = {
      Type: "AWS::Lambda::LayerVersion",
      Properties: {
        Content: { S3Bucket: options.artifactBucket, S3Key: key },
        Description: `Stands for ${layer.standIn.arn}`,
      },
    };
  }
  const resources = Object.entries(asMap(template["Resources"])).map(
    ([id, resource]) => [id, withOwnLayers(resource, replaced)] as const,
  );
  const globals = asMap(template["Globals"]);
  const common = globals["Function"];
  const named =
    common === undefined ? {} : { Globals: { ...globals, Function: withLayers(common, replaced) } };
  return {
    template: { ...template, ...named, Resources: { ...Object.fromEntries(resources), ...layers } },
    artifacts,
  };
}

const FUNCTIONS: ReadonlySet<Value | undefined> = new Set([
  "AWS::Lambda::Function",
  "AWS::Serverless::Function",
]);

interface Replacement extends LayerOptions {
  /** Logical ids of what stands in, by the layer's ARN. */
  readonly ids: ReadonlyMap<string, string>;
}

function withOwnLayers(resource: Value, options: Replacement): Value {
  if (!isValueMap(resource) || !FUNCTIONS.has(resource["Type"])) return resource;
  if (!isValueMap(resource["Properties"])) return resource;
  return { ...resource, Properties: withLayers(resource["Properties"], options) };
}

function withLayers(properties: Value, options: Replacement): Value {
  if (!isValueMap(properties) || properties["Layers"] === undefined) return properties;
  const layers = mapLayers(properties["Layers"], (layer) => {
    const [standIn] = standInsIn(layer, options);
    return standIn === undefined ? layer : { Ref: options.ids.get(standIn.arn) ?? "" };
  });
  return { ...properties, Layers: layers };
}

/** `PortcullisLayerAWSLambdaPowertoolsPythonV2x60`, or with a number where the template has that name itself. */
function layerIds(used: readonly UsedLayer[], template: ValueMap): ReadonlyMap<string, string> {
  const taken = new Set(
    ["Resources", "Parameters"].flatMap((section) => Object.keys(asMap(template[section]))),
  );
  const ids = new Map<string, string>();
  for (const { standIn } of used) {
    const [, , , , , , name = "", version = ""] = standIn.arn.split(":");
    const first = `PortcullisLayer${name.replace(/[^A-Za-z0-9]/g, "")}x${version}`;
    let id = first;
    for (let count = 2; taken.has(id); count += 1) id = `${first}n${count}`;
    taken.add(id);
    ids.set(standIn.arn, id);
  }
  return ids;
}

async function contentOf(
  { standIn, runtimes }: UsedLayer,
  folder: string,
  tools: BuildTools,
): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "stands-for.txt"), `${standIn.arn}\n${standIn.packages.join("\n")}\n`);
  try {
    if (standIn.family === "node") await addNode(standIn, folder, tools);
    else for (const runtime of runtimes) await addPython(standIn, { runtime, folder }, tools);
  } catch (error) {
    if (!(error instanceof PipError || error instanceof ToolError)) throw error;
    throw new UserError(
      `the layer ${standIn.arn} cannot be fetched without AWS, and ${standIn.what}, which stands for it, could not be installed: ${error.message}`,
    );
  }
  return folder;
}

/** Where a layer has packages of one version of Python: what is compiled is for that alone. */
async function addPython(
  { arn, packages }: LayerStandIn,
  { runtime, folder }: { readonly runtime: string; readonly folder: string },
  { findInterpreter, cacheFolder, onStep }: BuildTools,
): Promise<void> {
  const found = neededInterpreter(findInterpreter, runtime);
  if ("missing" in found) throw new PipError(`${found.missing}.`);
  const { interpreter } = found;
  const kept = join(cacheFolder, `layer-${keyOf([interpreter.version, ...packages])}`);
  if (!existsSync(kept)) {
    onStep(`installing ${packages.join(" ")} for Python ${interpreter.version}, once: it stands for ${arn}`);
    await makeWhole(kept, (target) =>
      pipInstall(interpreter, { target, what: ["--no-compile", ...packages], cwd: target }),
    );
  }
  cpSync(kept, join(folder, "python", "lib", runtime, "site-packages"), { recursive: true });
}

async function addNode(
  { arn, packages }: LayerStandIn,
  folder: string,
  { cacheFolder, onStep }: BuildTools,
): Promise<void> {
  const kept = join(cacheFolder, `layer-${keyOf(packages)}`);
  if (!existsSync(kept)) {
    onStep(`installing ${packages.join(" ")}, once: it stands for ${arn}`);
    await makeWhole(kept, async (made) => {
      writeFileSync(join(made, "package.json"), '{ "private": true }\n');
      await npmInstall(made, ["--ignore-scripts", ...packages]);
    });
  }
  cpSync(join(kept, "node_modules"), join(folder, "nodejs", "node_modules"), { recursive: true });
}

function keyOf(told: readonly string[]): string {
  const text = JSON.stringify([process.platform, process.arch, ...told]);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}
