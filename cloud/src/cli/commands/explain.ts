import pc from "picocolors";
import { UserError } from "../../core/errors.ts";
import { isProvoked } from "../../core/ports/probes.ts";
import { onOneLine } from "../../core/printable.ts";
import { withState } from "../../core/shown-commands.ts";
import type { Story } from "../../trace/story.ts";
import { type Command, JSON_OPTION, STATE_OPTION, textOption } from "../command.ts";
import { type Connection, connect } from "../connection.ts";
import { foldRepeats } from "../fold-repeats.ts";
import { type FollowedEvent, followTrace } from "../follow-trace.ts";
import { storyLines } from "../story-lines.ts";

/** `portcullis explain`: why a request was refused. */
export const explain: Command = {
  name: "explain",
  summary: "Say why requests were refused: what was asked, what decided, what would let it pass.",
  args: [{ syntax: "[request-id]", description: "the id that the caller saw, or its first characters" }],
  options: [
    { flags: "--last <number>", description: "the newest requests (default: 1 refused request)" },
    { flags: "--follow", description: "every refusal as it happens; one that repeats is counted" },
    { flags: "--all", description: "also what this cloud's own tools asked: commands, deployments, audits" },
    { flags: "--share", description: "text to show others: hides what the answer hid on purpose" },
    STATE_OPTION,
    JSON_OPTION,
  ],
  examples: [
    "npx portcullis explain",
    "npx portcullis explain 1a2b",
    "npx portcullis explain --last 10 --json",
    "npx portcullis explain --last 10 --all",
    "npx portcullis explain --follow",
  ],
  run: async ([request], options, context) => {
    const connection = connect(options, context);
    const asJson = options["json"] === true;
    const isAll = options["all"] === true;
    const state = textOption(options, "state");
    if (options["follow"] === true) {
      const timesToTell = foldRepeats();
      await followTrace(connection, (event) => {
        // TRACE-8: a tool of this cloud was refused on purpose.
        if (!isAll && isProvoked(event.probe)) return;
        if (asJson) {
          context.print(JSON.stringify(event));
          return;
        }
        const times = timesToTell(event.sentence ?? "", event.at);
        if (times !== undefined) context.printStyled(followedLine(event, times, state));
      });
      return;
    }
    const query = queryOf(request, textOption(options, "last"), isAll);
    if (options["share"] === true) {
      context.print(await pageText(connection, `${query}&form=text`));
      return;
    }
    const { stories } = await connection.client.page<{ stories: Story[] }>(`/_portcullis/trace?${query}`);
    if (asJson) context.print(JSON.stringify(stories));
    else if (stories.length === 0) throw nothingFound(request, textOption(options, "last") !== undefined);
    else for (const story of stories) for (const line of storyLines(story, state)) context.printStyled(line);
  },
};

function queryOf(request: string | undefined, last: string | undefined, isAll: boolean): string {
  if (request !== undefined) return `request=${encodeURIComponent(request)}&last=${last ?? "5"}`;
  const folded = isAll ? "" : "&probes=none";
  if (last !== undefined) return `last=${encodeURIComponent(last)}${folded}`;
  return `verdict=deny,error&last=1${folded}`;
}

function nothingFound(request: string | undefined, isAnything: boolean): UserError {
  if (request === undefined && isAnything)
    return new UserError(
      "Nobody asked anything since the start but this cloud's own tools.",
      "npx portcullis explain --last 10 --all",
    );
  return request === undefined
    ? new UserError("Nothing was refused since the start.", "npx portcullis explain --last 10")
    : new UserError(
        `No request begins with ${JSON.stringify(request)} among those kept.`,
        "npx portcullis explain --last 10",
      );
}

async function pageText({ running }: Connection, query: string): Promise<string> {
  const reply = await fetch(`http://127.0.0.1:${running.port}/_portcullis/trace?${query}`);
  return reply.text();
}

function followedLine(event: FollowedEvent, times: number, state: string | undefined): string {
  const count = times === 1 ? "" : `${pc.bold(`${times} times`)}  `;
  const next = withState(`npx portcullis explain ${onOneLine(event.request.slice(0, 8))}`, state);
  return `${count}${onOneLine(event.sentence ?? "")} ${pc.dim(`→ ${next}`)}`;
}
