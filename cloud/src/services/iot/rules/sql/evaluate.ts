import type { Expression, SelectItem, Statement } from "./ast.ts";
import { Budget } from "./budget.ts";
import { isObject, type SqlValue, toBoolean, toDecimal, toText } from "./convert.ts";
import { FUNCTIONS } from "./functions/index.ts";
import type { MessageFacts } from "./functions/sql-function.ts";
import { OPERATORS } from "./operators.ts";
import { EvaluationError } from "./sql-error.ts";

/** A message that a rule looks at. */
export interface SqlMessage extends MessageFacts {
  readonly payload: Buffer;
}

/** What a statement makes of messages. */
export interface Evaluation {
  /** Undefined when the condition does not hold. @throws EvaluationError */
  select(statement: Statement): { readonly value: SqlValue } | undefined;
  /** @throws EvaluationError */
  evaluate(expression: Expression): SqlValue;
}

/** Evaluates for one message; its payload is read once. */
export function evaluationOf(message: SqlMessage): Evaluation {
  const whole = payloadValue(message.payload);
  const budget = new Budget();
  const evaluate = (expression: Expression): SqlValue =>
    budget.spend(resultOf(expression, { message, whole, evaluate }), sizeOf(expression, message));
  return {
    evaluate,
    select: ({ isValue, items, where }) => {
      if (where !== undefined && toBoolean(evaluate(where)) !== true) return undefined;
      const [first] = items;
      if (items.length === 1 && first !== undefined && (isValue || first.path === undefined)) {
        return { value: evaluate(first.value) };
      }
      return { value: objectOf(items, evaluate) };
    },
  };
}

/** What an expression reads of the payload is no longer than that; what it is made of was counted before. */
function sizeOf({ kind }: Expression, { payload }: SqlMessage): number {
  return kind === "star" || kind === "attribute" || kind === "call" ? payload.length : 0;
}

/** JSON where it is some, else the bytes. */
function payloadValue(payload: Buffer): SqlValue {
  try {
    return JSON.parse(payload.toString("utf8")) as SqlValue;
  } catch {
    return payload;
  }
}

interface Scope {
  readonly message: SqlMessage;
  readonly whole: SqlValue;
  readonly evaluate: (expression: Expression) => SqlValue;
}

type Members = Record<string, SqlValue>;

function objectOf(items: readonly SelectItem[], evaluate: Scope["evaluate"]): SqlValue {
  const members: Members = {};
  for (const { value, path } of items) {
    const found = evaluate(value);
    if (path !== undefined) {
      // Bytes have no place in JSON.
      if (Buffer.isBuffer(found)) throw noJson();
      if (found !== undefined) put(members, path, found);
    } else if (isObject(found)) {
      for (const [name, member] of Object.entries(found)) put(members, [name], member);
    } else {
      throw noJson();
    }
  }
  return members;
}

const noJson = (): EvaluationError =>
  new EvaluationError("The payload is no JSON object, and the statement selects more than its bytes");

/** Names come from messages: none of them is special. */
function put(members: Members, [name = "", ...rest]: readonly string[], value: SqlValue): void {
  if (rest.length === 0) {
    Object.defineProperty(members, name, { value, enumerable: true, writable: true, configurable: true });
    return;
  }
  const known = Object.hasOwn(members, name) ? members[name] : undefined;
  const inner: Members = isObject(known) ? { ...known } : {};
  put(inner, rest, value);
  put(members, [name], inner);
}

function memberOf(of: SqlValue, name: string): SqlValue {
  return isObject(of) && Object.hasOwn(of, name) ? of[name] : undefined;
}

function resultOf(expression: Expression, scope: Scope): SqlValue {
  const { evaluate, message, whole } = scope;
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "star":
      return whole;
    case "attribute":
      if (Buffer.isBuffer(whole))
        throw new EvaluationError(`The payload is no JSON: it has no ${expression.name}`);
      return memberOf(whole, expression.name);
    case "member":
      return memberOf(evaluate(expression.of), expression.name);
    case "array":
      return expression.items.map((item) => evaluate(item) ?? null);
    case "object":
      return objectOf(
        expression.members.map(([name, value]) => ({ path: [name], value })),
        evaluate,
      );
    case "call":
      return FUNCTIONS.get(expression.name)?.run(expression.args.map(evaluate), message);
    case "cast":
      return cast(evaluate(expression.value), expression.type);
    case "not": {
      const value = toBoolean(evaluate(expression.value));
      return value === undefined ? undefined : !value;
    }
    case "negative": {
      const value = toDecimal(evaluate(expression.value));
      return value === undefined ? undefined : -value;
    }
    case "binary":
      return OPERATORS.get(expression.operator)?.(evaluate(expression.left), evaluate(expression.right));
    case "case":
      return chosen(expression, evaluate);
  }
}

function chosen(
  { value, branches, otherwise }: Extract<Expression, { kind: "case" }>,
  evaluate: Scope["evaluate"],
): SqlValue {
  const wanted = evaluate(value);
  if (wanted === undefined) return undefined;
  const equals = OPERATORS.get("=");
  const found = branches.find(({ when }) => equals?.(wanted, evaluate(when)) === true);
  if (found !== undefined) return evaluate(found.result);
  return otherwise === undefined ? undefined : evaluate(otherwise);
}

/** As conversions, and between numbers and Booleans. */
function cast(value: SqlValue, type: string): SqlValue {
  const number = typeof value === "boolean" ? Number(value) : value;
  switch (type) {
    case "int":
    case "integer": {
      const decimal = toDecimal(number);
      return decimal === undefined ? undefined : Math.floor(decimal);
    }
    case "decimal":
    case "double":
      return toDecimal(number);
    case "bool":
    case "boolean":
      return typeof value === "number" ? value !== 0 : toBoolean(value);
    default:
      return toText(value);
  }
}
