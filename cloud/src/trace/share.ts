import { onOneLine } from "../core/printable.ts";
import { withMaskedMail } from "./mail.ts";
import type { Story } from "./story.ts";

/**
 * A story for others to read [TRACE-5]: where the answer hid the cause on purpose it stays hidden, mail
 * addresses are masked, nothing of the client's network is in it.
 */
export function sharedAsText(story: Story): string {
  return withMaskedMail(linesOf(story, "").map(onOneLine).join("\n"));
}

function linesOf(story: Story, indent: string): string[] {
  const { wire } = story.steps.at(-1)?.event ?? {};
  const said = wire === undefined ? "" : ` ${wire.code}: ${wire.message}`;
  const words = story.concealed ? ["(more is known on the machine where it happened)"] : [story.sentence];
  return [
    `${indent}${story.request}  ${new Date(story.at).toISOString()}  ${story.service} ${story.operation}`,
    `${indent}  ${story.headline}.${said}`,
    ...words.map((line) => `${indent}  ${line}`),
    ...story.calls.flatMap((call) => linesOf(call, `${indent}  `)),
  ];
}
