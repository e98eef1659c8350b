import { comparisonOperators } from "./comparison.ts";
import type { ConditionOperator } from "./operator.ts";

const ISO_8601 = /^\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?$/;

/** Milliseconds of a W3C ISO 8601 date or of whole epoch seconds. */
function readDate(text: string): number | undefined {
  if (/^\d{5,15}$/.test(text)) return Number(text) * 1000;
  if (!ISO_8601.test(text)) return undefined;
  const zoned = !text.includes("T") || /(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`;
  const time = Date.parse(zoned);
  return Number.isNaN(time) ? undefined : time;
}

/** True for what IAM takes as a date in a condition. */
export function isDate(text: string): boolean {
  return /^\d{1,19}$/.test(text) || readDate(text) !== undefined;
}

/** ISO 8601 dates and epoch seconds. */
export const DATE_OPERATORS: Readonly<Record<string, ConditionOperator>> = comparisonOperators(
  "Date",
  readDate,
);
