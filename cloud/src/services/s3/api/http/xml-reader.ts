import { s3Errors } from "../../domain/shared/errors.ts";

/** One element of a request document: its children in order, or its text. */
export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface OpenElement {
  readonly name: string;
  readonly children: XmlElement[];
  text: string;
}

const TOKEN =
  /<\?xml[^>]*\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const MAX_DEPTH = 32;
/** What no document of XML 1.0 may hold, written out or as a reference: NUL, other control characters, halves of pairs. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/**
 * Reads a request document. No DTD, no processing instructions, no custom entities: the only XML
 * S3 clients send.
 * @throws AwsError MalformedXML
 * @see https://www.w3.org/TR/xml/#charsets
 */
export function parseXml(document: string, rootName: string): XmlElement {
  const stack: OpenElement[] = [{ name: "", children: [], text: "" }];
  const source = document.replace(/^\uFEFF/, "");
  if (FORBIDDEN.test(source)) throw s3Errors.malformedXml();
  let end = 0;
  for (const match of source.matchAll(TOKEN)) {
    end = match.index + match[0].length;
    consume(stack, match);
  }
  const root = stack[0]?.children[0];
  const complete = end === source.length && stack.length === 1 && stack[0]?.children.length === 1;
  if (!complete || root?.name !== rootName || stack[0]?.text.trim() !== "") throw s3Errors.malformedXml();
  return root;
}

function consume(stack: OpenElement[], match: RegExpMatchArray): void {
  const [, cdata, closing, name, , selfClosing, text] = match;
  const top = stack.at(-1);
  if (top === undefined) throw s3Errors.malformedXml();
  if (cdata !== undefined) top.text += cdata;
  else if (text !== undefined) top.text += decodeEntities(text);
  else if (name === undefined) return;
  else if (closing === "/") close(stack, localName(name));
  else if (selfClosing === "/") top.children.push({ name: localName(name), children: [], text: "" });
  else if (stack.length > MAX_DEPTH) throw s3Errors.malformedXml();
  else stack.push({ name: localName(name), children: [], text: "" });
}

function close(stack: OpenElement[], name: string): void {
  const element = stack.pop();
  const parent = stack.at(-1);
  if (element === undefined || parent === undefined || element.name !== name) throw s3Errors.malformedXml();
  parent.children.push(element);
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w+);|&/g, (_, entity: string | undefined) => {
    if (entity === undefined) throw s3Errors.malformedXml();
    const known = Object.hasOwn(ENTITIES, entity) ? ENTITIES[entity] : undefined;
    if (known !== undefined) return known;
    const code = entity.startsWith("#x") ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    if (!entity.startsWith("#") || !(code <= 0x10ffff)) throw s3Errors.malformedXml();
    const character = String.fromCodePoint(code);
    if (FORBIDDEN.test(character)) throw s3Errors.malformedXml();
    return character;
  });
}

/** Children called `name`. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** Text of the only child called `name`; undefined when absent. @throws AwsError MalformedXML when repeated */
export function childText(element: XmlElement, name: string): string | undefined {
  const found = childrenOf(element, name);
  if (found.length > 1) throw s3Errors.malformedXml();
  return found[0]?.text.trim();
}

/** Refuses children that the schema does not know. @throws AwsError MalformedXML */
export function assertOnly(element: XmlElement, names: readonly string[]): void {
  if (element.children.some((child) => !names.includes(child.name))) throw s3Errors.malformedXml();
}
