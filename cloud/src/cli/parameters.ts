import { UserError } from "../core/errors.ts";

/** Template parameters as `--parameter Key=Value` gives them; the last of a name counts. */
export function parametersOf(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    texts.map((text) => {
      const match = /^([A-Za-z0-9]+)=(.*)$/s.exec(text);
      if (match?.[1] === undefined || match[2] === undefined) {
        throw new UserError(`--parameter must be Key=Value, not ${JSON.stringify(text)}.`);
      }
      return [match[1], match[2]];
    }),
  );
}
