const NAMES =
  /secret|password|passwd|token|credential|private|api_?key|access_?key|_key$|^key$|salt|pepper|dsn/i;
const VALUES = [
  /-----BEGIN /,
  // A token of three parts.
  /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/,
  /^AKIA[A-Z0-9]{16}$/,
];

/** CON-15: whether a variable of the environment stays dots until a person asks for it. */
export function isSecret(name: string, value: string): boolean {
  return NAMES.test(name) || hasPassword(value) || VALUES.some((pattern) => pattern.test(value));
}

/** `postgres://me:secret@db/orders` */
function hasPassword(value: string): boolean {
  try {
    return new URL(value).password !== "";
  } catch {
    return false;
  }
}
