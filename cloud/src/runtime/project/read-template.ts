import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseTemplateText } from "../../cloudformation/template/parse.ts";
import { AwsError, UserError } from "../../core/errors.ts";
import { templateFilesOf } from "./project-path.ts";
import { readRegularFile } from "./read-regular-file.ts";

type Template = Awaited<ReturnType<typeof parseTemplateText>>;

/** The template of a project. Throws UserError when there is none or it cannot be read. */
export async function readTemplate(
  project: string,
): Promise<{ readonly file: string; readonly template: Template }> {
  const written = readTemplateText(project);
  if (written !== undefined) return { file: written.file, template: await parse(written.file, written.text) };
  throw new UserError(`${project} ${noTemplate(project)}.`, "npx portcullis up <folder or template>");
}

/** What is wrong with a folder that has no template, and which of its files may be meant. */
export function noTemplate(folder: string): string {
  const [first] = looksOfTemplates(folder);
  const given =
    first === undefined
      ? "a template of another name is given itself"
      : `${first} looks like one and can be given itself`;
  return `has no template.yaml, template.yml or template.json; ${given}`;
}

/** As much as CloudFormation takes of a template. */
const MOST_BYTES = 1_000_000;
const TEMPLATE_LOOK = /^[ \t]{0,8}"?(?:AWSTemplateFormatVersion|Transform)"?[ \t]{0,8}:/m;

/** Names of the files of a folder that begin as templates do. */
function looksOfTemplates(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  return names
    .map(({ name }) => name)
    .filter((name) => /\.(?:ya?ml|json)$/.test(name) && statSync(join(folder, name)).size <= MOST_BYTES)
    .sort()
    .filter((name) => TEMPLATE_LOOK.test(readRegularFile(join(folder, name))?.toString("utf8") ?? ""));
}

/** The template of a project as it is written; undefined when there is none. */
export function readTemplateText(
  project: string,
): { readonly file: string; readonly text: string } | undefined {
  for (const file of templateFilesOf(project)) {
    const text = readRegularFile(file)?.toString("utf8");
    if (text !== undefined) return { file, text };
  }
  return undefined;
}

/** The template of a file; undefined when there is no such file. Throws UserError when it cannot be read. */
export async function readTemplateFile(file: string): Promise<Template | undefined> {
  const text = readRegularFile(file)?.toString("utf8");
  return text === undefined ? undefined : parse(file, text);
}

async function parse(file: string, text: string): Promise<Template> {
  try {
    return await parseTemplateText(text);
  } catch (error) {
    if (error instanceof AwsError) throw new UserError(`${file}: ${error.message}`);
    throw error;
  }
}
