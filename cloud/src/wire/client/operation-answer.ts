import { AwsError } from "../../core/errors.ts";

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/**
 * What an operation answered. JSON is as the service sends it; of XML the children of the result by
 * name, where a `member` list and the lists of S3 are arrays, a map of entries is an object, and everything
 * else is text.
 * @throws AwsError with the code and text of a refusal
 */
export function operationAnswer({ status, headers, body }: RawAnswer): Record<string, unknown> {
  const text = body.toString("utf8");
  const isXml = text.startsWith("<");
  if (status >= 300) throw isXml ? xmlRefusal(text, status) : jsonRefusal(text, status, headers);
  if (text === "") return {};
  return isXml ? xmlResult(text) : (JSON.parse(text) as Record<string, unknown>);
}

function jsonRefusal(text: string, status: number, headers: RawAnswer["headers"]): AwsError {
  const body = jsonObject(text);
  const type = String(body["__type"] ?? headers["x-amzn-errortype"] ?? "Error").split(":")[0] ?? "Error";
  const code = type.slice(type.lastIndexOf("#") + 1);
  return new AwsError(code, String(body["message"] ?? body["Message"] ?? code), status);
}

function jsonObject(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function xmlRefusal(text: string, status: number): AwsError {
  const document = documentOf(text) as Record<string, unknown>;
  const root = Object.values(document)[0] as Record<string, unknown> | undefined;
  const error = ((root?.["Error"] ?? root) as Record<string, unknown> | undefined) ?? {};
  const code = String(error["Code"] ?? "Error");
  return new AwsError(code, String(error["Message"] ?? code), status);
}

/** The query protocol wraps its result: `<XResponse><XResult>…`. */
function xmlResult(text: string): Record<string, unknown> {
  const root = Object.values(documentOf(text) as Record<string, unknown>)[0];
  if (typeof root !== "object" || root === null) return {};
  const result = Object.entries(root).find(([name]) => name.endsWith("Result"));
  return (result === undefined ? root : result[1] === "" ? {} : result[1]) as Record<string, unknown>;
}

const TOKEN = /<([^<>]+)>|([^<]+)/g;
const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
/** Lists of S3 without an element around them. */
const FLAT_LISTS: ReadonlySet<string> = new Set([
  "Contents",
  "Version",
  "DeleteMarker",
  "CommonPrefixes",
  "Upload",
  "Part",
]);
/** Names of the items of lists that have an element around them. */
const ITEMS: ReadonlySet<string> = new Set(["member", "Bucket", "Tag"]);

interface Open {
  readonly name: string;
  readonly children: [string, unknown][];
  text: string;
}

function documentOf(document: string): unknown {
  const stack: Open[] = [{ name: "", children: [], text: "" }];
  for (const [, tag, text] of document.matchAll(TOKEN)) {
    const top = stack.at(-1) as Open;
    if (text !== undefined) top.text += text;
    else if (tag === undefined || tag.startsWith("?")) continue;
    else if (tag.startsWith("/")) {
      stack.pop();
      stack.at(-1)?.children.push([top.name, closed(top)]);
    } else if (tag.endsWith("/")) top.children.push([nameIn(tag.slice(0, -1)), ""]);
    else stack.push({ name: nameIn(tag), children: [], text: "" });
  }
  return closed(stack[0] as Open);
}

/** Without the attributes. */
function nameIn(tag: string): string {
  return tag.split(/\s/, 1)[0] ?? "";
}

function closed({ children, text }: Open): unknown {
  if (children.length === 0) return decoded(text);
  const first = children[0]?.[0] ?? "";
  if (ITEMS.has(first) && children.every(([name]) => name === first))
    return children.map(([, value]) => value);
  if (children.every(([name]) => name === "entry")) return mapOf(children.map(([, value]) => value));
  const found: Record<string, unknown> = {};
  for (const [name, value] of children) {
    if (FLAT_LISTS.has(name)) found[name] = [...((found[name] as unknown[] | undefined) ?? []), value];
    else found[name] = value;
  }
  return found;
}

/** `<entry><key>a</key><value>1</value></entry>`, once for each key. */
function mapOf(entries: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(
    entries.map((entry) => {
      const { key, value } = entry as { readonly key?: unknown; readonly value?: unknown };
      return [String(key), value];
    }),
  );
}

function decoded(text: string): string {
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w{2,4});/g, (whole, entity: string) => {
    const known = Object.hasOwn(ENTITIES, entity) ? ENTITIES[entity] : undefined;
    if (known !== undefined) return known;
    if (!entity.startsWith("#")) return whole;
    const code = entity.startsWith("#x") ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
