import type { Member, Shape } from "../../../wire/models/constraints.ts";
import { modelledInput } from "../../../wire/models/index.ts";

interface ShapeChanges {
  /** Members that the type has not, or that the engine refuses as unsupported properties, by path. */
  readonly without?: readonly string[];
  /** Required by the API and made by CloudFormation when a template leaves them out. */
  readonly optional?: readonly string[];
  /** Name in the API → name in templates. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** What templates alone have. */
  readonly further?: Shape;
}

/**
 * The input of an API operation as the properties of a template's type: the same constraints hold for
 * both. Made at the first look, so that a cloud without such resources reads no model.
 */
export function modelShape(operation: string, changes: ShapeChanges = {}): () => Shape {
  const { without = [], optional = [], renamed = {}, further = {} } = changes;
  let made: Shape | undefined;
  return () => {
    made ??= {
      ...Object.fromEntries(
        Object.entries(remaining(modelledInput("cognito-idp", operation), without)).map(([name, member]) => [
          renamed[name] ?? name,
          optional.includes(name) ? { ...member, required: false } : member,
        ]),
      ),
      ...further,
    };
    return made;
  };
}

function remaining(shape: Shape, without: readonly string[]): Shape {
  const kept = Object.entries(shape).filter(([name]) => !without.includes(name));
  return Object.fromEntries(
    kept.map(([name, member]) => {
      const below = without
        .filter((path) => path.startsWith(`${name}.`))
        .map((path) => path.slice(name.length + 1));
      return [name, below.length === 0 ? member : withoutMembers(member, below)];
    }),
  );
}

function withoutMembers(member: Member, without: readonly string[]): Member {
  return { ...member, members: remaining(member.members ?? {}, without) };
}
