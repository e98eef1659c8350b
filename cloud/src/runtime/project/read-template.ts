import { join } from "node:path";
import { parseTemplateText } from "../../cloudformation/template/parse.ts";
import { AwsError, UserError } from "../../core/errors.ts";
import { readRegularFile } from "./read-regular-file.ts";

const TEMPLATE_NAMES = ["template.yaml", "template.yml", "template.json"];

type Template = Awaited<ReturnType<typeof parseTemplateText>>;

/** The template of a folder. Throws UserError when there is none or it cannot be read. */
export async function readTemplate(
  folder: string,
): Promise<{ readonly file: string; readonly template: Template }> {
  const written = readTemplateText(folder);
  if (written !== undefined) return { file: written.file, template: await parse(written.file, written.text) };
  throw new UserError(
    `${folder} has no ${TEMPLATE_NAMES.join(", ")}.`,
    "npx portcullis up <folder with a template>",
  );
}

/** The template of a folder as it is written; undefined when there is none. */
export function readTemplateText(
  folder: string,
): { readonly file: string; readonly text: string } | undefined {
  for (const name of TEMPLATE_NAMES) {
    const file = join(folder, name);
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
