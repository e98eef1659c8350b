/** An address as a trace may show it: what follows `?` or `#` may be a code or a token. */
export function withoutQuery(address: string): string {
  const end = address.search(/[?#]/);
  return end === -1 ? address : `${address.slice(0, end)}${address.charAt(end)}…`;
}
