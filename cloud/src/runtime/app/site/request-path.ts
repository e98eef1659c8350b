/** Longer ones name no file of a build; a browser never asks for them. */
const MAXIMUM_CHARACTERS = 2_048;

export type RequestPath =
  /** `name` is the path below the site, decoded, without the first slash. */
  | { readonly kind: "path"; readonly name: string }
  | { readonly kind: "refused"; readonly status: 400 | 414; readonly reason: string };

/**
 * The path of a request, once decoded. Refuses what no link of a site says and only attacks do:
 * steps upwards, separators in disguise, control characters, bytes that are no text [APP-2].
 */
export function parseRequestPath(raw: string): RequestPath {
  if (raw.length > MAXIMUM_CHARACTERS) return refused(414, "The path is too long.");
  if (!raw.startsWith("/")) return refused(400, "The path must begin with a slash.");
  if (/%(?:2f|5c)/i.test(raw)) return refused(400, "The path has an encoded separator.");
  const path = decoded(raw);
  if (path === undefined) return refused(400, "The path is not encoded text.");
  if (/[\p{Cc}\\]/u.test(path)) return refused(400, "The path has characters that no path has.");
  if (path.split("/").some((part) => part === "." || part === "..")) {
    return refused(400, "The path has dot segments.");
  }
  return { kind: "path", name: path.slice(1) };
}

function refused(status: 400 | 414, reason: string): RequestPath {
  return { kind: "refused", status, reason };
}

function decoded(raw: string): string | undefined {
  try {
    return decodeURIComponent(raw);
  } catch {
    return undefined;
  }
}
