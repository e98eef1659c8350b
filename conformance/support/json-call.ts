import { SignatureV4 } from "@smithy/signature-v4";
import type { ProductFacts } from "./product.ts";
import { Sha256 } from "./sha256.ts";

/** An operation of a service that speaks JSON and has no SDK client among the packages of the tests. */
export type JsonCall = (target: string, input: object) => Promise<Readonly<Record<string, unknown>>>;

/** Signs as SDKs do. @param service name in the signature, e.g. `ssm` */
export function jsonCalls({ endpoint, region, credentials }: ProductFacts, service: string): JsonCall {
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  const { hostname, port, host } = new URL(endpoint);
  return async (target, input) => {
    const body = JSON.stringify(input);
    const { headers } = await signer.sign({
      method: "POST",
      protocol: "http:",
      hostname,
      port: Number(port),
      path: "/",
      headers: { host, "content-type": "application/x-amz-json-1.1", "x-amz-target": target },
      body,
    });
    const reply = await fetch(endpoint, { method: "POST", headers, body });
    const answer = (await reply.json()) as Readonly<Record<string, unknown>>;
    if (!reply.ok) throw new Error(`${target}: ${JSON.stringify(answer)}`);
    return answer;
  };
}
