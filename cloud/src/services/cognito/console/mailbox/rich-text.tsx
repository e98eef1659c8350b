import type { Child } from "hono/jsx";

/**
 * CON-6: the text of a mail as people would see it: of HTML, paragraphs, emphasis and links are kept as elements
 * of our own, and nothing else. No markup of the message reaches the page.
 */
export const RichText = ({ text }: { readonly text: string }) => (
  <>{looksLikeHtml(text) ? htmlBlocks(text) : plainBlocks(text)}</>
);

const HTML = /<(?:a|b|br|div|em|h[1-6]|html|i|li|p|span|strong|table|td|ul)[\s/>]/i;

function looksLikeHtml(text: string): boolean {
  return HTML.test(text);
}

function plainBlocks(text: string): Child[] {
  return text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map((line) => <p>{withLinks(line)}</p>);
}

const ADDRESS = /https?:\/\/[^\s<>"']+/g;
/** Ends a sentence rather than an address. */
const TRAILING = /[.,;:!?)]$/;

/** Addresses in a text become links that open beside the console. */
function withLinks(text: string): Child[] {
  const parts: Child[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = TRAILING.test(found) ? found.slice(0, -1) : found;
    parts.push(text.slice(end, index), <Outward href={address}>{address}</Outward>);
    end = index + address.length;
  }
  return [...parts, text.slice(end)];
}

const Outward = ({ href, children }: { readonly href: string; readonly children?: Child }) => (
  <a href={href} target="_blank" rel="noopener noreferrer">
    {children}
  </a>
);

const TOKEN = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>|([^<]+|<)/g;
const HREF = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;
/** What is in them is not for reading. */
const UNREAD: ReadonlySet<string> = new Set(["script", "style", "head", "title", "template", "noscript"]);
const BLOCKS = /^(?:p|div|h[1-6]|li|tr|table|ul|ol|br|hr|blockquote)$/;
const EMPHASIS: ReadonlySet<string> = new Set(["b", "strong", "em", "i", "h1", "h2", "h3"]);

interface Reading {
  readonly blocks: Child[];
  line: Child[];
  /** Elements that are open and not for reading. */
  unread: number;
  emphasis: number;
  link: string | undefined;
}

function htmlBlocks(html: string): Child[] {
  const reading: Reading = { blocks: [], line: [], unread: 0, emphasis: 0, link: undefined };
  for (const [, closing, name, attributes = "", text] of html.matchAll(TOKEN)) {
    if (text !== undefined) readText(reading, text);
    else if (name !== undefined)
      readTag(reading, { name: name.toLowerCase(), attributes, isEnd: closing === "/" });
  }
  endBlock(reading);
  return reading.blocks;
}

function readText(reading: Reading, raw: string): void {
  if (reading.unread > 0) return;
  const text = decoded(raw).replace(/\s+/g, " ");
  if (text === "" || (text === " " && reading.line.length === 0)) return;
  const parts =
    reading.link === undefined ? withLinks(text) : [<Outward href={reading.link}>{text}</Outward>];
  reading.line.push(...(reading.emphasis > 0 ? [<b>{parts}</b>] : parts));
}

interface Tag {
  readonly name: string;
  readonly attributes: string;
  readonly isEnd: boolean;
}

function readTag(reading: Reading, { name, attributes, isEnd }: Tag): void {
  const step = isEnd ? -1 : 1;
  if (BLOCKS.test(name)) endBlock(reading);
  if (UNREAD.has(name)) reading.unread = Math.max(0, reading.unread + step);
  if (EMPHASIS.has(name)) reading.emphasis = Math.max(0, reading.emphasis + step);
  if (name === "a") reading.link = isEnd ? undefined : webAddress(attributes);
}

function endBlock(reading: Reading): void {
  if (reading.line.length > 0) reading.blocks.push(<p>{reading.line}</p>);
  reading.line = [];
}

/** Only addresses of the web are followed: no script, no file, no data. */
function webAddress(attributes: string): string | undefined {
  const [, double, single, bare] = HREF.exec(attributes) ?? [];
  const address = decoded(double ?? single ?? bare ?? "").trim();
  return /^https?:\/\//i.test(address) ? address : undefined;
}

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
]);

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]{2,5}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES.get(name) ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
