import { AwsError } from "../../core/errors.ts";

export type StatementFields = Readonly<Record<string, unknown>>;

export function malformed(text: string): AwsError {
  return new AwsError("MalformedPolicyDocument", text, 400);
}

/** A text or a list of texts; undefined for anything else. */
export function stringList(value: unknown): string[] | undefined {
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.every((item) => typeof item === "string") ? list : undefined;
}

export function isRecord(value: unknown): value is StatementFields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
