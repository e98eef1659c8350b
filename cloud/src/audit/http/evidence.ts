import type { Evidence } from "../model.ts";
import { curlOf } from "./curl.ts";
import type { Answer, Sent } from "./send.ts";
import { asText, partsOf } from "./without-secrets.ts";

const BODY_BYTES = 512;

/** What a person needs to see it again, without secrets. */
export function evidenceOf(sent: Sent, answer: Answer): Evidence {
  return {
    curl: curlOf(sent),
    status: answer.status,
    body: cut(asText(partsOf(answer.body))),
    trace: answer.headers["x-amzn-requestid"] ?? answer.headers["apigw-requestid"],
  };
}

function cut(text: string): string {
  const bytes = Buffer.from(text, "utf8");
  if (bytes.length <= BODY_BYTES) return text;
  let whole = bytes.subarray(0, BODY_BYTES - 3).toString("utf8");
  while (whole.endsWith("\uFFFD")) whole = whole.slice(0, -1);
  return `${whole}…`;
}
