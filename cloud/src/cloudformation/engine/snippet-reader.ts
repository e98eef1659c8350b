import { AwsError } from "../../core/errors.ts";
import type { ReadSnippet } from "./includes.ts";
import type { Actor } from "./service-role.ts";
import type { EngineDeps } from "./stack-operation.ts";

/** CFN-INCLUDE: a snippet is read only for a caller who may read the object it lies in. */
export function snippetReader(
  { authorization, objectReader }: Pick<EngineDeps, "authorization" | "objectReader">,
  { caller }: Actor,
): ReadSnippet {
  return async (bucket, key) => {
    const decision = authorization.decide({
      caller,
      action: "s3:GetObject",
      resource: `arn:aws:s3:::${bucket}/${key}`,
      context: {},
    });
    if (!decision.allowed) throw new AwsError("AccessDenied", decision.message || "Access Denied", 403);
    return (await objectReader.readObject(bucket, key)).body.toString("utf8");
  };
}
