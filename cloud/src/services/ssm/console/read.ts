import { AwsError } from "../../../core/errors.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";

type Caller = Pick<ConsoleContext, "call">;

/** A parameter without its value. */
export interface ParameterView {
  readonly Name: string;
  readonly ARN?: string;
  readonly Type: "String" | "StringList" | "SecureString";
  /** Epoch seconds. */
  readonly LastModifiedDate: number;
  readonly LastModifiedUser?: string;
  readonly Description?: string;
  readonly Version: number;
  readonly Tier?: string;
}

export interface HistoryView extends ParameterView {
  readonly Labels?: readonly string[];
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: string | undefined;
}

const ON_A_PAGE = 25;

interface Described {
  readonly Parameters: readonly ParameterView[];
  readonly NextToken?: string;
}

export async function readParameters(
  console: Caller,
  { prefix, token }: { readonly prefix: string; readonly token: string | null },
): Promise<Page<ParameterView>> {
  const { Parameters, NextToken } = await console.call<Described>("ssm", "DescribeParameters", {
    MaxResults: ON_A_PAGE,
    ...(prefix === "" ? {} : { ParameterFilters: [{ Key: "Name", Option: "BeginsWith", Values: [prefix] }] }),
    ...(token === null ? {} : { NextToken: token }),
  });
  return { rows: Parameters, next: NextToken };
}

/** Undefined where there are more than a page of AWS has. */
export async function countParameters(console: Caller): Promise<number | undefined> {
  const { Parameters, NextToken } = await console.call<Described>("ssm", "DescribeParameters", {
    MaxResults: 50,
  });
  return NextToken === undefined ? Parameters.length : undefined;
}

/** @throws AwsError ParameterNotFound */
export async function readParameter(console: Caller, name: string): Promise<ParameterView> {
  const { Parameters } = await console.call<Described>("ssm", "DescribeParameters", {
    ParameterFilters: [{ Key: "Name", Option: "Equals", Values: [name] }],
  });
  const [found] = Parameters;
  if (found === undefined) throw new AwsError("ParameterNotFound", `Parameter ${name} not found.`, 400);
  return found;
}

/** In clear, whatever its type. */
export async function readValue(console: Caller, Name: string): Promise<string> {
  const { Parameter } = await console.call<{ Parameter: { Value: string } }>("ssm", "GetParameter", {
    Name,
    WithDecryption: true,
  });
  return Parameter.Value;
}

/** Versions, newest first: the newest fifty of the at most hundred that are kept. */
export async function readHistory(console: Caller, Name: string): Promise<readonly HistoryView[]> {
  const versions: HistoryView[] = [];
  let NextToken: string | undefined;
  do {
    const page: { Parameters: readonly HistoryView[]; NextToken?: string } = await console.call(
      "ssm",
      "GetParameterHistory",
      { Name, WithDecryption: false, ...(NextToken === undefined ? {} : { NextToken }) },
    );
    versions.push(...page.Parameters);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return versions.sort((a, b) => b.Version - a.Version);
}
