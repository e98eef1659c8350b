import { setImmediate as turn } from "node:timers/promises";
import type { HttpResponse } from "../../../wire/http.ts";
import type { InvocationResult } from "../environments/invocation-run.ts";
import type { StreamedResponse } from "../environments/response-pipe.ts";
import { streamOf } from "../invocation/streaming.ts";
import { readPrelude } from "./prelude.ts";
import { headOf } from "./response.ts";

/** Content type of a response that begins with its status and headers. */
const HTTP_INTEGRATION = "application/vnd.awslambda.http-integration-response";
const DEFAULT_TYPE = "application/octet-stream";

/** LAM-39: cuts an answer off that its function could not finish: what was sent is not taken for all of it. */
class BrokenStreamError extends Error {}

type Head = Pick<HttpResponse, "status" | "headers">;
type Parts = AsyncIterableIterator<Buffer>;

/**
 * The answer of a function as it comes, from its first byte on.
 * @returns undefined when the function has failed before
 * @throws UnusableAnswerError for what cannot be sent; the function runs on
 * @see https://docs.aws.amazon.com/lambda/latest/dg/config-rs-invoke-furls.html
 */
export async function streamedResponse(
  { body, contentType }: StreamedResponse,
  result: Promise<InvocationResult>,
): Promise<HttpResponse | undefined> {
  const parts: Parts = body[Symbol.asyncIterator]();
  try {
    const begun = await begin(parts, contentType);
    if (begun === undefined && (await result).functionError) return undefined;
    const { head, first } = begun ?? { head: plainHead(contentType), first: undefined };
    return { ...head, body: streamOf(rest({ first, parts, result }), body) };
  } catch (error) {
    body.destroy();
    throw error;
  }
}

/** Undefined when the response has ended before its first byte. */
async function begin(parts: Parts, contentType: string): Promise<{ head: Head; first: Buffer } | undefined> {
  if (contentType === HTTP_INTEGRATION) {
    const prelude = await readPrelude(parts);
    return prelude && { head: headOf(prelude.metadata, DEFAULT_TYPE), first: prelude.rest };
  }
  const { value, done } = await parts.next();
  return done === true ? undefined : { head: plainHead(contentType), first: value };
}

function plainHead(contentType: string): Head {
  const type = contentType === "" || contentType === HTTP_INTEGRATION ? DEFAULT_TYPE : contentType;
  return headOf({ headers: { "Content-Type": type } }, type);
}

async function* rest({
  first,
  parts,
  result,
}: {
  readonly first: Buffer | undefined;
  readonly parts: Parts;
  readonly result: Promise<InvocationResult>;
}): AsyncGenerator<Buffer> {
  if (first !== undefined && first.length > 0) yield first;
  yield* parts;
  if (!(await result).functionError) return;
  // What was read goes out before the connection is cut.
  await turn();
  throw new BrokenStreamError("The function did not finish its answer.");
}
