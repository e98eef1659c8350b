import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../core/errors.ts";
import { projectFolderOf } from "./project-path.ts";
import { readRegularFile } from "./read-regular-file.ts";

/** What `samconfig.toml`, or `.yaml`, says about deploying one folder. */
export interface SamConfig {
  readonly stackName: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
}

type Table = Record<string, unknown>;

const CAPABILITIES = ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"];

/**
 * Reads `[<environment>.deploy.parameters]` over `[<environment>.global.parameters]`. Without a
 * file the stack is named after the folder, as `sam deploy --guided` proposes.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html
 */
export async function readSamConfig(project: string, environment = "default"): Promise<SamConfig> {
  const folder = projectFolderOf(project);
  const { file, section } = await readSection(folder, environment);
  const settings = { ...parametersOf(section, "global"), ...parametersOf(section, "deploy") };
  const stackName = settings["stack_name"];
  return {
    stackName: typeof stackName === "string" ? stackName : stackNameOf(folder),
    parameters: parseOverrides(file, settings["parameter_overrides"]),
    capabilities: listOf(settings["capabilities"]) ?? CAPABILITIES,
  };
}

/** Paths of the template, from the folder, as `sam build` and `sam deploy` are told them. */
export async function readTemplateSettings(
  folder: string,
): Promise<{ readonly build: string | undefined; readonly deploy: string | undefined }> {
  // A start without changes parses nothing.
  if (!textOf(samConfigFile(folder)).includes("template")) return { build: undefined, deploy: undefined };
  const { section } = await readSection(folder, "default");
  const named = (command: string): string | undefined => {
    const settings = { ...parametersOf(section, "global"), ...parametersOf(section, command) };
    const name = settings["template_file"] ?? settings["template"];
    return typeof name === "string" ? name : undefined;
  };
  return { build: named("build"), deploy: named("deploy") };
}

/** The settings of an environment; empty without a file. */
async function readSection(
  folder: string,
  environment: string,
): Promise<{ readonly file: string; readonly section: Table }> {
  const file = samConfigFile(folder);
  const text = textOf(file);
  if (file === undefined || text === "") return { file: "", section: {} };
  const root = await (file.endsWith(".toml") ? parseToml : parseYaml)(file, text);
  return { file, section: tableAt(root, environment) };
}

function textOf(file: string | undefined): string {
  return (file === undefined ? undefined : readRegularFile(file)?.toString("utf8")) ?? "";
}

/** In the order in which `sam` looks. */
const FILES = ["samconfig.toml", "samconfig.yaml", "samconfig.yml"];

/** The configuration that `sam` reads for a project, if there is one. */
export function samConfigFile(project: string): string | undefined {
  const folder = projectFolderOf(project);
  return FILES.map((name) => join(folder, name)).find((file) => existsSync(file));
}

async function parseYaml(file: string, text: string): Promise<Table> {
  // Names of a CommonJS package are not among those of its chunk in the bundle.
  const { default: yaml } = await import("yaml");
  let content: unknown;
  try {
    content = yaml.parse(text);
  } catch (error) {
    throw new UserError(`${file} is not valid YAML: ${(error as Error).message}`);
  }
  return tableAt({ content }, "content");
}

async function parseToml(file: string, text: string): Promise<Table> {
  const { parse } = await import("smol-toml");
  try {
    return parse(text) as Table;
  } catch (error) {
    throw new UserError(`${file} is not valid TOML: ${(error as Error).message}`);
  }
}

function tableAt(table: Table, name: string): Table {
  const value = Object.hasOwn(table, name) ? table[name] : undefined;
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Table) : {};
}

function parametersOf(section: Table, command: string): Table {
  return tableAt(tableAt(section, command), "parameters");
}

export function stackNameOf(folder: string): string {
  const name = folder.split(/[\\/]/).filter(Boolean).at(-1) ?? "stack";
  return name.replace(/[^A-Za-z0-9-]/g, "-").replace(/^[^A-Za-z]+/, "") || "stack";
}

function listOf(value: unknown): string[] | undefined {
  if (typeof value === "string") return value.split(/[\s,]+/).filter(Boolean);
  return Array.isArray(value) ? value.map(String) : undefined;
}

function parseOverrides(file: string, value: unknown): Record<string, string> {
  if (value === undefined || value === null) return {};
  if (typeof value === "object" && !Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, String(one)]));
  }
  const pieces =
    typeof value === "string" ? splitQuoted(value) : Array.isArray(value) ? value.map(String) : [];
  const parameters: Record<string, string> = {};
  for (const piece of pieces) {
    const [key, text] = parseOverride(piece) ?? [];
    if (key === undefined || text === undefined) {
      throw new UserError(
        `${file}: parameter_overrides has ${JSON.stringify(piece)}, which is not Key=Value.`,
      );
    }
    parameters[key] = text;
  }
  return parameters;
}

function parseOverride(piece: string): [string, string] | undefined {
  const long = /^ParameterKey=([A-Za-z0-9]+),ParameterValue=(.*)$/s.exec(piece);
  const short = /^([A-Za-z0-9]+)=(.*)$/s.exec(piece);
  const [, key, value] = long ?? short ?? [];
  return key === undefined || value === undefined ? undefined : [key, unquote(value)];
}

function unquote(value: string): string {
  const inner = /^(["'])(.*)\1$/s.exec(value)?.[2];
  return (inner ?? value).replaceAll('\\"', '"');
}

/** Splits at blanks outside of quotes: `A="x y" B=z`. */
function splitQuoted(text: string): string[] {
  return text.match(/(?:[^\s"']|"(?:\\.|[^"\\])*"|'[^']*')+/g) ?? [];
}
