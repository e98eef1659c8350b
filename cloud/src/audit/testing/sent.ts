import type { Sent } from "../http/send.ts";

/** A token to be found in nothing that is shown: its signature is one letter many times. */
export const TOKEN = `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJldmUifQ.${"s".repeat(40)}`;

export function sent(parts: Partial<Sent> = {}): Sent {
  return { method: "POST", origin: "http://127.0.0.1:9", path: "/v1/orders", headers: [], ...parts };
}
