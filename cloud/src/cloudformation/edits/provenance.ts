import type { Value } from "../../core/ports/resource-provider.ts";
import { isValueMap, setMember, type ValueMap } from "../template/value.ts";
import { inheritKeySteps } from "./key-steps.ts";

/*
 * Which keys and strings of an expanded template are the user's and which the transform wrote. A
 * string in JavaScript cannot carry a mark: the maps and lists around it do.
 */

interface Provenance {
  /** Written by the transform: all in it is the transform's, else all is the template's. */
  readonly isWritten: boolean;
  /** Keys that are an exception. */
  readonly keys?: ReadonlySet<string>;
  /** Places of strings that are an exception. */
  readonly strings?: ReadonlySet<string>;
}

export type Container = ValueMap | Value[];

const TEMPLATE: Provenance = { isWritten: false };
const WRITTEN: Provenance = { isWritten: true };

/** What nothing is said about came from the template. */
const provenances = new WeakMap<Container, Provenance>();

/** A map or list that the transform writes. Strings at `fromTemplate` (names or indexes) are the template's. */
export function written<T extends Container>(
  container: T,
  fromTemplate: readonly (string | number)[] = [],
): T {
  const strings = new Set(fromTemplate.map(String));
  provenances.set(container, strings.size === 0 ? WRITTEN : { ...WRITTEN, strings });
  return container;
}

/** Adds or replaces a member by one that the transform writes. A key that is there stays whose it is. */
export function setWritten(map: ValueMap, name: string, value: Value): void {
  const provenance = provenances.get(map) ?? TEMPLATE;
  if (!provenance.isWritten && !Object.hasOwn(map, name)) {
    provenances.set(map, { ...provenance, keys: new Set(provenance.keys).add(name) });
  }
  setMember(map, name, value);
  if (typeof value === "string") markWritten(map, name);
}

/** A string of the template that the transform replaced by one of its own. */
export function markWritten(container: Container, place: string): void {
  if (isTemplateString(container, place)) toggle(container, place);
}

/** Adds a value of the template to a map that the transform writes. */
export function setFromTemplate(map: ValueMap, name: string, value: Value): void {
  setMember(map, name, value);
  if (typeof value === "string" && !isTemplateString(map, name)) toggle(map, name);
}

function toggle(container: Container, place: string): void {
  const provenance = provenances.get(container) ?? TEMPLATE;
  const strings = new Set(provenance.strings);
  if (!strings.delete(place)) strings.add(place);
  provenances.set(container, { ...provenance, strings });
}

export function isTemplateKey(map: ValueMap, name: string): boolean {
  const provenance = provenances.get(map);
  return provenance === undefined || (provenance.keys?.has(name) ?? false) === provenance.isWritten;
}

export function isTemplateString(container: Container, place: string): boolean {
  const provenance = provenances.get(container);
  return provenance === undefined || (provenance.strings?.has(place) ?? false) === provenance.isWritten;
}

/** A changed copy of a container takes the place of the container. */
export function inheritProvenance<T extends Container>(copy: T, original: Container): T {
  const provenance = provenances.get(original);
  if (provenance !== undefined) provenances.set(copy, provenance);
  if (isValueMap(original) && isValueMap(copy)) inheritKeySteps(copy, original);
  return copy;
}
