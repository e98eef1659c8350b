/**
 * Control characters, also those that turn the direction of text, as `\u001b`: paths and names come from
 * clients [TRACE-7].
 */
export function escaped(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}

const MAIL = /([A-Za-z0-9._%+-])[A-Za-z0-9._%+-]*@([A-Za-z0-9-])[A-Za-z0-9.-]*/g;

/** `a***@e***`, as Cognito masks where it sends codes. */
export function withMaskedMail(text: string): string {
  return text.replace(MAIL, "$1***@$2***");
}
