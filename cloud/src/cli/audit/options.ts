import { CATALOGUE } from "../../audit/catalogue/index.ts";
import type { Check } from "../../audit/check.ts";
import { SEVERITIES, type Severity } from "../../audit/model.ts";
import { UserError } from "../../core/errors.ts";
import { namesIn, type Options, textOption } from "../command.ts";

export const FORMATS = ["text", "json", "sarif", "junit", "html"] as const;
export type Format = (typeof FORMATS)[number];

/** @throws UserError for a form that there is not */
export function formatOf(options: Options): Format {
  if (options["json"] === true) return "json";
  const given = textOption(options, "format") ?? "text";
  const format = FORMATS.find((name) => name === given);
  if (format !== undefined) return format;
  throw new UserError(`There is no format ${JSON.stringify(given)}. --format may be ${FORMATS.join(", ")}.`);
}

/** @throws UserError for a severity that there is not */
export function severityOf(options: Options): Severity {
  const given = textOption(options, "failOn") ?? "high";
  const severity = SEVERITIES.find((name) => name === given);
  if (severity !== undefined) return severity;
  throw new UserError(
    `There is no severity ${JSON.stringify(given)}. --fail-on may be ${SEVERITIES.join(", ")}.`,
  );
}

/** Those of `--only`: ids, or beginnings of ids such as `TOK`. @throws UserError when one fits nothing */
export function checksOf(options: Options): readonly Check[] {
  const wanted = namesIn(textOption(options, "only")).map((name) => name.toUpperCase());
  if (wanted.length === 0) return CATALOGUE;
  const unknown = wanted.find((name) => !CATALOGUE.some(({ id }) => id.startsWith(name)));
  if (unknown !== undefined) {
    throw new UserError(`There is no check ${unknown}.`, "npx portcullis audit --list");
  }
  return CATALOGUE.filter(({ id }) => wanted.some((name) => id.startsWith(name)));
}
