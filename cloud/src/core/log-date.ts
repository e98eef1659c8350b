export const MONTHS = [
  "Jan",
  "Feb",
  "Mar",
  "Apr",
  "May",
  "Jun",
  "Jul",
  "Aug",
  "Sep",
  "Oct",
  "Nov",
  "Dec",
] as const;

/** `04/Mar/2020:19:15:17 +0000`, the Common Log Format time of `requestTime`. */
export function logDate(epochMilliseconds: number): string {
  const date = new Date(epochMilliseconds);
  const month = MONTHS[date.getUTCMonth()];
  return `${twoDigits(date.getUTCDate())}/${month}/${date.getUTCFullYear()}:${clockTime(date)} +0000`;
}

/** `19:15:17` */
export function clockTime(date: Date): string {
  return `${twoDigits(date.getUTCHours())}:${twoDigits(date.getUTCMinutes())}:${twoDigits(date.getUTCSeconds())}`;
}

export function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
