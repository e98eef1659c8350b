/** An element of an XML answer: its children by name in order, or its text. */
export interface XmlElement {
  readonly name: string;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

/** A declaration, the end of an element, its beginning, text; what else begins with `<` is refused. */
const TOKEN = /<\?[^?<>]*\?>|<\/([\w:.-]+)\s*>|<([\w:.-]+)[^<>]*?(\/?)>|[^<]+|</g;
const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);
const DEPTH_LIMIT = 100;

/**
 * Reads the XML that AWS answers with: elements and text. No document types, so no entities but the
 * five of XML; no sections, no comments.
 */
export function readXml(text: string): XmlElement {
  const root = open("");
  const path = [root];
  for (const [token, closed, opened, empty] of text.matchAll(TOKEN)) {
    const current = path.at(-1);
    if (current === undefined) break;
    if (opened !== undefined) {
      const element = open(opened);
      current.children.push(element);
      if (empty === "") path.push(element);
      if (path.length > DEPTH_LIMIT) throw new SyntaxError("The XML is nested too deeply.");
    } else if (closed !== undefined) {
      if (path.pop()?.name !== closed)
        throw new SyntaxError(`The XML closes ${closed} where it is not open.`);
    } else if (token === "<") {
      throw new SyntaxError("The answer is no plain XML.");
    } else if (!token.startsWith("<")) {
      current.text += unescaped(token);
    }
  }
  const [document, second] = root.children;
  if (path.length !== 1 || document === undefined || second !== undefined) {
    throw new SyntaxError("The XML is not complete.");
  }
  return document;
}

/** The first child of that name, as deep as `names` say. */
export function childOf(
  element: XmlElement | undefined,
  ...names: readonly string[]
): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>(
    (found, name) => found?.children.find((child) => child.name === name),
    element,
  );
}

interface OpenElement extends XmlElement {
  readonly children: OpenElement[];
  text: string;
}

function open(name: string): OpenElement {
  return { name, children: [], text: "" };
}

function unescaped(text: string): string {
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w+);/gi, (all, name: string) => {
    if (!name.startsWith("#")) return ENTITIES.get(name) ?? all;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
