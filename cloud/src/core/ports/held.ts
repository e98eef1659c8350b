/** Something of a stack that is kept as a definition and not served. */
export interface HeldPart {
  readonly logicalId: string;
  readonly type: string;
  /** The property, where the rest of the resource is served. */
  readonly property?: string;
  readonly why: string;
}

/** A resource that the start of this cloud left out of its stack. */
export interface LeftOutResource {
  readonly logicalId: string;
  readonly type: string;
  /** How it guards access, where it does. */
  readonly guards?: string;
}

/** What of a stack is not served. */
export interface HeldStack {
  readonly stackName: string;
  readonly held: readonly HeldPart[];
  readonly leftOut: readonly LeftOutResource[];
}

/** A kind of thing that is held, with how many there are: `2 Route53::RecordSet`, `VpcConfig of 1 Lambda::Function`. */
export interface HeldKind {
  readonly what: string;
  readonly why: string;
}

/** The parts by kind, in the order of their names. */
export function heldKinds(parts: readonly HeldPart[]): HeldKind[] {
  const counts = new Map<string, { readonly part: HeldPart; readonly count: number }>();
  for (const part of parts) {
    const key = `${part.type} ${part.property ?? ""}`;
    counts.set(key, { part, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { part, count }]) => ({ what: kindOf(part, count), why: part.why }));
}

function kindOf({ type, property }: HeldPart, count: number): string {
  const counted = `${count} ${type.replace(/^AWS::/, "")}`;
  return property === undefined ? counted : `${property} of ${counted}`;
}
