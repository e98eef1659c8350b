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

/** The same for many ids at once: in order, only an id's neighbours can begin as it does. */
export function shortIdsOf(ids: readonly string[]): (id: string) => string {
  const sorted = [...ids].sort();
  const lengths = new Map<string, number>();
  for (const [at, id] of sorted.entries()) {
    const shared = Math.max(commonStart(id, sorted[at - 1]), commonStart(id, sorted[at + 1]));
    lengths.set(id, Math.max(SHORTEST, shared + 1));
  }
  return (id) => {
    const length = lengths.get(id);
    if (length === undefined) return shortId(id, ids);
    return length > LONGEST ? id : id.slice(0, length);
  };
}

/** How many characters two texts begin with alike. */
function commonStart(one: string, other = ""): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}
