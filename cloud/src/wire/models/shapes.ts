import type { Member, Shape, WireTraits } from "./constraints.ts";
import type { Reference, ShapeRow } from "./table.ts";

/** The shapes of one service; each is made when it is first asked for, so shapes may contain themselves. */
export interface Shapes {
  /** Members of the structure `name`. */
  membersOf(name: string): Shape;
  payloadOf(name: string): string | undefined;
}

export function createShapes(rows: Readonly<Record<string, ShapeRow>>): Shapes {
  const byName = new Map(Object.entries(rows));
  const made = new Map<string, Shape>();

  const rowOf = (name: string): ShapeRow => {
    const row = byName.get(name);
    if (row === undefined) throw new Error(`The model has no shape ${name}`);
    return row;
  };

  const membersOf = (name: string): Shape => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const { members = {}, required = [] } = rowOf(name);
    const shape = Object.fromEntries(
      Object.entries(members).map(([key, to]) => [key, memberOf(to, required.includes(key))]),
    );
    made.set(name, shape);
    return shape;
  };

  const memberOf = (to: Reference, required: boolean): Member => {
    const { shape: name, ...traits } = typeof to === "string" ? { shape: to } : to;
    const row = rowOf(name);
    const wire = wireOf(row, traits);
    const { items, keys } = row;
    const member: Member = {
      ...constraintsOf(row),
      ...(required ? { required } : {}),
      ...(wire === undefined ? {} : { wire }),
    };
    if (items !== undefined) defineLazily(member, "items", () => memberOf(items, false));
    if (keys !== undefined) defineLazily(member, "keys", () => memberOf(keys, false));
    if (row.members !== undefined) defineLazily(member, "members", () => membersOf(name));
    return member;
  };

  return { membersOf, payloadOf: (name) => rowOf(name).payload };
}

/** What the row says of a value, without what it says of the wire and of other shapes. */
function constraintsOf(row: ShapeRow): Member {
  const {
    items: _items,
    keys: _keys,
    members: _members,
    required: _required,
    payload: _payload,
    flattened: _flattened,
    streaming: _streaming,
    union: _union,
    timestampFormat: _timestampFormat,
    ...constraints
  } = row;
  return constraints;
}

function wireOf({ flattened, streaming, union, timestampFormat }: ShapeRow, traits: WireTraits) {
  const ofShape = { flattened, streaming, union, timestampFormat };
  const given = Object.entries({ ...ofShape, ...traits }).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : (Object.fromEntries(given) as WireTraits);
}

/** Made at the first look: a shape may contain itself. */
function defineLazily(member: Member, name: "items" | "keys" | "members", make: () => unknown): void {
  Object.defineProperty(member, name, {
    enumerable: true,
    configurable: true,
    get: () => {
      const value = make();
      Object.defineProperty(member, name, { enumerable: true, value });
      return value;
    },
  });
}
