import type { AwsReply } from "./aws-request.ts";

export interface AwsErrorText {
  readonly code: string;
  readonly message: string;
}

/** Code and message of an S3 XML or a JSON error reply. */
export function awsErrorOf(reply: AwsReply): AwsErrorText {
  const text = reply.body.toString("utf8");
  const code = /<Code>([^<]*)<\/Code>/.exec(text)?.[1] ?? headerText(reply.headers["x-amzn-errortype"]);
  const message = /<Message>([^<]*)<\/Message>/.exec(text)?.[1] ?? jsonMessage(text);
  return { code, message };
}

function headerText(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value)?.split(":")[0] ?? "";
}

function jsonMessage(text: string): string {
  try {
    const body = JSON.parse(text) as { message?: unknown; Message?: unknown };
    return String(body.message ?? body.Message ?? "");
  } catch {
    return "";
  }
}
