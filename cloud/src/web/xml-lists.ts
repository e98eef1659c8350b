/** A list in XML; an empty one comes as an empty text. */
export type XmlList<Item> = readonly Item[] | "";

export function listed<Item>(list: XmlList<Item> | undefined): readonly Item[] {
  return list === "" || list === undefined ? [] : list;
}
