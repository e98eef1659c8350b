import { templateError } from "../../shared/errors.ts";
import { TEMPLATE_BYTES } from "../../template/limits.ts";

/** Characters that the functions of one value may make together: every text in it, and what it is made of. */
const MOST_TOGETHER = 16 * TEMPLATE_BYTES;

/**
 * CFN-LIMITS: a function makes no text that is longer than a template may be.
 * @throws AwsError ValidationError
 */
export function assertTextLength(characters: number, functionName: string): void {
  if (characters > TEMPLATE_BYTES) throw templateError(`${functionName} makes a text that is too long.`);
}

/** @throws AwsError ValidationError */
export function assertTextsTogether(characters: number): void {
  if (characters > MOST_TOGETHER) throw templateError("functions make texts that are too long.");
}
