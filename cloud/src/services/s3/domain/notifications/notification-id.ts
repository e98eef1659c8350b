import type { Randomness } from "../../../../core/randomness.ts";

/** Id of a notification that came without one: 48 characters, as AWS's are. */
export function notificationId(randomness: Pick<Randomness, "uuid">): string {
  return Buffer.from(randomness.uuid(), "latin1").toString("base64");
}
