import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import type { Randomness } from "../../../../core/randomness.ts";
import type { Site } from "../domain-request/domain-request.ts";

/** Cookies of a request; of a repeated name the first counts, as browsers send the closest path first. */
export function parseCookies(header: string | undefined): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? "").split(/[;,]/)) {
    const mark = part.indexOf("=");
    if (mark <= 0) continue;
    const name = part.slice(0, mark).trim();
    if (!cookies.has(name)) cookies.set(name, part.slice(mark + 1).trim());
  }
  return cookies;
}

/**
 * OAU-55: a cookie for this domain alone, out of the reach of scripts and of other sites' forms. `Secure` is left out over plain http, where browsers other than
 * Chromium would drop the cookie.
 * @param maxAgeSeconds left out: until the browser closes; 0 clears the cookie
 */
export function siteCookie(site: Site, name: string, value: string, maxAgeSeconds?: number): string {
  const parts = [`${name}=${value}`, `Path=${site.basePath === "" ? "/" : site.basePath}`];
  if (maxAgeSeconds !== undefined) parts.push(`Max-Age=${maxAgeSeconds}`);
  if (site.secure) parts.push("Secure");
  parts.push("HttpOnly", "SameSite=Lax");
  return parts.join("; ");
}

const RANDOM_BYTES = 8;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Tokens of the double-submit check: UUIDs, as AWS sends, of which one half signs the other. */
export interface XsrfTokens {
  /** What the browser brought, if it was made here for this pool and this session; else a new one. */
  keep(site: Pick<Site, "pool">, cookies: ReadonlyMap<string, string>): string;
}

/** @param tools.masterKey 32 bytes of the state folder: tokens outlive a restart */
export function createXsrfTokens(tools: {
  readonly masterKey: Buffer;
  readonly randomness: Pick<Randomness, "bytes">;
}): XsrfTokens {
  const key = Buffer.from(hkdfSync("sha256", tools.masterKey, "", "portcullis/cognito/xsrf", 32));
  const complete = (random: Buffer, context: string): string => {
    const mac = createHmac("sha256", key).update(random).update(context).digest();
    return uuidOf(Buffer.concat([random, mac.subarray(0, RANDOM_BYTES)]));
  };
  return {
    keep: ({ pool }, cookies) => {
      const brought = cookies.get("XSRF-TOKEN") ?? "";
      const context = `${pool.id}\n${cookies.get("cognito") ?? ""}`;
      if (UUID.test(brought)) {
        const random = Buffer.from(brought.replaceAll("-", ""), "hex").subarray(0, RANDOM_BYTES);
        // OAU-83: a token that somebody else put there, or that was made for another session, is none.
        if (timingSafeEqual(Buffer.from(complete(random, context)), Buffer.from(brought))) return brought;
      }
      return complete(asVersion4(tools.randomness.bytes(RANDOM_BYTES)), context);
    },
  };
}

/** @see https://www.rfc-editor.org/rfc/rfc9562#section-5.4 */
function asVersion4(random: Buffer): Buffer {
  const bytes = Buffer.from(random);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  return bytes;
}

function uuidOf(bytes: Buffer): string {
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
