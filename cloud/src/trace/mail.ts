const MAIL = /([A-Za-z0-9._%+-])[A-Za-z0-9._%+-]*@([A-Za-z0-9-])[A-Za-z0-9.-]*/g;

/** `a***@e***`, as Cognito masks where it sends codes. */
export function withMaskedMail(text: string): string {
  return text.replace(MAIL, "$1***@$2***");
}
