import type { HttpResponse } from "../../wire/http.ts";

/** A page for programs; it may hold one-time codes, so nothing keeps it. */
export function json(status: number, body: object): HttpResponse {
  return {
    status,
    headers: { "Content-Type": "application/json", "Cache-Control": "no-store" },
    body: JSON.stringify(body),
  };
}
