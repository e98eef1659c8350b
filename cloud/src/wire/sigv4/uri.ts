const UNRESERVED_ONLY = /^[A-Za-z0-9\-._~]*$/;
const PLAIN_PATH = /^[A-Za-z0-9\-._~/]*$/;

/** Percent-encodes everything but the unreserved characters (RFC 3986 §2.3); lone surrogates become U+FFFD. */
export function encodeUri(text: string): string {
  if (UNRESERVED_ONLY.test(text)) return text;
  return encodeURIComponent(Buffer.from(text, "utf8").toString("utf8")).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/**
 * The RFC 3986 form of text that may be percent-encoded already: existing escapes stay (upper
 * case; those of unreserved characters are resolved), everything else is encoded.
 */
function normalizeEscapes(text: string): string {
  if (UNRESERVED_ONLY.test(text)) return text;
  return text.replace(/%[0-9a-fA-F]{2}|[^%]+|%/g, (piece) => {
    if (piece.length !== 3 || !piece.startsWith("%")) return encodeUri(piece);
    const character = String.fromCharCode(Number.parseInt(piece.slice(1), 16));
    return UNRESERVED_ONLY.test(character) ? character : piece.toUpperCase();
  });
}

/** S3: the path as it is, encoded once; `a//b` and `a/../b` are different keys. */
export function canonicalS3Path(path: string): string {
  if (path === "") return "/";
  if (PLAIN_PATH.test(path)) return path;
  return path.split("/").map(normalizeEscapes).join("/");
}

/** Every other service: dot segments and empty segments removed, then encoded once more. */
export function canonicalPath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment === "..") kept.pop();
    else kept.push(encodeUri(segment));
  }
  if (kept.length === 0) return "/";
  return `/${kept.join("/")}${path.endsWith("/") ? "/" : ""}`;
}

/**
 * Parameters sorted by encoded name, then value.
 * @param omitted parameter names left out, e.g. the signature of a presigned request
 */
export function canonicalQuery(query: string, omitted: readonly string[] = []): string {
  if (query === "") return "";
  const pairs: [string, string][] = [];
  for (const part of query.split("&")) {
    if (part === "") continue;
    const mark = part.indexOf("=");
    const name = canonicalComponent(mark === -1 ? part : part.slice(0, mark));
    if (omitted.includes(name)) continue;
    pairs.push([name, mark === -1 ? "" : canonicalComponent(part.slice(mark + 1))]);
  }
  pairs.sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB));
  return pairs.map(([name, value]) => `${name}=${value}`).join("&");
}

/** A raw `+` in a query is a blank, as every service reads it. */
function canonicalComponent(text: string): string {
  if (UNRESERVED_ONLY.test(text)) return text;
  return normalizeEscapes(text.includes("+") ? text.replaceAll("+", "%20") : text);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
