import { serviceModel } from "../../../../wire/models/index.ts";
import type { Level } from "./call.ts";

let known: Readonly<Record<Level, ReadonlySet<string>>> | undefined;

/**
 * S3-18: parameters of the query that make a request another operation's, by AWS's model: `?tagging`, and
 * `uploadId` where a path has no other name. What has no operation here is refused by name.
 */
export function subresources(level: Level): ReadonlySet<string> {
  known ??= readModel();
  return known[level];
}

function readModel(): Readonly<Record<Level, ReadonlySet<string>>> {
  const found = { service: new Set<string>(), bucket: new Set<string>(), object: new Set<string>() };
  const model = serviceModel("s3");
  for (const name of model.operationNames) {
    const { uri = "/", needsQuery = [] } = model.operation(name)?.http ?? {};
    const [path = "", query = ""] = uri.split("?");
    for (const parameter of [...new URLSearchParams(query).keys()]) found[levelOf(path)].add(parameter);
    if (query === "" && needsQuery.includes("uploadId")) found[levelOf(path)].add("uploadId");
  }
  return found;
}

function levelOf(path: string): Level {
  if (path.includes("{Key+}")) return "object";
  return path.includes("{Bucket}") ? "bucket" : "service";
}
