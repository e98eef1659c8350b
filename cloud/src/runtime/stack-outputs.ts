import { UserError } from "../core/errors.ts";

export interface StackOutputs {
  readonly name: string;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface WhereToLook {
  /** Names of the stacks to look in; all of them when there are none. */
  readonly only: readonly string[];
  /** Command that shows what there is. */
  readonly nextCommand: string;
}

/**
 * Value of an output that exactly one of `stacks` has.
 * @throws UserError when no stack, or more than one, has it.
 */
export function findOutput(
  stacks: readonly StackOutputs[],
  key: string,
  { only, nextCommand }: WhereToLook,
): string {
  const candidates = stacks.filter(
    ({ name, outputs }) => (only.length === 0 || only.includes(name)) && Object.hasOwn(outputs, key),
  );
  const [first, second] = candidates;
  if (first === undefined) throw new UserError(missingText(key, only), nextCommand);
  if (second !== undefined) {
    const names = candidates.map(({ name }) => name).join(", ");
    throw new UserError(`Several stacks have an output ${key}: ${names}. Choose one with --stack.`);
  }
  return first.outputs[key] ?? "";
}

function missingText(key: string, only: readonly string[]): string {
  if (only.length === 0) return `No stack has an output ${key}.`;
  const [name] = only;
  return only.length === 1
    ? `The stack ${name} has no output ${key} or does not exist.`
    : `None of the stacks ${only.join(", ")} has an output ${key}.`;
}
