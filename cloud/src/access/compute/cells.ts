import type { Cell } from "../matrix.ts";

/** What holds where two things have to be allowed. */
export function both(one: Cell, other: Cell): Cell {
  if (one.verdict === "no" || other.verdict === "yes") return one;
  if (other.verdict === "no" || one.verdict === "yes") return other;
  const conditions = [...new Set([...(one.conditions ?? []), ...(other.conditions ?? [])])].sort();
  const sentence = [...new Set([one.sentence, other.sentence])].join(" and ");
  return { ...one, sentence, conditions };
}
