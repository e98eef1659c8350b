/** A value of an XML document: text, a list of repeated elements, or named children. */
export type XmlValue = string | number | boolean | undefined | readonly XmlValue[] | XmlObject;
export interface XmlObject {
  readonly [name: string]: XmlValue;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
};

function escapeXml(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => ESCAPES[character] ?? character);
}

/**
 * One element. Arrays repeat the element (REST-XML flattened lists); query-protocol lists pass
 * `{ member: [...] }`. Undefined members are left out.
 */
export function element(name: string, value: XmlValue, attributes = ""): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return value.map((item) => element(name, item as XmlValue)).join("");
  const open = attributes === "" ? name : `${name} ${attributes}`;
  if (typeof value === "object") {
    const children = Object.entries(value).map(([child, inner]) => element(child, inner as XmlValue));
    return `<${open}>${children.join("")}</${name}>`;
  }
  return `<${open}>${escapeXml(String(value))}</${name}>`;
}
