import pc from "picocolors";
import { onOneLine } from "../core/printable.ts";
import { withState } from "../core/shown-commands.ts";
import { stepTitle } from "../core/step-names.ts";
import { placeText } from "../trace/places/place.ts";
import type { Story, StoryStep } from "../trace/story.ts";

const MARKS: Readonly<Record<string, string>> = {
  allow: pc.green("✔"),
  deny: pc.red("✖"),
  error: pc.yellow("▲"),
  skip: pc.dim("·"),
};

/**
 * A request with its calls, as the terminal shows it.
 * @param state folder that was given, for the command to type next
 */
export function storyLines(story: Story, state?: string): string[] {
  const when = new Date(story.at).toISOString().slice(11, 19);
  return [
    `${MARKS[story.verdict] ?? ""} ${pc.bold(onOneLine(story.headline))}  ${pc.dim(`${when}  ${onOneLine(story.request)}`)}`,
    ...(saysWhoAsked(story) ? [] : [`  ${onOneLine(story.asked)}:`]),
    `  ${onOneLine(story.sentence)}`,
    ...(story.place === undefined ? [] : [`  ${pc.dim("where:")} ${onOneLine(placeText(story.place))}`]),
    ...(story.next === undefined ? [] : [`  ${pc.dim("next:")} ${onOneLine(withState(story.next, state))}`]),
    ...(story.concealed ? [pc.dim("  The caller is told less than this, on purpose.")] : []),
    ...stepLines(story, "  "),
    "",
  ];
}

/** A sentence that would be too long leaves it out. */
function saysWhoAsked({ asked, sentence }: Story): boolean {
  return sentence.startsWith(asked.split(" ", 1)[0] ?? "");
}

function stepLines({ steps, calls }: Story, indent: string): string[] {
  return [
    ...steps.map((step) => stepLine(step, indent)),
    ...calls.flatMap((call) => [
      `${indent}${pc.dim("→")} ${onOneLine(`${call.service} ${call.operation}`)} ${pc.dim(onOneLine(call.short))}`,
      ...stepLines(call, `${indent}  `),
    ]),
  ];
}

function stepLine({ event, decided }: StoryStep, indent: string): string {
  const rule = event.why?.rule === undefined ? "" : ` ${pc.dim(event.why.rule)}`;
  const said =
    event.wire === undefined ? "" : ` ${pc.dim(`[${`${event.wire.status} ${event.wire.code}`.trim()}]`)}`;
  const words = decided === undefined ? "" : ` ${onOneLine(decided)}`;
  const took = pc.dim(`${event.ms} ms`);
  return `${indent}${MARKS[event.verdict] ?? ""} ${stepTitle(event)}${rule}${words}${said} ${took}`;
}
