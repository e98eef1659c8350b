import type { Caller } from "../../core/caller.ts";
import { assertMay } from "./authorize.ts";
import type { EngineDeps } from "./stack-operation.ts";

/** What decides whether an object may be read for somebody. */
export type ObjectRights = Pick<EngineDeps, "authorization" | "objectReader">;

/** @throws AwsError AccessDenied when the caller may not read the object */
export function assertMayRead(
  { authorization, objectReader }: ObjectRights,
  caller: Caller,
  place: { readonly bucket: string; readonly key: string; readonly versionId?: string | undefined },
): void {
  assertMay(authorization, caller, objectReader.readingOf(place.bucket, place.key, place.versionId));
}
