const NAMES =
  /secret|password|passwd|token|credential|private|api_?key|access_?key|_key$|^key$|salt|pepper|dsn/i;
const VALUES = [
  // A password in an address.
  /^[a-z][a-z0-9+.-]*:\/\/[^/@\s]+:[^/@\s]+@/i,
  /-----BEGIN /,
  // A token of three parts.
  /^eyJ[\w-]+\.[\w-]+\.[\w-]*$/,
  /^AKIA[A-Z0-9]{16}$/,
];

/** CON-7: whether a variable of the environment stays dots until a person asks for it. */
export function isSecret(name: string, value: string): boolean {
  return NAMES.test(name) || VALUES.some((pattern) => pattern.test(value));
}
