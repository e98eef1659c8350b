import { isDeepStrictEqual } from "node:util";
import { finite, isArray, type SqlValue, toBoolean, toDecimal, toText } from "./convert.ts";

type Binary = (left: SqlValue, right: SqlValue) => SqlValue;

function logical(decide: (left: boolean, right: boolean) => boolean): Binary {
  return (left, right) => {
    const [a, b] = [toBoolean(left), toBoolean(right)];
    return a === undefined || b === undefined ? undefined : decide(a, b);
  };
}

function compared(decide: (left: number, right: number) => boolean): Binary {
  return (left, right) => {
    const [a, b] = [toDecimal(left), toDecimal(right)];
    return a === undefined || b === undefined ? undefined : decide(a, b);
  };
}

function arithmetic(work: (left: number, right: number) => number): Binary {
  return (left, right) => {
    const [a, b] = [toDecimal(left), toDecimal(right)];
    return a === undefined || b === undefined ? undefined : finite(work(a, b));
  };
}

function equals(left: SqlValue, right: SqlValue): boolean | undefined {
  return left === undefined || right === undefined ? undefined : isDeepStrictEqual(left, right);
}

/** Text as soon as one of them is one. */
function plus(left: SqlValue, right: SqlValue): SqlValue {
  if (typeof left === "number" && typeof right === "number") return finite(left + right);
  if (typeof left !== "string" && typeof right !== "string") return undefined;
  const [a, b] = [toText(left), toText(right)];
  return a === undefined || b === undefined ? undefined : a + b;
}

/** Two whole numbers give a whole number. */
function divided(left: number, right: number): number {
  const quotient = left / right;
  return Number.isInteger(left) && Number.isInteger(right) ? Math.trunc(quotient) : quotient;
}

/** @see https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-operators.html */
export const OPERATORS: ReadonlyMap<string, Binary> = new Map<string, Binary>([
  ["AND", logical((left, right) => left && right)],
  ["OR", logical((left, right) => left || right)],
  [">", compared((left, right) => left > right)],
  [">=", compared((left, right) => left >= right)],
  ["<", compared((left, right) => left < right)],
  ["<=", compared((left, right) => left <= right)],
  ["=", equals],
  [
    "<>",
    (left, right) => {
      const same = equals(left, right);
      return same === undefined ? undefined : !same;
    },
  ],
  [
    "IN",
    (left, right) =>
      isArray(right) && left !== undefined ? right.some((one) => equals(left, one) === true) : undefined,
  ],
  ["+", plus],
  ["-", arithmetic((left, right) => left - right)],
  ["*", arithmetic((left, right) => left * right)],
  ["/", arithmetic(divided)],
  ["%", arithmetic((left, right) => left % right)],
]);
