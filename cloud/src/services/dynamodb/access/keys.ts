import type { AttributeValue } from "../../../wire/models/generated/dynamodb.types.ts";
import { keyText } from "../expressions/key-values.ts";

type Attributes = Readonly<Record<string, AttributeValue>>;

/**
 * Partition keys of items, or of keys of items, given the name of that attribute.
 * @returns undefined when one of them has none
 */
export function keysOf(items: readonly Attributes[]): (leadingKey: string) => readonly string[] | undefined {
  return (leadingKey) => {
    const texts = items.flatMap(
      (item) => keyText(Object.hasOwn(item, leadingKey) ? item[leadingKey] : undefined) ?? [],
    );
    return texts.length < items.length ? undefined : [...new Set(texts)];
  };
}
