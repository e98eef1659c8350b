import { UserError } from "../core/errors.ts";
import { listOption, type Options } from "./command.ts";

/** `--attribute name=value`, any number of times. @throws UserError for one without a name or value */
export function givenAttributes(options: Options): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const text of listOption(options, "attribute")) {
    const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (key === undefined || value === undefined) {
      throw new UserError(`--attribute must be name=value, not ${JSON.stringify(text)}.`);
    }
    attributes.set(key, value);
  }
  return attributes;
}
