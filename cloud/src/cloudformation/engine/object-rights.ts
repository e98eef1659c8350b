import type { Caller } from "../../core/caller.ts";
import { AwsError } from "../../core/errors.ts";
import { contextOf } from "../../wire/pipeline.ts";
import { onBehalfOf } from "./authorize.ts";
import type { EngineDeps } from "./stack-operation.ts";

/** What decides whether an object may be read for somebody. */
export type ObjectRights = Pick<EngineDeps, "authorization" | "objectReader">;

/** @throws AwsError AccessDenied when the caller may not read the object */
export function assertMayRead(
  { authorization, objectReader }: ObjectRights,
  caller: Caller,
  place: { readonly bucket: string; readonly key: string; readonly versionId?: string | undefined },
): void {
  const question = objectReader.readingOf(place.bucket, place.key, place.versionId);
  const keys = contextOf({}, question);
  const decision = authorization.decide({
    ...question,
    caller,
    context: () => ({ ...(typeof keys === "function" ? keys() : keys), ...onBehalfOf(caller) }),
  });
  if (decision.allowed) return;
  const error = new AwsError("AccessDenied", decision.message || "Access Denied", 403);
  throw decision.why === undefined ? error : error.because(decision.why);
}
