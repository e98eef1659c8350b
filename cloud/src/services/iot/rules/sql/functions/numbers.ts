import { finite, type SqlValue, toDecimal, toInt } from "../convert.ts";
import type { SqlFunction } from "./index.ts";

const one = (work: (value: number) => number): SqlFunction => ({
  takes: [1, 1],
  run: ([value]) => {
    const number = toDecimal(value);
    return number === undefined ? undefined : finite(work(number));
  },
});

const two = (
  work: (left: number, right: number) => number,
  convert: (value: SqlValue) => number | undefined = toDecimal,
): SqlFunction => ({
  takes: [2, 2],
  run: ([left, right]) => {
    const [a, b] = [convert(left), convert(right)];
    return a === undefined || b === undefined ? undefined : finite(work(a, b));
  },
});

/** Halves go away from zero. */
const round = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));

const MOST_PLACES = 34;

/** By its digits: a product of a fraction would round. */
function truncate(value: number, places: number): number {
  const kept = Math.min(Math.max(Math.trunc(places), 0), MOST_PLACES);
  const [whole = "0", fraction = ""] = String(value).split(".");
  if (String(value).includes("e")) return value;
  return Number(`${whole}.${fraction.slice(0, kept)}0`);
}

const remainder = two((left, right) => left % right);

export const NUMBER_FUNCTIONS: Readonly<Record<string, SqlFunction>> = {
  abs: one(Math.abs),
  acos: one(Math.acos),
  asin: one(Math.asin),
  atan: one(Math.atan),
  atan2: two(Math.atan2),
  bitand: two((left, right) => Number(BigInt(left) & BigInt(right)), toInt),
  bitnot: {
    takes: [1, 1],
    run: ([value]) => {
      const whole = toInt(value);
      return whole === undefined ? undefined : Number(~BigInt(whole));
    },
  },
  bitor: two((left, right) => Number(BigInt(left) | BigInt(right)), toInt),
  bitxor: two((left, right) => Number(BigInt(left) ^ BigInt(right)), toInt),
  ceil: one(Math.ceil),
  cos: one(Math.cos),
  cosh: one(Math.cosh),
  exp: one(Math.exp),
  floor: one(Math.floor),
  ln: one(Math.log),
  log: one(Math.log10),
  mod: remainder,
  nanvl: { takes: [2, 2], run: ([first, second]) => first ?? second },
  power: two((base, exponent) => base ** exponent),
  remainder,
  round: one(round),
  sign: one(Math.sign),
  sin: one(Math.sin),
  sinh: one(Math.sinh),
  sqrt: one(Math.sqrt),
  tan: one(Math.tan),
  tanh: one(Math.tanh),
  trunc: two(truncate),
};
