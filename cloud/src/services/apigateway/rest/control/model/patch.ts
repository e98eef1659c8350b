export interface Patch {
  readonly op: string;
  readonly path: string;
  readonly value: string;
}

/** The changes of an Update call; what a change leaves out is an empty text. */
export function patchesOf(given: readonly Partial<Patch>[] | undefined): readonly Patch[] {
  return (given ?? []).map(({ op = "", path = "", value = "" }) => ({ op, path, value }));
}
