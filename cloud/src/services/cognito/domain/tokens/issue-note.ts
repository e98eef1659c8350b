import type { Why } from "../../../../core/why.ts";

/**
 * What the trace is told of tokens that were issued: for whom and at which client, and nothing of the
 * tokens themselves. Sessions of a person are known by it.
 * @param accessToken one that was just signed here
 */
export function issueNote(accessToken: string): Why {
  const payload = Buffer.from(accessToken.split(".")[1] ?? "", "base64url").toString("utf8");
  const { username, client_id: client } = JSON.parse(payload) as { username?: string; client_id?: string };
  return { reason: "tokens-issued", had: { username, client } };
}
