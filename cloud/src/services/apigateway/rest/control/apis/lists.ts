/** `items` with `item` in the place of the one `same` recognises, or at the end. */
export function upsert<Item>(
  items: readonly Item[],
  item: Item,
  same: (candidate: Item) => boolean,
): readonly Item[] {
  const index = items.findIndex(same);
  return index === -1 ? [...items, item] : items.with(index, item);
}
