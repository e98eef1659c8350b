import { parseArn, type Scope } from "../core/arns.ts";
import type { Caller } from "../core/caller.ts";
import type { Clock } from "../core/clock.ts";
import type { ConditionContext, LazyContext, RequestFacts } from "../core/ports/authorization.ts";
import type { RequestKeys } from "./policies/conditions/condition.ts";
import type { VariableLookup } from "./policies/matching/matcher.ts";

export interface KeySources {
  readonly caller: Caller;
  readonly action: string;
  readonly resource: string;
  readonly context: LazyContext | undefined;
  readonly request: RequestFacts | undefined;
  /** Tags of the caller's role, by key. */
  readonly principalTags: ReadonlyMap<string, string>;
  /** Tags of the role that the resource is, by key. */
  readonly roleTags: () => ReadonlyMap<string, string>;
  readonly scope: Scope;
  readonly clock: Clock;
}

type KeyReader = (sources: KeySources) => string | undefined;

/** The global condition keys that every request has, by lower-case name. */
const GLOBAL_KEYS: ReadonlyMap<string, KeyReader> = new Map<string, KeyReader>([
  ["aws:currenttime", ({ clock }) => new Date(clock.now()).toISOString().replace(/\.\d{3}/, "")],
  ["aws:epochtime", ({ clock }) => String(Math.floor(clock.now() / 1000))],
  // S3-12: the transport of this cloud is loopback: policies that ask for TLS are about AWS's network.
  ["aws:securetransport", () => "true"],
  ["aws:sourceip", ({ request }) => request?.sourceIp],
  ["aws:useragent", ({ request }) => request?.userAgent],
  ["aws:referer", ({ request }) => request?.referer],
  ["aws:requestedregion", ({ scope }) => scope.region],
  ["aws:viaawsservice", () => "false"],
  ["aws:principalisawsservice", ({ caller }) => String(caller.kind === "service")],
  ["aws:principalservicename", ({ caller }) => (caller.kind === "service" ? caller.service : undefined)],
  ["aws:sourcearn", ({ caller }) => (caller.kind === "service" ? caller.sourceArn : undefined)],
  ["aws:sourceaccount", ({ caller }) => (caller.kind === "service" ? caller.sourceAccount : undefined)],
  ["aws:resourceaccount", ({ resource, scope }) => parseArn(resource)?.accountId || scope.accountId],
  ["aws:principalarn", ({ caller }) => principalArn(caller)],
  ["aws:principalaccount", ({ caller }) => ("accountId" in caller ? caller.accountId : undefined)],
  ["aws:principaltype", ({ caller }) => PRINCIPAL_TYPES[caller.kind]],
  ["aws:userid", ({ caller }) => ("userId" in caller ? caller.userId : undefined)],
  [
    "aws:username",
    ({ caller }) =>
      caller.kind === "administrator" ? caller.arn.slice(caller.arn.lastIndexOf("/") + 1) : undefined,
  ],
]);

const PRINCIPAL_TYPES: Readonly<Record<Caller["kind"], string | undefined>> = {
  administrator: "User",
  role: "AssumedRole",
  anonymous: "Anonymous",
  service: undefined,
};

/** For a session this is the role's ARN. */
function principalArn(caller: Caller): string | undefined {
  if (caller.kind === "role") return caller.roleArn;
  return caller.kind === "administrator" ? caller.arn : undefined;
}

/** IAM-23: whose tags a family of keys reads. A role's own are known wherever the role is the resource. */
const TAG_FAMILIES: ReadonlyMap<string, (sources: KeySources) => ReadonlyMap<string, string>> = new Map([
  ["aws:principaltag/", ({ principalTags }: KeySources) => principalTags],
  ["aws:resourcetag/", ({ roleTags }: KeySources) => roleTags()],
  ["iam:resourcetag/", ({ roleTags }: KeySources) => roleTags()],
]);

/** Reads condition keys on demand: most policies ask for none. */
export function createRequestKeys(sources: KeySources): RequestKeys {
  return new KeysOnDemand(sources);
}

/** One object a decision: what is asked of it makes the rest. */
class KeysOnDemand implements RequestKeys {
  readonly #sources: KeySources;
  #context: Map<string, ContextEntry> | undefined;
  #variables: VariableLookup | undefined;

  constructor(sources: KeySources) {
    this.#sources = sources;
  }

  values(name: string): readonly string[] | undefined {
    this.#context ??= lowerCased(this.#sources.context);
    const family = name.slice(0, name.indexOf("/") + 1);
    const entry = this.#context.get(name) ?? (family === "" ? undefined : this.#context.get(family));
    if (entry !== undefined) return given(entry, name.slice(family.length));
    const value = tagOf(this.#sources, name) ?? GLOBAL_KEYS.get(name)?.(this.#sources);
    return value === undefined ? undefined : [value];
  }

  get variables(): VariableLookup {
    this.#variables ??= (name) => {
      const found = this.values(name.toLowerCase());
      return found?.length === 1 ? found[0] : undefined;
    };
    return this.#variables;
  }
}

type ContextEntry = ConditionContext[string];

/** What the service says of its own keys holds, also when it says that there is no value. */
function given(entry: ContextEntry, rest: string): readonly string[] | undefined {
  const value = typeof entry === "function" ? entry(rest) : entry;
  return typeof value === "string" ? [value] : value;
}

function lowerCased(given: LazyContext | undefined): Map<string, ContextEntry> {
  const context = typeof given === "function" ? given() : (given ?? {});
  return new Map(Object.entries(context).map(([name, entry]) => [name.toLowerCase(), entry]));
}

/** Tag keys differ by case on AWS, condition keys do not. */
function tagOf(sources: KeySources, name: string): string | undefined {
  const family = name.slice(0, name.indexOf("/") + 1);
  const tags = TAG_FAMILIES.get(family)?.(sources) ?? [];
  const lowerKey = name.slice(family.length);
  for (const [key, value] of tags) if (key.toLowerCase() === lowerKey) return value;
  return undefined;
}
