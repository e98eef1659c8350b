import type { Parts } from "./compose.ts";

interface Rendered {
  readonly subject: string;
  readonly body: Parts;
}

/** What TestRenderTemplate shows: the message as it would be sent, without its addresses. */
export function renderedMessage(
  { subject, body: { Text, Html } }: Rendered,
  { now, boundary }: { readonly now: number; readonly boundary: string },
): string {
  const parts = [
    ["plain", Text],
    ["html", Html],
  ] as const;
  const bodies = parts.flatMap(([type, part]) => (part === undefined ? [] : [partOf(type, part.Data)]));
  return [
    `Date: ${new Date(now).toUTCString().replace("GMT", "+0000")}`,
    // A line that a value brings along would be another header.
    `Subject: ${subject.replace(/[\r\n]+/g, " ")}`,
    "MIME-Version: 1.0",
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    "",
    ...bodies.flatMap((body) => [`--${boundary}`, body]),
    `--${boundary}--`,
    "",
  ].join("\r\n");
}

function partOf(type: "plain" | "html", text: string): string {
  const isAscii = /^[\0-\x7f]*$/.test(text);
  return [
    `Content-Type: text/${type}; charset=UTF-8`,
    `Content-Transfer-Encoding: ${isAscii ? "7bit" : "8bit"}`,
    "",
    text.replace(/\r?\n/g, "\r\n"),
  ].join("\r\n");
}
