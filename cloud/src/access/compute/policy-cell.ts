import type { Condition } from "../../iam/policies/conditions/condition.ts";
import type { Deciding } from "../../iam/policies/evaluate.ts";
import type { ConditionalVerdict } from "../../iam/policies/evaluate-conditionally.ts";
import type { Deployment } from "../deployment/deployment.ts";
import type { By, Cell } from "../matrix.ts";
import { conjunction, OR } from "./cells.ts";
import { conditionText, decide, type PolicyQuestion } from "./policy-question.ts";
import type { OtherAccount, Principal } from "./principals.ts";
import { sessionsOf } from "./sessions.ts";
import { ANY } from "./subjects.ts";

/** A question and how people speak of it. */
export interface AskedPolicy extends PolicyQuestion {
  /** `iot:Publish on topic/orders` */
  readonly words: string;
  /** Where the resource's own policy stands. */
  readonly place: string;
}

/** What the policies say; a token counts for as much as nothing where signatures are asked for. */
export function policyCell(deployment: Deployment, principal: Principal, asked: AskedPolicy): Cell {
  if (principal.kind === "token") {
    const cell = policyCell(deployment, { kind: "anonymous" }, asked);
    if (cell.verdict !== "no") return cell;
    return { verdict: "no", reason: "token-counts-for-nothing", sentence: "a token counts for nothing here" };
  }
  if (principal.kind === "anonymous" && asked.resourcePolicy === undefined) return NO_CREDENTIALS;
  if (principal.kind === "other-account") return accountCell(deployment, principal, asked);
  if (principal.kind === "role") {
    const sessions = sessionsOf(principal, asked);
    if (sessions.length > 1) return sessionsCell(deployment, { principal, sessions }, asked);
  }
  return oneCell(deployment, principal, asked);
}

function oneCell(deployment: Deployment, principal: Decided["principal"], asked: AskedPolicy): Cell {
  return cellOf(deployment, { principal, asked, verdict: decide(deployment, principal, asked) });
}

/** ACCESS-9: of an account, whoever it lets; or those alone whom the policy names. */
function accountCell(deployment: Deployment, principal: OtherAccount, asked: AskedPolicy): Cell {
  const anybody = oneCell(deployment, principal, asked);
  const { accountId, named = [] } = principal;
  if (anybody.verdict === "yes" || accountId === undefined) return anybody;
  const each = named.map((arn) => ({
    name: arn.slice(arn.lastIndexOf(":") + 1),
    cell: oneCell(deployment, { kind: "other-account", accountId, arn }, asked),
  }));
  return forSome(anybody, each, "named-principal");
}

interface Sessions {
  readonly principal: Extract<Principal, { kind: "role" }>;
  readonly sessions: readonly string[];
}

function sessionName({ names }: Deployment, { functionNames }: Sessions["principal"], name: string): string {
  return functionNames.includes(name) ? names.logical(name) : `the session ${name}`;
}

/** Sessions bear the names of the functions: a policy may name one of them. */
function sessionsCell(deployment: Deployment, { principal, sessions }: Sessions, asked: AskedPolicy): Cell {
  const each = sessions.map((name) => ({
    name: name === ANY ? "any other session" : sessionName(deployment, principal, name),
    cell: oneCell(deployment, { ...principal, functionNames: [name] }, asked),
  }));
  const [first, ...rest] = each.map(({ cell }) => cell);
  const isAlike = rest.every((cell) => cell.verdict === first?.verdict && cell.sentence === first.sentence);
  const refused = each.find(({ cell }) => cell.verdict === "no")?.cell ?? first;
  if (first === undefined || refused === undefined || isAlike) return first ?? NO_CREDENTIALS;
  return forSome(refused, each, "for-session");
}

interface NamedCell {
  readonly name: string;
  readonly cell: Cell;
}

/** Only if it is one of those who may; where none may, what holds for anybody. */
function forSome(anybody: Cell, each: readonly NamedCell[], reason: string): Cell {
  const may = each.filter(({ cell }) => cell.verdict !== "no");
  const [first] = may;
  const isMore = may.some(
    ({ cell }) => cell.verdict !== anybody.verdict || cell.sentence !== anybody.sentence,
  );
  if (first === undefined || !isMore) return anybody;
  const text = ({ name, cell }: NamedCell): string =>
    cell.verdict === "only-if" ? `${name} (if ${cell.sentence})` : name;
  const names = may.map(text).sort();
  const conditions = anybody.verdict === "only-if" ? [...names, `anybody (if ${anybody.sentence})`] : names;
  return {
    verdict: "only-if",
    reason,
    sentence: `for ${conditions.join(", ")}`,
    conditions,
    ...(first.cell.by === undefined ? {} : { by: first.cell.by }),
  };
}

const NO_CREDENTIALS: Cell = {
  verdict: "no",
  reason: "signature-missing",
  sentence: "without credentials nobody gets here",
};

interface Decided {
  readonly principal: Exclude<Principal, { kind: "token" }>;
  readonly asked: AskedPolicy;
  readonly verdict: ConditionalVerdict;
}

export function cellOf(deployment: Deployment, { principal, asked, verdict }: Decided): Cell {
  const holder = principal.kind === "role" ? principal.role.place : asked.place;
  switch (verdict.kind) {
    case "yes": {
      const by = byOf(verdict.by, { holder, asked });
      const own = verdict.by.statement.principal === undefined;
      const whose = own ? "its role" : "the policy of the resource";
      return { verdict: "yes", reason: "allowed", sentence: `${whose} allows ${asked.words}`, by };
    }
    case "no":
      return noCell(deployment, { principal, asked, verdict });
    case "only-if": {
      const conditions = conditionsOf(verdict, deployment.names.logical);
      return {
        verdict: "only-if",
        reason: "condition",
        sentence: conjunction(conditions),
        conditions,
        by: byOf(verdict.by, { holder, asked }),
      };
    }
  }
}

function noCell(
  { names }: Deployment,
  { principal, asked, verdict }: Decided & { readonly verdict: Extract<ConditionalVerdict, { kind: "no" }> },
): Cell {
  const { why } = verdict;
  const reason = why.reason;
  const place = principal.kind === "role" ? principal.role.place : asked.place;
  if (reason === "explicit-deny") {
    const { policy, statement, sid } = (why.by ?? {}) as {
      policy?: string;
      statement?: number;
      sid?: string;
    };
    const name = sid || policy || "a policy";
    return {
      verdict: "no",
      reason,
      sentence: `${names.logical(name)} denies it`,
      by: { place, ...definedOf({ policy: policy && names.logical(policy), statement, sid }) },
    };
  }
  if (principal.kind === "anonymous") return NO_CREDENTIALS;
  // A key's own policy decides before those of roles.
  const isOfRole = principal.kind === "role" && kindOf(why) !== "resource";
  return isOfRole
    ? { verdict: "no", reason, sentence: `no statement of its role allows ${asked.words}`, by: { place } }
    : {
        verdict: "no",
        reason,
        sentence: "the policy of the resource does not let it in",
        by: { place: asked.place },
      };
}

/** Which kind of policy decided. */
function kindOf({ by }: { readonly by?: unknown }): unknown {
  return (by as { readonly kind?: unknown } | undefined)?.kind;
}

function byOf(
  { document, statement }: Deciding,
  { holder, asked }: { readonly holder: string; readonly asked: AskedPolicy },
): By {
  const own = statement.principal === undefined;
  return {
    place: own ? holder : asked.place,
    ...definedOf({
      policy: document.name,
      statement: document.statements.indexOf(statement),
      sid: statement.sid,
    }),
  };
}

/** Members that say something. */
function definedOf({
  policy,
  statement,
  sid,
}: {
  readonly policy: string | undefined;
  readonly statement: number | undefined;
  readonly sid: string | undefined;
}): Pick<By, "policy" | "sid" | "statement"> {
  return {
    ...(policy === undefined || policy === "" ? {} : { policy }),
    ...(statement === undefined ? {} : { statement }),
    ...(sid === undefined || sid === "" ? {} : { sid }),
  };
}

type OnlyIf = Extract<ConditionalVerdict, { kind: "only-if" }>;

/** ACCESS-4: what has to hold, one by one: a way in (or one of several), and that no Deny applies. */
function conditionsOf({ ways, unless }: OnlyIf, logical: (text: string) => string): string[] {
  const text = (condition: Condition): string =>
    WORDS.get(conditionText(condition)) ?? logical(conditionText(condition));
  const spared = unless.map((together) => {
    const [only, ...more] = together;
    if (only === undefined || more.length > 0) return `not (${allOf(together.map(text))})`;
    return NEGATED.get(conditionText(only)) ?? `not ${text(only)}`;
  });
  const wanted = waysIn(ways.map((way) => [...new Set(way.map(text))].sort()));
  return [...new Set([...wanted, ...spared])].sort();
}

/** The conditions of the one way, or all ways as one condition; a way that asks for more than another is none. */
function waysIn(ways: readonly (readonly string[])[]): readonly string[] {
  const isMore = (way: readonly string[], other: readonly string[], index: number, at: number): boolean =>
    other.every((each) => way.includes(each)) && (other.length < way.length || at < index);
  const own = ways.filter(
    (way, index) => !ways.some((other, at) => at !== index && isMore(way, other, index, at)),
  );
  const [first = []] = own;
  return own.length < 2 ? first : [own.map(allOf).sort().join(OR)];
}

const allOf = (conditions: readonly string[]): string => [...conditions].sort().join(" and ");

const OVER_TLS = "the call comes over TLS (https)";
/** Conditions that people say in other words. */
const WORDS: ReadonlyMap<string, string> = new Map([["Bool aws:SecureTransport = true", OVER_TLS]]);
const NEGATED: ReadonlyMap<string, string> = new Map([["Bool aws:SecureTransport = false", OVER_TLS]]);
