import { parseArn, regionalArn, type Scope } from "../../../core/arns.ts";
import type { ParameterTier, ParameterType } from "../../../wire/models/generated/ssm.types.ts";
import type { Tags } from "../../../wire/tag-keys.ts";

/** One version of a parameter. */
export interface Parameter {
  readonly name: string;
  readonly version: number;
  readonly type: ParameterType;
  /** In clear, of a secure string the ciphertext as base64; at rest every value is sealed [SSM-2]. */
  readonly value: string;
  /** The key of a secure string, as it was named; of those from before there were keys, none. */
  readonly key?: string | undefined;
  readonly description: string | undefined;
  readonly tier: Exclude<ParameterTier, "Intelligent-Tiering">;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  /** ARN of who wrote it. */
  readonly modifiedBy: string;
}

/** A parameter as it is now. */
export interface CurrentParameter extends Parameter {
  readonly tags: Tags;
}

/** What a call names: a parameter, and which version of it. */
export interface Selector {
  readonly name: string;
  /** A version or a label, as the call has it after the colon. */
  readonly version?: string;
}

/** A name with a leading slash is not doubled: `parameter/my/path`. */
export function parameterArn(scope: Scope, name: string): string {
  return regionalArn(scope, "ssm", `parameter/${name.replace(/^\//, "")}`);
}

/** What `find` needs of the store. */
interface Lookup {
  readonly scope: Scope;
  readonly parameters: { find(name: string): CurrentParameter | undefined };
}

/**
 * SSM-3: the parameter that a name, `name:version` or an ARN of this cloud means; an ARN of another
 * account or region, or one with more slashes than the parameter's own has, means none here.
 */
export function selectorOf(text: string, lookup: Lookup): Selector {
  if (parseArn(text) === undefined) return selectorIn(text);
  const prefix = parameterArn(lookup.scope, "");
  if (!text.startsWith(prefix)) return { name: text };
  const { name, ...version } = selectorIn(text.slice(prefix.length));
  // `parameter//a` is not the ARN of `/a`: what policies judge and what is read would be two.
  if (name.startsWith("/")) return { name: text };
  const [known = name] = namesInArn(name).filter((one) => lookup.parameters.find(one) !== undefined);
  return { name: known, ...version };
}

function selectorIn(text: string): Selector {
  const [name = "", ...versions] = text.split(":");
  return versions.length === 0 ? { name } : { name, version: versions.join(":") };
}

/** An ARN has lost the leading slash of the name. */
function namesInArn(rest: string): readonly string[] {
  return [`/${rest}`, rest];
}

/**
 * Tags of what has the ARN. `a` and `/a` have the same: of two such parameters the tags that both have
 * count, so that nobody opens one by tagging the other.
 */
export function tagsOfArn(arn: string, { scope, parameters }: Lookup): Tags | undefined {
  const prefix = parameterArn(scope, "");
  if (!arn.startsWith(prefix)) return undefined;
  const [first, second] = namesInArn(arn.slice(prefix.length)).flatMap((name) => parameters.find(name) ?? []);
  if (second === undefined) return first?.tags;
  return Object.fromEntries(
    Object.entries(first?.tags ?? {}).filter(([key, value]) => second.tags[key] === value),
  );
}

/** The ARN on which policies judge a call that names `text`. */
export function judgedArn(text: string, scope: Scope): string {
  const arn = parseArn(text);
  if (arn === undefined) return parameterArn(scope, selectorIn(text).name);
  return `arn:${arn.partition}:${arn.service}:${arn.region}:${arn.accountId}:${arn.resource.split(":", 1)[0]}`;
}
