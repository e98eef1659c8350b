import { UserError } from "../../core/errors.ts";

/** One of the things a command may mean. */
export interface Candidate<Value> {
  readonly value: Value;
  /** What AWS calls it: the id of a pool, the name of a bucket. */
  readonly id: string;
  /** The name it was given, where that is not its id. */
  readonly name?: string | undefined;
  /** `stack/LogicalId` when a stack made it. */
  readonly place?: string | undefined;
}

/** How messages speak of a kind of resource. */
export interface Kind {
  /** `user pool` */
  readonly noun: string;
  /** Name of the option that chooses one: `pool`. */
  readonly option: string;
}

/** Where was looked, for messages. */
export interface Scope {
  /** Names of the stacks to look in; all of them when there are none. */
  readonly only: readonly string[];
  /** Command that shows what there is. */
  readonly nextCommand: string;
  /** How a person chooses by the option of that name: `--pool`, or a member of a file. */
  settingOf(option: string): string;
}

/** For commands. */
export function flagOf(option: string): string {
  return `--${option}`;
}

/**
 * The candidate that is meant: the only one, or the one whose id, name or `stack/LogicalId` is `wanted`.
 * @throws UserError when there is none or more than one; it lists those there are.
 */
export function chooseOne<Value>(
  kind: Kind,
  candidates: readonly Candidate<Value>[],
  { wanted, scope }: { readonly wanted: string | undefined; readonly scope: Scope },
): Value {
  const meant = wanted === undefined ? candidates : candidates.filter((one) => isNamed(one, wanted));
  const [first, second] = meant;
  if (first !== undefined && second === undefined) return first.value;
  if (candidates.length === 0) throw new UserError(noneText(kind, scope.only), scope.nextCommand);
  const listed = (meant.length === 0 ? candidates : meant).map(lineOf).join("");
  const setting = scope.settingOf(kind.option);
  if (wanted === undefined) {
    throw new UserError(`There are ${candidates.length} ${kind.noun}s. Choose one with ${setting}:${listed}`);
  }
  const found = first === undefined ? `No ${kind.noun} is` : `${meant.length} ${kind.noun}s are`;
  throw new UserError(`${found} called ${JSON.stringify(wanted)}. ${setting} may be:${listed}`);
}

function isNamed({ id, name, place }: Candidate<unknown>, wanted: string): boolean {
  return wanted === id || wanted === name || wanted === place;
}

function lineOf({ id, name, place }: Candidate<unknown>): string {
  return `\n  ${[id, name, place].filter((text) => text !== undefined && text !== "").join("  ")}`;
}

function noneText({ noun }: Kind, only: readonly string[]): string {
  const [name] = only;
  if (name === undefined) return `There is no ${noun}.`;
  return only.length === 1
    ? `The stack ${name} has no ${noun} or does not exist.`
    : `None of the stacks ${only.join(", ")} has a ${noun}.`;
}
