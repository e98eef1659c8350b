import type { Value } from "../../core/ports/resource-provider.ts";

/**
 * A type that is kept as a definition: what AWS refuses of it is refused, `Ref` and attributes have the
 * form that AWS gives them, and nothing is served.
 */
export interface HeldType {
  /** What does not happen here, for a person who reads the list of what is held. */
  readonly why: string;
  /** How a definition is made; undefined where a service of this cloud has a provider that keeps it. */
  readonly made?: HeldDefinition;
}

/**
 * Texts are forms: `{Name}` is a property, `{name:Name}` the same or a generated name, `{name:Name:100}` one
 * of 100 characters at most, `{or:Name:x}` the same or `x`, `{ref}` what `Ref` gives and `{tail:ref}` its
 * last part, `{region}`, `{zone}` and `{account}` the cloud's, and `{hex:17}`, `{lower:10}`, `{upper:13}`,
 * `{octet}` and `{uuid}` letters that stay the same for one resource.
 */
export interface HeldDefinition {
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, Value>>;
  /** Properties whose change makes another one. */
  readonly replaceOn?: readonly string[];
  /** Actions that making, changing and deleting one ask for; none where AWS asks for none. */
  readonly actions?: readonly [create: string, update: string, remove: string];
  /** Properties that guard access: they are refused by name, with what they guard. */
  readonly guards?: Readonly<Record<string, string>>;
}

export type HeldTypes = Readonly<Record<string, HeldType>>;
