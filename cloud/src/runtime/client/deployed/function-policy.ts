import { type DeployedReader, unlessMissing } from "./reader.ts";

/** JSON text of a function's own policy; undefined for a function that has none: it lets no caller in. */
export async function readFunctionPolicy(
  { get }: Pick<DeployedReader, "get">,
  functionName: string,
): Promise<string | undefined> {
  const path = `/2015-03-31/functions/${encodeURIComponent(functionName)}/policy`;
  return (await unlessMissing(get<{ readonly Policy?: string }>("lambda", path)))?.Policy;
}
