/** A statement of a policy as it is written: every member may be one value or a list. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly NotPrincipal?: Statement["Principal"];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface Document {
  readonly Statement?: Statement | readonly Statement[];
}

export function statementsOf({ Statement: statements = [] }: Document): readonly Statement[] {
  return [statements].flat();
}

export function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : [value].flat();
}

/** `a, b and c`; a long list says how many more there are. */
export function joined(parts: readonly string[], last = "and"): string {
  const shown =
    parts.length > MOST ? [...parts.slice(0, MOST - 1), `${parts.length - MOST + 1} more`] : parts;
  if (shown.length < 2) return shown[0] ?? "";
  return `${shown.slice(0, -1).join(", ")} ${last} ${shown.at(-1)}`;
}

const MOST = 6;

const OPERATORS: Readonly<Record<string, string>> = {
  StringEquals: "is",
  StringEqualsIgnoreCase: "is",
  StringNotEquals: "is not",
  StringLike: "is like",
  StringNotLike: "is not like",
  ArnEquals: "is",
  ArnLike: "is like",
  ArnNotEquals: "is not",
  ArnNotLike: "is not like",
  Bool: "is",
  IpAddress: "is in",
  NotIpAddress: "is not in",
  NumericEquals: "is",
  NumericLessThan: "is less than",
  NumericGreaterThan: "is more than",
  DateLessThan: "is before",
  DateGreaterThan: "is after",
};

/** `aws:SourceIp is in 10.0.0.0/8 and aws:SecureTransport is true`; undefined without a condition. */
export function conditionWords({ Condition: conditions = {} }: Statement): string | undefined {
  const parts = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]) => {
      const values = joined([value].flat().map(String), "or");
      if (operator === "Null") return `${key} ${values === "true" ? "is missing" : "is there"}`;
      const known = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
      return `${key} ${known ?? operator} ${values}`;
    }),
  );
  return parts.length === 0 ? undefined : joined(parts);
}
