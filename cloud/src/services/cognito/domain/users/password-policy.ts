import type { AwsError } from "../../../../core/errors.ts";
import { DIGITS, type Randomness, randomText } from "../../../../core/randomness.ts";
import { invalidPassword } from "../../shared/errors.ts";
import type { PasswordPolicy } from "../pools/pool.ts";

/** Operations word a refused password in three ways. */
export type PasswordOperation = "sign-up" | "administrator" | "change";

const PREFIXES: Readonly<Record<PasswordOperation, string>> = {
  "sign-up": "Password did not conform with policy: ",
  administrator: "Password did not conform with password policy: ",
  change: "Password does not conform to policy: ",
};

const LOWER = "abcdefghijkmnopqrstuvwxyz";
const UPPER = "ABCDEFGHJKLMNPQRSTUVWXYZ";
const SYMBOLS = "!@#$%^&*()-_=+[]{}?";
/** Cognito's symbols; a space counts when it is neither first nor last. */
const SYMBOL = /[\^$*.[\]{}()?\-"!@#%&/\\,><':;|_~`+=]|(?<=.) (?=.)/u;

interface PasswordRule {
  readonly applies: (policy: PasswordPolicy) => boolean;
  readonly holds: (password: string, policy: PasswordPolicy) => boolean;
  readonly refusal: string;
}

/** In the order they are checked; only the first broken rule is told. */
const RULES: readonly PasswordRule[] = [
  {
    applies: () => true,
    holds: (password, policy) => [...password].length >= policy.minimumLength,
    refusal: "Password not long enough",
  },
  {
    applies: (policy) => policy.requireLowercase,
    holds: (password) => /[a-z]/.test(password),
    refusal: "Password must have lowercase characters",
  },
  {
    applies: (policy) => policy.requireUppercase,
    holds: (password) => /[A-Z]/.test(password),
    refusal: "Password must have uppercase characters",
  },
  {
    applies: (policy) => policy.requireNumbers,
    holds: (password) => /[0-9]/.test(password),
    refusal: "Password must have numeric characters",
  },
  {
    applies: (policy) => policy.requireSymbols,
    holds: (password) => SYMBOL.test(password),
    refusal: "Password must have symbol characters",
  },
];

/**
 * COG-1: throws InvalidPasswordException when a password breaks the pool's policy.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html
 */
export function assertPasswordPolicy(
  policy: PasswordPolicy,
  password: string,
  operation: PasswordOperation,
): void {
  const refusal = passwordRefusal(policy, password, operation);
  if (refusal !== undefined) throw refusal;
}

/** The refusal of a password, or undefined when it satisfies the policy. */
export function passwordRefusal(
  policy: PasswordPolicy,
  password: string,
  operation: PasswordOperation,
): AwsError | undefined {
  const broken = RULES.find((rule) => rule.applies(policy) && !rule.holds(password, policy));
  if (broken === undefined) return undefined;
  return invalidPassword(`${PREFIXES[operation]}${broken.refusal}`).because({
    rule: "COG-1",
    reason: "new-password-refused",
    asked: { rule: broken.refusal },
  });
}

/** A random password with every class of characters, as long as the policy asks and at least 10. */
export function temporaryPassword(policy: PasswordPolicy, randomness: Randomness): string {
  const length = Math.max(policy.minimumLength, 10);
  const required = [LOWER, UPPER, DIGITS, ...(policy.requireSymbols ? [SYMBOLS] : [])];
  const everything = required.join("");
  const characters = required.map((alphabet) => randomText(randomness, 1, alphabet));
  while (characters.length < length) characters.push(randomText(randomness, 1, everything));
  return shuffled(characters, randomness).join("");
}

/** Fisher–Yates, so that the required classes are at no fixed place. */
function shuffled(characters: readonly string[], randomness: Randomness): string[] {
  const result = [...characters];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = randomness.integer(index + 1);
    [result[index], result[other]] = [result[other] ?? "", result[index] ?? ""];
  }
  return result;
}
