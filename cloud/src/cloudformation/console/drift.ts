import type { Value } from "../../core/ports/resource-provider.ts";
import { canonicalJson, isValueMap, member, sameValue, type ValueMap } from "../template/value.ts";

/** One place at which two templates say different things. */
export interface Difference {
  /** `Resources.Orders.Properties.Timeout` */
  readonly path: string;
  /** JSON; undefined where that template says nothing. */
  readonly inFile: string | undefined;
  readonly running: string | undefined;
}

/**
 * Places at which the file of a folder and the template that runs differ. Where the code of a function
 * lies is left out: packaging replaces it.
 */
export function differences(file: ValueMap, running: ValueMap): Difference[] {
  const found: Difference[] = [];
  compare([], file, running, found);
  return found;
}

function compare(
  path: readonly string[],
  file: Value | undefined,
  running: Value | undefined,
  found: Difference[],
): void {
  if (sameValue(file, running) || isPackaged(path, running)) return;
  if (isValueMap(file) && isValueMap(running)) {
    for (const name of new Set([...Object.keys(file), ...Object.keys(running)])) {
      compare([...path, name], member(file, name), member(running, name), found);
    }
    return;
  }
  found.push({ path: path.join("."), inFile: jsonOf(file), running: jsonOf(running) });
}

const CODE = ["CodeUri", "ContentUri", "Code", "Content"];

/** `Resources.<id>.Properties.CodeUri` that points into a bucket. */
function isPackaged(path: readonly string[], running: Value | undefined): boolean {
  const [section, , properties, name = "", ...more] = path;
  if (section !== "Resources" || properties !== "Properties" || more.length > 0 || !CODE.includes(name))
    return false;
  if (typeof running === "string") return running.startsWith("s3://");
  return isValueMap(running) && (Object.hasOwn(running, "Bucket") || Object.hasOwn(running, "S3Bucket"));
}

function jsonOf(value: Value | undefined): string | undefined {
  return value === undefined ? undefined : canonicalJson(value);
}
