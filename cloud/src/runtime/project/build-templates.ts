import { createHash } from "node:crypto";
import { isValueMap, type ValueMap } from "../../cloudformation/template/value.ts";
import type { Scope } from "../../core/arns.ts";
import { buildFolderOf } from "./build-folder.ts";
import { type Artifact, buildFunctions } from "./build-functions.ts";
import type { BuildTools } from "./builders/builder.ts";
import { packDefinitions } from "./definition-files.ts";
import { withLayerStandIns } from "./layers/layer-stand-ins.ts";
import type { TemplateTree } from "./nested-templates.ts";
import { givenOrDefault } from "./template-parameters.ts";

interface BuildOptions {
  readonly tree: TemplateTree;
  /** Functions and layers are ready to run. */
  readonly isBuilt: boolean;
  readonly buildFolder: string;
  readonly artifactBucket: string;
  readonly scope: Scope;
  readonly parameters: ReadonlyMap<string, string>;
  readonly tools: BuildTools;
}

interface Built {
  readonly template: ValueMap;
  readonly artifacts: readonly Artifact[];
}

/**
 * Builds the functions of a template and of those nested in it, and makes of each nested one a package that
 * its stack names by address, as `sam package` does.
 */
export async function buildTemplates(options: BuildOptions): Promise<Built> {
  const { tree, isBuilt, buildFolder, artifactBucket, scope, parameters, tools } = options;
  const { template, folder, nested } = tree;
  const functions = await buildFunctions({
    template,
    projectFolder: folder,
    isBuilt,
    buildFolder,
    artifactBucket,
    tools,
  });
  const scoped = { scope, parameters, buildFolder, artifactBucket, tools };
  const layers = await withLayerStandIns(functions.template, scoped);
  const own = packDefinitions(layers.template, { folder, artifactBucket });
  const artifacts = [...functions.artifacts, ...layers.artifacts, ...own.artifacts];
  const resources: ValueMap = { ...(isValueMap(own.template["Resources"]) ? own.template["Resources"] : {}) };
  for (const [logicalId, inner] of nested) {
    const built = await buildTemplates({
      ...options,
      tree: inner,
      // What a nested template is given is known when its stack is made.
      parameters: givenOrDefault(inner.template, {}),
      buildFolder: buildFolderOf(buildFolder, logicalId),
    });
    const packaged = packageOf(built.template);
    artifacts.push(...built.artifacts, packaged);
    const url = `https://s3.${scope.region}.amazonaws.com/${artifactBucket}/${packaged.key}`;
    resources[logicalId] = withProperty(resources[logicalId], inner.property, url);
  }
  if (nested.size === 0) return { template: own.template, artifacts };
  return { template: { ...own.template, Resources: resources }, artifacts };
}

function packageOf(template: ValueMap): Artifact {
  const zip = Buffer.from(JSON.stringify(template));
  return { key: `${createHash("sha256").update(zip).digest("hex")}.template`, zip };
}

function withProperty(resource: ValueMap[string] | undefined, name: string, value: string): ValueMap {
  const body = isValueMap(resource) ? resource : {};
  const properties = isValueMap(body["Properties"]) ? body["Properties"] : {};
  return { ...body, Properties: { ...properties, [name]: value } };
}
