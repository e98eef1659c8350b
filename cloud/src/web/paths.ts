/** Where the console is, below the host of the cloud's own pages. */
export const CONSOLE_PATH = "/_portcullis/";

/**
 * CON-19: a name as a part of a path. Browsers resolve `.` and `..`, percent-encoded too, so that a form
 * for who is called so would go elsewhere: a blank goes before them, which `namedIn` takes away again.
 * No name of AWS begins with one.
 */
export function pathPart(name: string): string {
  return DOTS.test(name) ? `%20${name}` : encodeURIComponent(name);
}

/** The name of a decoded part of a path. */
export function namedIn(part: string): string {
  const name = part.slice(1);
  return part.startsWith(" ") && DOTS.test(name) ? name : part;
}

const DOTS = /^\.\.?$/;
