import type { Properties, Value } from "../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap, valueMap } from "../template/value.ts";
import type { ResourceRecord } from "./records.ts";

const MASK = "*****";
/** A shorter one is masked where it is a whole value only: it is part of too much else. */
const SHORTEST_PART = 4;

/** Values that events do not show. */
export interface Secrets {
  /** Hides the attributes of a resource that asks for it. */
  keep(record: Pick<ResourceRecord, "attributes" | "noEcho">): void;
  /** What events show instead of the properties; undefined when nothing of them is hidden. */
  readonly shownOf: ShownOf;
}

export type ShownOf = (properties: Properties) => Properties | undefined;

/**
 * CFN-CUSTOM-NOECHO: values of a resource that answered with NoEcho are masked in what the events say of the
 * properties of others.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export function createSecrets(records: readonly ResourceRecord[]): Secrets {
  const secrets = new Set<string>();
  const masked = (text: string): string =>
    secrets.has(text)
      ? MASK
      : [...secrets]
          .filter(({ length }) => length >= SHORTEST_PART)
          .reduce((shown, secret) => shown.replaceAll(secret, MASK), text);
  const shown = (value: Value): Value => {
    if (Array.isArray(value)) return value.map(shown);
    if (isValueMap(value)) return shownMap(value);
    return value === null || typeof value === "boolean" ? value : maskedScalar(value);
  };
  const shownMap = (map: Properties): ValueMap =>
    valueMap(Object.entries(map).map(([name, value]) => [name, shown(value)] as const));
  const maskedScalar = (value: string | number): Value => {
    const text = masked(String(value));
    return text === String(value) ? value : text;
  };
  const keep: Secrets["keep"] = ({ attributes, noEcho }) => {
    if (noEcho !== true) return;
    for (const secret of scalarsOf(Object.values(attributes))) if (secret !== "") secrets.add(secret);
  };
  for (const record of records) keep(record);
  return {
    keep,
    shownOf: (properties) => (secrets.size === 0 ? undefined : shownMap(properties)),
  };
}

function scalarsOf(value: Value): string[] {
  if (Array.isArray(value)) return value.flatMap(scalarsOf);
  if (isValueMap(value)) return Object.values(value).flatMap(scalarsOf);
  return value === null || typeof value === "boolean" ? [] : [String(value)];
}
