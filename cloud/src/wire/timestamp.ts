/** What a clock of JavaScript can show. */
const LATEST_MS = 8.64e15;

/**
 * A timestamp of a request: seconds since the epoch, or a text as of ISO 8601.
 * @returns milliseconds since the epoch; undefined for what is no time
 */
export function epochMilliseconds(value: number | string): number | undefined {
  const milliseconds = typeof value === "number" ? value * 1000 : textMilliseconds(value);
  return Math.abs(milliseconds) <= LATEST_MS ? milliseconds : undefined;
}

function textMilliseconds(text: string): number {
  if (/^-?\d{1,20}(?:\.\d{1,9})?$/.test(text)) return Number(text) * 1000;
  return /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
}
