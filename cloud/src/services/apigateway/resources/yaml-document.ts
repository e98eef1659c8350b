import { parseDocument } from "yaml";
import type { Value } from "../../../core/ports/resource-provider.ts";

/** Aliases that a document may have: each repeats what it stands for. */
const MAX_ALIASES = 100;

/** The values of a YAML document, keys as texts; undefined when it is none. */
export function parseYamlDocument(source: string): Value | undefined {
  const document = parseDocument(source);
  if (document.errors.length > 0) return undefined;
  try {
    return JSON.parse(JSON.stringify(document.toJS({ maxAliasCount: MAX_ALIASES }) ?? null));
  } catch (error) {
    // The library's word for too many aliases.
    if (error instanceof ReferenceError) return undefined;
    throw error;
  }
}
