import { matchesPattern } from "../../../core/event-pattern/match.ts";
import { type EventPattern, InvalidPatternError, parsePattern } from "../../../core/event-pattern/pattern.ts";
import type { FilterCriteria } from "../../../wire/models/generated/lambda.types.ts";
import { invalidParameter } from "../shared/errors.ts";

const MOST = 5;

/** @throws AwsError InvalidParameterValueException */
export function parseFilters({ Filters = [] }: FilterCriteria = {}): readonly string[] {
  if (Filters.length > MOST) {
    throw invalidParameter(`A mapping has ${MOST} filters at most. You have given ${Filters.length}.`);
  }
  return Filters.map(({ Pattern = "" }) => {
    try {
      parsePattern(Pattern);
    } catch (error) {
      if (!(error instanceof InvalidPatternError)) throw error;
      throw invalidParameter("Invalid filter pattern definition.");
    }
    return Pattern;
  });
}

const DATA = "body";

/**
 * Whether a record goes to the function: one of the filters has to match. A filter of the members of a
 * queue's body asks for JSON, one of the body itself for what is none.
 * @param data what holds text that may be JSON
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs-filtering.html
 */
export function createFilter(
  filters: readonly string[],
  data: "body" | "none" = DATA,
): (record: Readonly<Record<string, unknown>>) => boolean {
  const patterns = filters.map(parsePattern);
  if (patterns.length === 0) return () => true;
  if (data === "none") return (record) => patterns.some((pattern) => matchesPattern(pattern, record));
  return (record) => {
    const json = jsonOf(record[DATA]);
    return patterns.some((pattern) => {
      const form = formOf(pattern);
      if (form === "none") return matchesPattern(pattern, record);
      if (form === "members") {
        return json !== undefined && matchesPattern(pattern, { ...record, [DATA]: json });
      }
      return json === undefined && matchesPattern(pattern, record);
    });
  };
}

function formOf({ members }: EventPattern): "none" | "members" | "text" {
  const data = members.find(({ name }) => name === DATA);
  if (data === undefined) return "none";
  return Array.isArray(data.inner) ? "text" : "members";
}

function jsonOf(body: unknown): unknown {
  try {
    return JSON.parse(String(body)) as unknown;
  } catch {
    return undefined;
  }
}
