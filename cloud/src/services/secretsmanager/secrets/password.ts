import type { Randomness } from "../../../core/randomness.ts";
import type { GetRandomPasswordRequest } from "../../../wire/models/generated/secretsmanager.types.ts";
import { invalidParameter } from "./errors.ts";

const LOWERCASE = "abcdefghijklmnopqrstuvwxyz";
const KINDS = {
  ExcludeLowercase: LOWERCASE,
  ExcludeUppercase: LOWERCASE.toUpperCase(),
  ExcludeNumbers: "0123456789",
  ExcludePunctuation: "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
} as const;

/**
 * @throws AwsError InvalidParameterException when nothing is left to choose from, or too little room
 * @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetRandomPassword.html
 */
export function randomPassword(
  randomness: Pick<Randomness, "integer">,
  {
    PasswordLength: length = 32,
    ExcludeCharacters = "",
    IncludeSpace = false,
    ...options
  }: GetRandomPasswordRequest,
): string {
  const { RequireEachIncludedType: eachOnce = true } = options;
  const kinds = (Object.keys(KINDS) as (keyof typeof KINDS)[])
    .filter((name) => options[name] !== true)
    .map((name) => without(KINDS[name], ExcludeCharacters))
    .filter((characters) => characters !== "");
  const all = kinds.join("") + without(IncludeSpace ? " " : "", ExcludeCharacters);
  if (all === "") throw invalidParameter("The password can't be empty: every type of character is excluded.");
  if (eachOnce && length < kinds.length) {
    throw invalidParameter(
      `The password length must be at least ${kinds.length} to have each of the included types.`,
    );
  }
  const first = eachOnce ? kinds.map((characters) => pick(randomness, characters)) : [];
  const rest = Array.from({ length: length - first.length }, () => pick(randomness, all));
  return shuffled(randomness, [...first, ...rest]).join("");
}

function without(characters: string, excluded: string): string {
  return [...characters].filter((character) => !excluded.includes(character)).join("");
}

function pick(randomness: Pick<Randomness, "integer">, characters: string): string {
  return characters[randomness.integer(characters.length)] ?? "";
}

function shuffled(randomness: Pick<Randomness, "integer">, items: readonly string[]): string[] {
  const mixed = [...items];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = randomness.integer(last + 1);
    [mixed[last], mixed[other]] = [mixed[other] ?? "", mixed[last] ?? ""];
  }
  return mixed;
}
