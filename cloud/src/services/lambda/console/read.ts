import { AwsError } from "../../../core/errors.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";
import { type Invoker, invokersOf } from "./words/invokers.ts";
import { type NamedPolicy, type Permission, permissionsOf } from "./words/permissions.ts";
import type { Document } from "./words/policy.ts";

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

export interface RoleView {
  readonly name: string;
  readonly permissions: readonly Permission[];
  readonly policies: readonly NamedPolicy[];
  /** ARN of the policy that bounds it. */
  readonly boundary: string | undefined;
}

interface RawRole {
  readonly PermissionsBoundary?: { readonly PermissionsBoundaryArn?: string };
}

/** What the role of a function may do; undefined where the role is gone. */
export async function readRole(console: ConsoleContext, roleArn: string): Promise<RoleView | undefined> {
  const RoleName = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  const found = await unlessMissing(console.call<{ Role: RawRole }>("iam", "GetRole", { RoleName }));
  if (found === undefined) return undefined;
  const [own, attached] = await Promise.all([
    inlinePolicies(console, RoleName),
    attachedPolicies(console, RoleName),
  ]);
  const policies = [...own, ...attached];
  return {
    name: RoleName,
    permissions: permissionsOf(policies, console.account),
    policies,
    boundary: found.Role.PermissionsBoundary?.PermissionsBoundaryArn,
  };
}

async function inlinePolicies(console: ConsoleContext, RoleName: string): Promise<NamedPolicy[]> {
  const { PolicyNames } = await console.call<{ PolicyNames: XmlList<string> }>("iam", "ListRolePolicies", {
    RoleName,
  });
  return Promise.all(
    listed(PolicyNames).map(async (PolicyName) => {
      const { PolicyDocument } = await console.call<{ PolicyDocument: string }>("iam", "GetRolePolicy", {
        RoleName,
        PolicyName,
      });
      return { name: PolicyName, document: documentOf(PolicyDocument) };
    }),
  );
}

async function attachedPolicies(console: ConsoleContext, RoleName: string): Promise<NamedPolicy[]> {
  const { AttachedPolicies } = await console.call<{
    AttachedPolicies: XmlList<{ PolicyName: string; PolicyArn: string }>;
  }>("iam", "ListAttachedRolePolicies", { RoleName });
  return Promise.all(
    listed(AttachedPolicies).map(async ({ PolicyName, PolicyArn }) => {
      const { Policy } = await console.call<{ Policy: { DefaultVersionId: string } }>("iam", "GetPolicy", {
        PolicyArn,
      });
      const { PolicyVersion } = await console.call<{ PolicyVersion: { Document: string } }>(
        "iam",
        "GetPolicyVersion",
        { PolicyArn, VersionId: Policy.DefaultVersionId },
      );
      return { name: PolicyName, document: documentOf(PolicyVersion.Document) };
    }),
  );
}

/** A list in XML; an empty one comes as an empty text. */
type XmlList<Item> = readonly Item[] | "";

function listed<Item>(list: XmlList<Item>): readonly Item[] {
  return list === "" ? [] : list;
}

function documentOf(encoded: string): Document {
  return JSON.parse(decodeURIComponent(encoded)) as Document;
}

async function unlessMissing<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AwsError && (error.status === 404 || error.code === "NoSuchEntity"))
      return undefined;
    throw error;
  }
}
