import { ALPHANUMERIC, type Randomness, randomText } from "../../core/randomness.ts";

const SUFFIX_LENGTH = 12;

export function nameSuffix(randomness: Randomness): string {
  return randomText(randomness, SUFFIX_LENGTH, ALPHANUMERIC);
}

export interface NameParts {
  readonly stackName: string;
  readonly logicalId: string;
  readonly suffix: string;
}

/**
 * `<stack>-<LogicalId>-<random>`, at most `maxLength` characters: the random part is never cut,
 * the other two give way evenly.
 */
export function physicalName(
  { stackName, logicalId, suffix }: NameParts,
  { maxLength, lowerCase = false }: { readonly maxLength: number; readonly lowerCase?: boolean },
): string {
  const room = Math.max(2, maxLength - suffix.length - 2);
  const half = Math.floor(room / 2);
  const stackRoom = Math.max(half, room - logicalId.length);
  const stack = stackName.slice(0, stackRoom);
  const name = `${stack}-${logicalId.slice(0, room - stack.length)}-${suffix}`.slice(-maxLength);
  return lowerCase ? name.toLowerCase() : name;
}
