import type { Caller } from "../../core/caller.ts";
import type { Endpoints } from "../../core/endpoints.ts";
import { AwsError } from "../../core/errors.ts";
import { assertMayRead, type ObjectRights } from "../engine/object-rights.ts";
import { templateFormatError, validationError } from "../shared/errors.ts";

interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
}

type Rule = (url: URL) => ObjectAddress | undefined;

const LOCAL_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Forms of an address: AWS's path style, AWS's virtual-host style, this cloud's own. */
const RULES: readonly Rule[] = [
  ({ protocol, hostname, pathname }) =>
    protocol === "https:" && /^s3([.-][a-z0-9-]+)?\.amazonaws\.com$/.test(hostname)
      ? pathStyle(pathname)
      : undefined,
  ({ protocol, hostname, pathname }) => {
    const bucket = /^(.+)\.s3([.-][a-z0-9-]+)?\.amazonaws\.com$/.exec(hostname)?.[1];
    return protocol === "https:" && bucket !== undefined ? address(bucket, pathname.slice(1)) : undefined;
  },
  ({ hostname, pathname }) => (LOCAL_HOSTS.has(hostname) ? pathStyle(pathname) : undefined),
];

/** Where templates are read, and for whom. */
export interface TemplateReader extends ObjectRights {
  readonly endpoints: Endpoints;
  readonly caller: Caller;
}

/**
 * CFN-TEMPLATE-URL: reads a template from S3, for a caller who may read the object. Any other address is
 * refused: this cloud fetches nothing from the net.
 */
export async function readTemplateUrl(reader: TemplateReader, text: string): Promise<string> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "s3:") {
    throw validationError(`S3 error: Domain name specified in ${url.hostname} is not a valid S3 domain`);
  }
  const own = new URL(reader.endpoints.base).hostname;
  const place =
    url === undefined
      ? undefined
      : (findPlace(url) ?? (url.hostname === own ? pathStyle(url.pathname) : undefined));
  if (url === undefined || place === undefined) {
    throw validationError("TemplateURL must be a supported URL.");
  }
  return stringOf(await readObject(reader, place, url.searchParams.get("versionId") ?? undefined));
}

async function readObject(
  reader: TemplateReader,
  { bucket, key }: ObjectAddress,
  versionId: string | undefined,
): Promise<Uint8Array> {
  try {
    assertMayRead(reader, reader.caller, { bucket, key, versionId });
    return (await reader.objectReader.readObject(reader.caller, { bucket, key, versionId })).body;
  } catch (error) {
    if (error instanceof AwsError) throw inOwnWords(error);
    throw error;
  }
}

/** Who may not read is not told what lies there. */
function inOwnWords({ code, message, why }: AwsError): AwsError {
  const refusal = validationError(`S3 error: ${code === "AccessDenied" ? "Access Denied" : message}`);
  return why === undefined ? refusal : refusal.because(why);
}

/** A byte order mark is no part of the text; what is no UTF-8 is no template. */
function stringOf(body: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw templateFormatError("the template is not encoded in UTF-8.");
  }
}

function findPlace(url: URL): ObjectAddress | undefined {
  for (const rule of RULES) {
    const place = rule(url);
    if (place !== undefined) return place;
  }
  return undefined;
}

function pathStyle(path: string): ObjectAddress | undefined {
  const [, bucket = "", key = ""] = /^\/([^/]+)\/(.+)$/.exec(path) ?? [];
  return address(bucket, key);
}

function address(bucket: string, key: string): ObjectAddress | undefined {
  if (bucket === "" || key === "") return undefined;
  try {
    return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key) };
  } catch {
    return undefined;
  }
}
