import { type HttpRequest, type HttpResponse, nameBelow } from "../../../wire/http.ts";
import { denied, putText, slowDown, taken } from "../shared/put.ts";
import type { WaitHandles } from "./handles.ts";

export const SIGNAL_PATH = "/_aws/cloudformation-waitcondition";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const SIGNAL_LIMIT_BYTES = 4096;

export interface SignalMatch {
  readonly handle: string;
}

export function matchSignal({ path }: HttpRequest): SignalMatch | undefined {
  const rest = nameBelow(path, SIGNAL_PATH);
  return rest === undefined ? undefined : { handle: rest.name };
}

/**
 * Takes a signal as S3 does at an address that is signed for PUT: whatever it says, the wait condition judges
 * it. Another method and an unknown address are refused alike [CFN-WAIT-URL].
 */
export async function takeSignal(
  handles: WaitHandles,
  request: HttpRequest,
  { handle }: SignalMatch,
): Promise<HttpResponse> {
  if (request.method !== "PUT") return denied();
  const outcome = handles.put(handle, await putText(request, SIGNAL_LIMIT_BYTES));
  if (outcome === "unknown") return denied();
  return outcome === "full" ? slowDown() : taken();
}
