const TEXT_END = /[;,]/;

/** The first media type of a Content-Type or Accept header, lower case, without parameters. */
export function mediaType(header: string | undefined): string {
  if (header === undefined) return "";
  const end = header.search(TEXT_END);
  return (end === -1 ? header : header.slice(0, end)).trim().toLowerCase();
}

/** True when `binaryMediaTypes` names the type, or everything. */
export function isBinary(types: ReadonlySet<string>, header: string | undefined): boolean {
  if (types.size === 0) return false;
  return types.has("*/*") || types.has(mediaType(header));
}
