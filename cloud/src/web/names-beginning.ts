import { printable } from "./parts/printable.ts";

export interface NamesPage {
  readonly names: readonly string[];
  /** Where the next page begins. */
  readonly next: string | undefined;
}

/** What a page says when it shows none. */
export function noneBeginning(noun: string, prefix: string, next: string | undefined): string {
  const where = next === undefined ? "" : " among those that were looked at; there are more";
  return `No ${noun}’s name begins with “${printable(prefix)}”${where}.`;
}

const ENOUGH = 25;
/** Of one look; the next page goes on from there. */
const MOST_PAGES = 100;

/**
 * Names that begin so, of a service that offers no such question: whole pages of its list are walked until
 * there are enough.
 */
export async function namesBeginning(
  prefix: string,
  from: string | null,
  pageFrom: (token: string | null) => Promise<NamesPage>,
): Promise<NamesPage> {
  const found: string[] = [];
  let token = from;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const { names, next } = await pageFrom(token);
    found.push(...names.filter((name) => name.startsWith(prefix)));
    if (next === undefined) return { names: found, next };
    token = next;
    if (found.length >= ENOUGH) break;
  }
  return { names: found, next: token ?? undefined };
}
