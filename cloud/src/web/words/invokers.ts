import { conditionWords, type Document, type Statement, statementsOf } from "./policy.ts";
import { principalWords } from "./principals.ts";
import { resourceWords } from "./resources.ts";

/** Who may invoke a function by its own policy. */
export interface Invoker {
  readonly verdict: "yes" | "if" | "no";
  /** `API Gateway, only for POST /orders` */
  readonly text: string;
  /** `of the API 3fb9bt4s1f, any stage` */
  readonly detail: string | undefined;
  /** The route of an API that comes this way. */
  readonly route: { readonly apiId: string; readonly method: string; readonly path: string } | undefined;
  readonly sid: string;
}

/** @param account own account: only others are named */
export function invokersOf(document: Document, account: string): Invoker[] {
  return statementsOf(document).map((statement) => invokerOf(statement, account));
}

function invokerOf(statement: Statement, account: string): Invoker {
  const who = principalWords(statement, account);
  const source = sourceOf(statement);
  const sid = statement.Sid ?? "";
  const may = statement.Effect === "Allow";
  const route = source === undefined ? undefined : routeOf(source);
  if (may && route !== undefined) {
    const { apiId, stage, method, path } = route;
    return {
      verdict: "if",
      text: `${who}, only for ${method === "*" ? "any method" : method} ${path}`,
      detail: `of the API ${apiId}, ${stage === "*" ? "any stage" : `stage ${stage}`}`,
      route: { apiId, method, path },
      sid,
    };
  }
  const condition =
    source === undefined ? conditionWords(statement) : `it comes from ${resourceWords(source, account)}`;
  return {
    verdict: !may ? "no" : condition === undefined ? "yes" : "if",
    text: condition === undefined ? `${who}, without a condition` : `${who}, only if ${condition}`,
    detail: undefined,
    route: undefined,
    sid,
  };
}

/** The only condition, where it is one ARN that the call has to come from. */
function sourceOf({ Condition: conditions = {} }: Statement): string | undefined {
  const entries = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => ({ operator, key, value })),
  );
  const [only] = entries;
  if (only === undefined || entries.length > 1 || typeof only.value !== "string") return undefined;
  const isSource = only.key.toLowerCase() === "aws:sourcearn";
  return isSource && ["ArnLike", "ArnEquals", "StringEquals", "StringLike"].includes(only.operator)
    ? only.value
    : undefined;
}

const ROUTE = /^arn:aws[a-z-]*:execute-api:[a-z0-9*-]+:[\d*]+:([a-z0-9*]+)\/([^/]+)\/([A-Z*]+)(\/.*)?$/;

function routeOf(arn: string) {
  const found = ROUTE.exec(arn);
  if (found === null) return undefined;
  const [, apiId = "", stage = "", method = "", path = "/"] = found;
  return { apiId, stage, method, path };
}
