import type { ApiClient } from "../../lib/api/api-client";
import { ApiProblem } from "../../lib/api/api-problem";
import { callIfOffered } from "../../lib/api/call-if-offered";

const PATH = "/profile-image";

/**
 * Stores the base64 of a PNG or JPEG as the caller's picture.
 * @throws {ApiProblem} of kind `notOffered` when the API shows pictures only
 */
export async function storePicture(api: ApiClient, image: string): Promise<void> {
  assertSaid(await callIfOffered(api, { method: "PUT", path: PATH, body: { image } }), "stored");
}

/** @throws {ApiProblem} of kind `notOffered` when the API shows pictures only */
export async function removePicture(api: ApiClient): Promise<void> {
  assertSaid(await callIfOffered(api, { method: "DELETE", path: PATH }), "removed");
}

/** An answer nobody understands must not read as done [HOME-9]. */
function assertSaid(body: unknown, word: "stored" | "removed"): void {
  const fields: Record<string, unknown> = typeof body === "object" && body !== null ? { ...body } : {};
  if (fields[word] !== true) throw new ApiProblem("failed", "The API answered in another form.");
}
