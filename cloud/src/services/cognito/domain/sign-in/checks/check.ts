import type { SignInAttempt } from "../attempt.ts";
import type { SignInParts } from "../dependencies.ts";

/** Throws the refusal of one rule. */
export type SignInCheck = (parts: SignInParts, attempt: SignInAttempt) => void;
