import { timeOfDay } from "../../../web/parts/parts.tsx";

/** A day with its time, for what may be long ago. */
export const Moment = ({ at }: { readonly at: number }) => (
  <time datetime={new Date(at).toISOString()} title={new Date(at).toISOString()}>
    {`${new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" })}, ${timeOfDay(at)}`}
  </time>
);

/** `1 hour`, `30 days`, `90 seconds`: the largest unit without a rest. */
export function durationOf(seconds: number): string {
  const [unit, length] = UNITS.find(([, length]) => seconds >= length && seconds % length === 0) ?? [
    "second",
    1,
  ];
  const count = seconds / length;
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

const UNITS: readonly (readonly [string, number])[] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
