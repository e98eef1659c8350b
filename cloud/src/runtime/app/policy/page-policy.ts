import { createHash } from "node:crypto";
import type { AppConfig } from "../config/app-config.ts";

/** Headers of every answer of the site. */
export const COMMON_HEADERS = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Resource-Policy": "same-origin",
};

/** Inline scripts and styles of a page may run by their hash; nothing else inline does. */
const INLINE_SCRIPT = /<script(?![^>]*\ssrc\s*=)[^>]*>([\s\S]*?)<\/script>/gi;

/**
 * Content-Security-Policy of the app's page: it may talk to itself and to the cloud's two addresses,
 * and be framed by nobody [APP-3]. Style sheets are written by scripts in most app frameworks, hence
 * `unsafe-inline` for styles.
 */
export function pagePolicy(html: string, config: AppConfig | undefined): string {
  const scripts = [...html.matchAll(INLINE_SCRIPT)].map(([, text = ""]) => sourceHash(text));
  return policyText([
    ["default-src", "'none'"],
    ["script-src", "'self'", ...new Set(scripts)],
    ["style-src", "'self'", "'unsafe-inline'"],
    ["img-src", "'self'", "data:", "blob:"],
    ["font-src", "'self'", "data:"],
    ["media-src", "'self'", "data:", "blob:"],
    ["manifest-src", "'self'"],
    ["worker-src", "'self'"],
    ["connect-src", "'self'", ...endpointsOf(config)],
    ["form-action", "'self'"],
    ["base-uri", "'none'"],
    ["frame-ancestors", "'none'"],
  ]);
}

export function policyText(directives: readonly (readonly string[])[]): string {
  return directives.map((words) => words.join(" ")).join("; ");
}

/** How a policy names an inline script or style. */
export function sourceHash(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

function endpointsOf(config: AppConfig | undefined): string[] {
  if (config === undefined) return [];
  const addresses = [config.apiUrl, config.userPoolEndpoint].filter((address) => address !== undefined);
  return [...new Set(addresses.map((address) => new URL(address).origin))];
}
