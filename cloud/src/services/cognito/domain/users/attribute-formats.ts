const EMAIL = /^[^\s@"(),:;<>[\\\]]+@[^\s@.]+(?:\.[^\s@.]+)+$/u;
/** What a terminal, a mail program or a reader's eye takes for something other than a character. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}]/u;
const PHONE = /^\+[1-9]\d{1,14}$/;

export function isEmailAddress(text: string): boolean {
  // COG-19: ESC, BS, NUL and the like are no part of an address.
  return text.length <= 2048 && EMAIL.test(text) && !UNSEEN.test(text);
}

/** E.164. */
export function isPhoneNumber(text: string): boolean {
  return PHONE.test(text);
}

/** `f***@e***`, `+*******9934`: what CodeDeliveryDetails shows of a destination. */
export function maskDestination(destination: string): string {
  if (destination.includes("@")) {
    const [local = "", domain = ""] = destination.split("@");
    return `${first(local)}***@${first(domain)}***`;
  }
  return `+${"*".repeat(Math.max(0, destination.length - 5))}${destination.slice(-4)}`;
}

function first(text: string): string {
  return [...text][0] ?? "";
}
