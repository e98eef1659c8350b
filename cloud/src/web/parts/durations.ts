const UNITS = [
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
  [1, "second"],
] as const;

/** Seconds in the largest unit that says them exactly: `30 seconds`, `4 days`, `none`. */
export function durationText(seconds: number): string {
  if (seconds === 0) return "none";
  const [size, name] = UNITS.find(([each]) => seconds % each === 0) ?? UNITS[3];
  const count = seconds / size;
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}
