const SHORTEST = 4;
const LONGEST = 8;

/** The first 4 to 8 characters of an id that no other id begins with; the whole id when 8 are too few. */
export function shortId(id: string, others: Iterable<string>): string {
  let length = SHORTEST;
  for (const other of others) {
    while (other !== id && length <= LONGEST && other.startsWith(id.slice(0, length))) length += 1;
    if (length > LONGEST) return id;
  }
  return id.slice(0, length);
}
