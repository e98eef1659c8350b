import { type DeployedReader, unlessMissing } from "./reader.ts";

/**
 * JSON text of the policy of a function, or of one of its aliases and versions, which have their own.
 * Undefined for a function that has none: it lets no caller in.
 */
export async function readFunctionPolicy(
  { get }: Pick<DeployedReader, "get">,
  functionName: string,
  qualifier?: string,
): Promise<string | undefined> {
  const query = qualifier === undefined ? "" : `?Qualifier=${encodeURIComponent(qualifier)}`;
  const path = `/2015-03-31/functions/${encodeURIComponent(functionName)}/policy${query}`;
  return (await unlessMissing(get<{ readonly Policy?: string }>("lambda", path)))?.Policy;
}
