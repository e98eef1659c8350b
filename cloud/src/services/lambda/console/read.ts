import { unlessMissing } from "../../../web/settled.ts";
import { type Invoker, invokersOf } from "../../../web/words/invokers.ts";
import type { Document } from "../../../web/words/policy.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";

/** A function as Lambda describes it; the members that pages show. */
export interface FunctionView {
  readonly FunctionName: string;
  readonly FunctionArn: string;
  readonly Runtime: string;
  readonly Role: string;
  readonly Handler: string;
  readonly CodeSize: number;
  readonly CodeSha256: string;
  readonly Timeout: number;
  readonly MemorySize: number;
  readonly LastModified: string;
  readonly Version: string;
  readonly Architectures: readonly string[];
  readonly Environment?: { readonly Variables?: Readonly<Record<string, string>> };
}

export interface FunctionPage {
  readonly functions: readonly FunctionView[];
  /** Where the next page begins; undefined on the last one. */
  readonly next: string | undefined;
}

const ON_A_PAGE = 50;

/** Functions that fit, in the order of their names: Lambda finds none by a part of it. */
export async function findFunctions(
  console: ConsoleContext,
  fits: (name: string) => boolean,
  marker: string | undefined,
): Promise<FunctionPage> {
  const found: FunctionView[] = [];
  let next = marker;
  do {
    const page = await readFunctions(console, next);
    found.push(...page.functions.filter(({ FunctionName }) => fits(FunctionName)));
    next = page.next;
  } while (next !== undefined && found.length < ON_A_PAGE);
  return { functions: found, next };
}

export async function readFunctions(console: ConsoleContext, marker?: string): Promise<FunctionPage> {
  const { Functions, NextMarker } = await console.call<{
    Functions: readonly FunctionView[];
    NextMarker?: string;
  }>("lambda", "ListFunctions", { MaxItems: ON_A_PAGE, Marker: marker });
  return { functions: Functions, next: NextMarker || undefined };
}

export async function countFunctions(console: ConsoleContext): Promise<number> {
  let count = 0;
  let marker: string | undefined;
  do {
    const page = await readFunctions(console, marker);
    count += page.functions.length;
    marker = page.next;
  } while (marker !== undefined);
  return count;
}

/** Throws AwsError `ResourceNotFoundException` for a function that is not there. */
export function readFunction(console: ConsoleContext, FunctionName: string): Promise<FunctionView> {
  return console.call<FunctionView>("lambda", "GetFunctionConfiguration", { FunctionName });
}

export interface VersionsView {
  readonly versions: readonly string[];
  readonly aliases: readonly { readonly Name: string; readonly FunctionVersion: string }[];
}

export async function readVersions(console: ConsoleContext, FunctionName: string): Promise<VersionsView> {
  const [{ Versions }, { Aliases }] = await Promise.all([
    console.call<{ Versions: readonly FunctionView[] }>("lambda", "ListVersionsByFunction", {
      FunctionName,
    }),
    console.call<{ Aliases: VersionsView["aliases"] }>("lambda", "ListAliases", { FunctionName }),
  ]);
  return {
    versions: Versions.map(({ Version }) => Version).filter((version) => version !== "$LATEST"),
    aliases: Aliases,
  };
}

/** Who may invoke it by its own policy; nobody where it has none. */
export async function readInvokers(console: ConsoleContext, FunctionName: string): Promise<Invoker[]> {
  const policy = await unlessMissing(
    console.call<{ Policy: string }>("lambda", "GetPolicy", { FunctionName }),
  );
  return policy === undefined ? [] : invokersOf(JSON.parse(policy.Policy) as Document, console.account);
}
