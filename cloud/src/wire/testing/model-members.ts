import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Member, Shape } from "../models/constraints.ts";
import { type ModelName, serviceModel } from "../models/index.ts";
import services from "../models/services.json" with { type: "json" };
import type { AnyOperation } from "../operation.ts";

const SOURCES = fileURLToPath(new URL("../../", import.meta.url));

/**
 * What an input may hold and nobody hears of: members that no source mentions, without those that are
 * refused by name, with what is below them, and those that are known to be without effect here.
 */
export function silentMembers(
  name: ModelName,
  operations: readonly AnyOperation[],
  known: readonly RegExp[] = [],
): string[] {
  const refused = operations.flatMap((operation) =>
    (operation.unsupportedMembers ?? []).map((path) => `${operation.name} ${path}`),
  );
  return unmentionedMembers(name).filter(
    (member) =>
      !refused.some((path) => member === path || member.startsWith(`${path}.`)) &&
      !known.some((form) => form.test(member)),
  );
}

/**
 * Members of implemented operations that no source of the service mentions, as `Operation Path.To`:
 * nothing can act on them, so each is refused by name or is known to be without effect here.
 */
export function unmentionedMembers(name: ModelName): string[] {
  const words = wordsOf(`${SOURCES}${services[name]}`);
  const model = serviceModel(name);
  return model.operationNames.flatMap((operation) => {
    const input = model.operation(operation)?.input ?? {};
    return unmentioned(input, words, new Set()).map((path) => `${operation} ${path}`);
  });
}

function unmentioned(shape: Shape, words: ReadonlySet<string>, above: ReadonlySet<Shape>): string[] {
  if (above.has(shape)) return [];
  return Object.entries(shape).flatMap(([name, member]) => {
    if (!words.has(name)) return [name];
    const below = structureOf(member);
    return unmentioned(below, words, new Set([...above, shape])).map((path) => `${name}.${path}`);
  });
}

/** Members of a structure, or of the structures in a list or map. */
function structureOf(member: Member): Shape {
  return member.members ?? (member.items === undefined ? {} : structureOf(member.items));
}

/** Every name in the sources of a service, without its tests, hand-written shapes and templates' resources. */
function wordsOf(folder: string): ReadonlySet<string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (path) => /\.ts$/.test(path) && !/\.test\.ts$|testing|resources[/\\]|shape\.ts$/.test(path),
  );
  return new Set(files.flatMap((path) => readFileSync(`${folder}/${path}`, "utf8").match(/\w+/g) ?? []));
}
