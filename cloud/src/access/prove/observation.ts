import type { RawReply } from "../../runtime/client/cloud-client.ts";

/** What a proof found, or why it found nothing. */
export type Observation =
  | {
      readonly how: "called" | "simulated";
      readonly observed: "yes" | "no";
      readonly status: number;
      readonly request: string;
    }
  | { readonly unproved: string };

export function observed(reply: Pick<RawReply, "status" | "headers">, answer: "yes" | "no"): Observation {
  return { how: "called", observed: answer, status: reply.status, request: requestIdOf(reply) };
}

function requestIdOf({ headers }: Pick<RawReply, "headers">): string {
  const id = headers["x-amzn-requestid"] ?? headers["x-amz-request-id"] ?? headers["apigw-requestid"];
  return typeof id === "string" ? id : "";
}

/** Code of an error as JSON and XML services write it; empty when there is none. */
export function errorCodeOf({ headers, body }: RawReply): string {
  const header = headers["x-amzn-errortype"];
  if (typeof header === "string") return header.split(":")[0] ?? "";
  const text = body.toString("utf8");
  return (
    /<Code>([^<]*)<\/Code>/.exec(text)?.[1] ?? /"__type"\s*:\s*"(?:[^"#]*#)?([^"]*)"/.exec(text)?.[1] ?? ""
  );
}
