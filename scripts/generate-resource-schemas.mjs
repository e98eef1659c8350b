// Writes cloud/src/cloudformation/schemas/generated/: the published schema of every resource type that a
// provider supports or that is held, with what the service itself asks beyond it. Needs Python 3 and the package index.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./lib.mjs";

/** The registry's schemas as AWS publishes them, unchanged (Apache-2.0). */
const PUBLISHED = "c7n-awscc==0.1.38";
/** The same with the constraints of the services' API models patched in (MIT-0). */
const PATCHED = "cfn-lint==1.58.0";
/** Types of CloudFormation's own; of others, properties are what the user makes of them. */
const OWN_TYPES = ["AWS::CloudFormation::WaitCondition", "AWS::CloudFormation::WaitConditionHandle"];
const TARGET = join(ROOT, "cloud/src/cloudformation/schemas/generated");

/** What a schema says about values; all else in it is prose or for the registry's own use. */
const KEYWORDS = [
  "$ref",
  "type",
  "enum",
  "const",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "minItems",
  "maxItems",
  "uniqueItems",
  "additionalProperties",
  "required",
];
const MAPS = ["properties", "patternProperties", "definitions"];
/** What a service may ask of a value that the published schema lets through. */
const SERVICE_KEYWORDS = [
  "enum",
  "pattern",
  "minLength",
  "maxLength",
  "minimum",
  "maximum",
  "minItems",
  "maxItems",
  "maxUniqueItems",
];

/** Members of which the service says what it wants in words of its own, which its operations have. */
const IN_OWN_WORDS = {
  "AWS::IAM::Role": ["ManagedPolicyArns"],
  "AWS::Lambda::Function": ["FunctionName", "Runtime"],
  "AWS::S3::Bucket": ["BucketName"],
};

/** `published` reduced to its constraints; those only `patched` has go under `service`. */
function merge(published, patched) {
  const node = {};
  for (const keyword of KEYWORDS) {
    // Of a list a length says nothing.
    if (published.type === "array" && keyword.endsWith("Length")) continue;
    if (published[keyword] !== undefined && published[keyword] !== false) node[keyword] = published[keyword];
  }
  if (published.additionalProperties === false) node.additionalProperties = false;
  if (published.oneOf !== undefined) node.oneOf = published.oneOf.map((branch) => merge(branch, {}));
  if (published.items !== undefined) node.items = merge(published.items, patched.items ?? {});
  for (const name of MAPS) {
    const members = mergeMaps(published[name] ?? {}, patched[name] ?? {});
    if (Object.keys(members).length > 0) node[name] = members;
  }
  const service = serviceOnly(published, patched);
  return Object.keys(service).length === 0 ? node : { ...node, service };
}

function mergeMaps(published, patched) {
  const names = [...new Set([...Object.keys(published), ...Object.keys(patched)])].sort();
  // A property that only the newer list has is published too.
  return Object.fromEntries(
    names.map((name) => {
      const own = published[name] ?? patched[name];
      return [name, merge(own, patched[name] ?? {})];
    }),
  );
}

function serviceOnly(published, patched) {
  const service = {};
  for (const keyword of SERVICE_KEYWORDS) {
    const value = patched[keyword];
    if (value === undefined || published[keyword] !== undefined || published.const !== undefined) continue;
    if (value === 0 && keyword.startsWith("min")) continue;
    // Said of a text by its model; of a document, which is a text only on its way, it says nothing.
    if (isDocument(published) && !keyword.endsWith("Length")) continue;
    service[keyword] = value;
  }
  const alternatives = patched.anyOf?.map(({ required }) => required?.[0]);
  if (alternatives?.every(Boolean)) service.requiredAny = alternatives;
  return service;
}

function isDocument({ type }) {
  return type === "object" || (Array.isArray(type) && type.includes("object"));
}

const pathsOf = (pointers = []) =>
  pointers.map((pointer) => pointer.replace(/^\/properties\//, "").replaceAll("/", "."));

function schemaOf(published, patched) {
  const properties = { ...patched.properties };
  for (const name of IN_OWN_WORDS[published.typeName] ?? []) properties[name] = published.properties[name];
  return {
    typeName: published.typeName,
    readOnly: pathsOf(published.readOnlyProperties),
    createOnly: pathsOf(published.createOnlyProperties),
    conditionalCreateOnly: pathsOf(published.conditionalCreateOnlyProperties),
    ...merge(published, { ...patched, properties }),
  };
}

/** The types that the services of this cloud have a provider for. */
function supportedTypes() {
  const services = join(ROOT, "cloud/src/services");
  const files = readdirSync(services, { recursive: true })
    .filter((file) => /[/\\]resources[/\\][^/\\]+\.ts$/.test(file) && !file.endsWith(".test.ts"))
    .map((file) => readFileSync(join(services, file), "utf8"));
  const types = files.flatMap((text) =>
    [...text.matchAll(/^ {4}type: "(AWS::[^"]+)"/gm)].map(([, type]) => type),
  );
  return [...new Set([...types, ...OWN_TYPES, ...heldTypes()])].sort();
}

/** The types that are kept as a definition. */
function heldTypes() {
  const folder = join(ROOT, "cloud/src/cloudformation/held/types");
  return readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/^ {2}"(AWS::[^"]+)": \{/gm)].map(
      ([, type]) => type,
    ),
  );
}

function unpack(folder, requirement) {
  const target = join(folder, requirement);
  const pip = ["-m", "pip", "download", "--quiet", "--no-deps", "--dest", target, requirement];
  execFileSync("python3", pip, { stdio: "inherit" });
  const [wheel] = readdirSync(target);
  execFileSync("python3", ["-m", "zipfile", "-e", join(target, wheel), target]);
  return target;
}

const readJson = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));

function readPatched(folder, type) {
  const schemas = join(folder, "cfnlint/data/schemas");
  return readJson(schemas, "resources", `${readJson(schemas, "providers/us-east-1.json")[type]}.json`);
}

function write(name, text) {
  writeFileSync(join(TARGET, name), text);
}

const fileName = (type) => `${type.replaceAll("::", "-")}.json`;

function indexOf(types) {
  const rows = types.map(
    (type) => `  "${type}": () => import("./${fileName(type)}", { with: { type: "json" } }),`,
  );
  return [
    "// Made by scripts/generate-resource-schemas.mjs. Each schema is read when its type is first used.",
    "export const SCHEMA_FILES: Readonly<Record<string, () => Promise<{ readonly default: unknown }>>> = {",
    ...rows,
    "};",
    "",
  ].join("\n");
}

const README = `# Schemas of resource types

Made by \`node scripts/generate-resource-schemas.mjs\`; not edited by hand.

| what | source | licence |
| --- | --- | --- |
| the schemas of the CloudFormation registry, as AWS publishes them | PyPI \`${PUBLISHED}\`, \`c7n_awscc/data/\` | Apache-2.0 |
| members \`service\`: constraints of the services' API models | PyPI \`${PATCHED}\`, \`cfnlint/data/schemas/\` | MIT-0 |

Descriptions, handlers and what else says nothing about values is left out.
`;

const folder = mkdtempSync(join(tmpdir(), "resource-schemas-"));
try {
  const published = join(unpack(folder, PUBLISHED), "c7n_awscc/data");
  const patched = unpack(folder, PATCHED);
  for (const file of readdirSync(TARGET)) rmSync(join(TARGET, file));
  const types = supportedTypes();
  for (const type of types) {
    const further = readPatched(patched, type);
    const file = join(published, `${type.toLowerCase().replaceAll("::", "_")}.json`);
    const source = existsSync(file) ? readJson(file) : further;
    write(fileName(type), `${JSON.stringify(schemaOf(source, further))}\n`);
  }
  write("index.ts", indexOf(types));
  write("README.md", README);
  process.stdout.write(`${types.length} schemas\n`);
} finally {
  rmSync(folder, { recursive: true });
}
