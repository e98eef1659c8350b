import type { Cell } from "../matrix.ts";

/** Between conditions of which one is enough; within one, values stand with a plain "or". */
export const OR = "; or ";

/** Conditions that have all to hold, in one sentence. */
export function conjunction(conditions: readonly string[]): string {
  const [only = "", ...more] = conditions;
  if (more.length === 0) return only;
  return conditions.map((text) => (text.includes(OR) ? `(${text})` : text)).join(" and ");
}

/** What holds where two things have to be allowed. */
export function both(one: Cell, other: Cell): Cell {
  if (one.verdict === "no" || other.verdict === "yes") return one;
  if (other.verdict === "no" || one.verdict === "yes") return other;
  const conditions = [...new Set([...(one.conditions ?? []), ...(other.conditions ?? [])])].sort();
  const sentence = conjunction([...new Set([one.sentence, other.sentence])]);
  return { ...one, sentence, conditions };
}
