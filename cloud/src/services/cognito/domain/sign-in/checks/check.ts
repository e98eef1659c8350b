import type { SignInAttempt } from "../parts/attempt.ts";
import type { SignInParts } from "../parts/dependencies.ts";

/** Throws the refusal of one rule. */
export type SignInCheck = (parts: SignInParts, attempt: SignInAttempt) => void;
