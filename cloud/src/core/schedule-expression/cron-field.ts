/** Which numbers a field of a cron expression takes. */
export type NumberSet = ReadonlySet<number>;

interface Field {
  readonly least: number;
  readonly most: number;
  /** Names that stand for numbers, the first for `least`. */
  readonly names?: readonly string[];
}

export const MINUTES: Field = { least: 0, most: 59 };
export const HOURS: Field = { least: 0, most: 23 };
export const DAYS: Field = { least: 1, most: 31 };
export const MONTHS: Field = {
  least: 1,
  most: 12,
  names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"],
};
/** Sunday is 1. */
export const WEEKDAYS: Field = {
  least: 1,
  most: 7,
  names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
};
export const YEARS: Field = { least: 1970, most: 2199 };

const ITEM = /^(\*|[A-Z0-9]+)(?:-([A-Z0-9]+))?(?:\/([0-9]+))?$/;

/**
 * The numbers of `*`, `5`, `1-5`, `0/15`, `MON-FRI` and lists of them.
 * @returns undefined for another text
 */
export function numbersOf(text: string, field: Field, { steps = true } = {}): NumberSet | undefined {
  const numbers = new Set<number>();
  for (const item of text.toUpperCase().split(",")) {
    const range = rangeOf(item, field);
    if (range === undefined || (range.step !== undefined && !steps)) return undefined;
    for (let number = range.from; number <= range.to; number += range.step ?? 1) numbers.add(number);
  }
  return numbers;
}

interface Range {
  readonly from: number;
  readonly to: number;
  readonly step: number | undefined;
}

function rangeOf(item: string, field: Field): Range | undefined {
  const [, first, last, every] = ITEM.exec(item) ?? [];
  if (first === undefined || (first === "*" && last !== undefined)) return undefined;
  const step = every === undefined ? undefined : Number(every);
  if (step !== undefined && (step < 1 || step > field.most)) return undefined;
  if (first === "*") return { from: field.least, to: field.most, step };
  const from = numberOf(first, field);
  // `5/10` goes on to the end of the field.
  const to = last === undefined ? (step === undefined ? from : field.most) : numberOf(last, field);
  return from === undefined || to === undefined || from > to ? undefined : { from, to, step };
}

/** A number of the field, or a name of it. */
export function numberOf(text: string, { least, most, names = [] }: Field): number | undefined {
  const at = names.indexOf(text.toUpperCase());
  if (at !== -1) return least + at;
  if (!/^\d{1,4}$/.test(text)) return undefined;
  const number = Number(text);
  return number >= least && number <= most ? number : undefined;
}
