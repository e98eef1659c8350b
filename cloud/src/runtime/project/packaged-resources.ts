import { resolve } from "node:path";
import { asMap, isValueMap, type ValueMap } from "../../cloudformation/template/value.ts";
import type { Value } from "../../core/ports/resource-provider.ts";

/** A resource type whose code may lie in the project: what `sam package` uploads. */
interface PackagedType {
  readonly kind: "function" | "layer";
  readonly property: "CodeUri" | "ContentUri" | "Code" | "Content";
  /** Where code lies when nothing is said. */
  readonly byDefault?: string;
  /** The value of the property for an uploaded package. */
  uploaded(bucket: string, key: string): ValueMap;
}

const ofServerless = (Bucket: string, Key: string): ValueMap => ({ Bucket, Key });
const ofLambda = (S3Bucket: string, S3Key: string): ValueMap => ({ S3Bucket, S3Key });

/** @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-package.html */
const PACKAGED: ReadonlyMap<string, PackagedType> = new Map<string, PackagedType>([
  [
    "AWS::Serverless::Function",
    { kind: "function", property: "CodeUri", byDefault: ".", uploaded: ofServerless },
  ],
  ["AWS::Serverless::LayerVersion", { kind: "layer", property: "ContentUri", uploaded: ofServerless }],
  ["AWS::Lambda::Function", { kind: "function", property: "Code", uploaded: ofLambda }],
  ["AWS::Lambda::LayerVersion", { kind: "layer", property: "Content", uploaded: ofLambda }],
]);

export interface PackagedResource {
  readonly logicalId: string;
  readonly resource: ValueMap;
  readonly type: PackagedType;
  /** Own properties, over what the template gives all functions. */
  readonly properties: ValueMap;
  readonly metadata: ValueMap;
}

/** The functions and layers of a template. */
export function packagedResources(template: ValueMap): PackagedResource[] {
  return Object.entries(asMap(template["Resources"])).flatMap(([logicalId, resource]) => {
    if (!isValueMap(resource)) return [];
    const type = PACKAGED.get(String(resource["Type"]));
    if (type === undefined) return [];
    const own = asMap(resource["Properties"]);
    const given = type.property === "CodeUri" ? asMap(asMap(template["Globals"])["Function"]) : {};
    const metadata = asMap(resource["Metadata"]);
    return [{ logicalId, resource, type, properties: { ...given, ...own }, metadata }];
  });
}

/** Absolute path of what is packaged; undefined for inline code and for what is in S3 already. */
export function localSource(
  { type, properties }: PackagedResource,
  projectFolder: string,
): string | undefined {
  if (properties["InlineCode"] !== undefined || properties["PackageType"] === "Image") return undefined;
  const path: Value | undefined = properties[type.property] ?? type.byDefault;
  if (typeof path !== "string" || path.startsWith("s3://")) return undefined;
  return resolve(projectFolder, path);
}

/** The text of a program that the template itself holds. */
export function inlineSource({ properties }: PackagedResource): string | undefined {
  const text = properties["InlineCode"] ?? asMap(properties["Code"])["ZipFile"];
  return typeof text === "string" ? text : undefined;
}

/** The resource with its code where it was uploaded to. */
export function withUploaded(
  { resource, type }: PackagedResource,
  { bucket, key }: { readonly bucket: string; readonly key: string },
): ValueMap {
  const properties = asMap(resource["Properties"]);
  return { ...resource, Properties: { ...properties, [type.property]: type.uploaded(bucket, key) } };
}
