import type { Attempt } from "../attempt.ts";
import type { SignInParts } from "../dependencies.ts";

/** Throws the refusal of one rule. */
export type Check = (parts: SignInParts, attempt: Attempt) => void;
