import { invalidParameter } from "../shared/errors.ts";

const LIMIT = 50;

/** @throws AwsError InvalidParameterValueException when there are more than a resource can have */
export function assertFewTags(tags: Readonly<Record<string, string>> = {}): void {
  if (Object.keys(tags).length > LIMIT) throw invalidParameter("Number of tags exceeds resource tag limit.");
}
