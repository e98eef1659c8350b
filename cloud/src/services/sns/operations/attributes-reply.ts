import type { XmlObject } from "../../../wire/xml.ts";

/** Attributes by name, as replies have them. */
export function attributesReply(attributes: Readonly<Record<string, string>>): XmlObject {
  return { entry: Object.entries(attributes).map(([key, value]) => ({ key, value })) };
}
