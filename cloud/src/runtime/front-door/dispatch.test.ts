import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { createProbes } from "../../trace/trace-log.ts";
import type { HttpRequest } from "../../wire/http.ts";
import { PROBE_HEADER, probeProof } from "../client/probe-proof.ts";
import { withProbes } from "./dispatch.ts";

function aRequest(headers: Record<string, string>): HttpRequest {
  return {
    method: "GET",
    path: "/",
    query: "",
    headers,
    rawHeaders: Object.entries(headers).flatMap(([name, value]) => [name.toUpperCase(), value]),
    stream: Readable.from([]),
    sourceIp: "127.0.0.1",
    requestId: "r1",
  };
}

/** What answers sees, and whether the request was a probe while it was answered, and after. */
async function seen(headers: Record<string, string>, fails = false) {
  const probes = createProbes();
  let handled: HttpRequest | undefined;
  let during: string | undefined;
  const handle = withProbes(
    (request) => {
      handled = request;
      during = probes.of("r1");
      if (fails) throw new Error("broken");
      return { status: 200, headers: {} };
    },
    { probes, secrets: ["of the administrator"] },
  );
  await Promise.resolve(handle(aRequest(headers))).catch(() => undefined);
  const after = probes.of("r1");
  return { headers: handled?.headers, rawHeaders: handled?.rawHeaders, during, after };
}

const OTHERS = { host: "localhost", "user-agent": "portcullis-audit" };

describe("TRACE-8 probes at the front door", () => {
  test.each([false, true])(
    "a proof counts for that request alone, and goes no further (fails: %s)",
    async (fails) => {
      const found = await seen(
        { ...OTHERS, [PROBE_HEADER]: probeProof("audit", "of the administrator") },
        fails,
      );
      expect({ ...found, headers: { ...found.headers } }).toEqual({
        headers: OTHERS,
        rawHeaders: ["HOST", "localhost", "USER-AGENT", "portcullis-audit"],
        during: "audit",
        after: undefined,
      });
    },
  );

  test("a header that proves nothing is one of the client's, and a name of a client is none", async () => {
    const forged = { ...OTHERS, [PROBE_HEADER]: probeProof("audit", "of somebody") };
    expect(await seen(forged)).toMatchObject({ headers: forged, during: undefined });
    expect(await seen(OTHERS)).toMatchObject({ headers: OTHERS, during: undefined });
  });
});
