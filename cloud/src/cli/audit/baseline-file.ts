import { type Baseline, parseBaseline } from "../../audit/accepted.ts";
import { readIfThere } from "../../runtime/state/state-folder.ts";

/** In the folder where an audit is started. */
export const BASELINE_FILE = "audit-baseline.json";

/**
 * What a project accepts; undefined where there is no such file.
 * @throws UserError for one that holds something else
 */
export function readBaseline(file: string): Baseline | undefined {
  const text = readIfThere(file)?.toString("utf8");
  return text === undefined ? undefined : parseBaseline(text, file);
}
