import { operationAnswer } from "../../../wire/client/operation-answer.ts";
import { operationRequest } from "../../../wire/client/operation-request.ts";
import type { ConsoleCall, ConsoleContext } from "../../../wire/console-area.ts";
import type { ObjectAddress } from "./addresses.ts";

export type ObjectHeaders = Readonly<Record<string, string | undefined>>;

/** What is known of an object without its bytes. */
export type ObjectState =
  | { readonly kind: "there"; readonly size: number; readonly headers: ObjectHeaders }
  /** The newest version is a deletion. */
  | { readonly kind: "deleted"; readonly marker: string }
  | { readonly kind: "missing" };

/** A call of an operation on one object. */
export function objectCall(
  operation: "HeadObject" | "GetObject" | "PutObject" | "DeleteObject",
  { bucket, key, version }: ObjectAddress,
  more: Readonly<Record<string, unknown>> = {},
): ConsoleCall {
  const { signingName, ...request } = operationRequest("s3", operation, {
    Bucket: bucket,
    Key: key,
    ...(version === undefined ? {} : { VersionId: version }),
    ...more,
  });
  return { service: signingName, ...request };
}

/** Throws AwsError for a refusal that is not about the object being there. */
export async function headObject(
  { send }: Pick<ConsoleContext, "send">,
  address: ObjectAddress,
): Promise<ObjectState> {
  const reply = await send(objectCall("HeadObject", address));
  const headers = Object.fromEntries(
    Object.entries(reply.headers).map(([name, value]) => [name, [value].flat().join(", ")]),
  );
  if (headers["x-amz-delete-marker"] === "true") {
    return { kind: "deleted", marker: headers["x-amz-version-id"] ?? "" };
  }
  if (reply.status === 404) return { kind: "missing" };
  if (reply.status >= 300) operationAnswer(reply);
  return { kind: "there", size: Number(headers["content-length"] ?? 0), headers };
}
