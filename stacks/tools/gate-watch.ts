import { printable, subscribe } from "./broker.ts";
import { type ToolCommand, type ToolContext, textOption } from "./tool.ts";

export const gateWatch: ToolCommand = {
  name: "gate watch",
  summary: "Print what arrives on the gate's topic until Ctrl-C.",
  options: [
    { flags: "--topic <filter>", description: "topic filter (default: controlGate)" },
    { flags: "--count <number>", description: "stop after so many messages" },
    { flags: "--json", description: "print JSON for scripts" },
  ],
  examples: ["npx portcullis gate watch", "npx portcullis gate watch --count 1 --json"],
  run: async (_args, options, context) => {
    const topic = textOption(options, "topic") ?? "controlGate";
    const count = countOf(textOption(options, "count"), context);
    const client = await context.connect().mqtt("gate-watch");
    const done = new Promise<void>((resolve) => {
      let seen = 0;
      const stop = (): void => {
        resolve(client.endAsync(true));
      };
      client.on("message", (name, payload) => {
        context.print(lineOf(name, payload, options["json"] === true));
        seen += 1;
        if (seen === count) stop();
      });
      process.once("SIGINT", stop);
    });
    await subscribe(client, topic, context);
    context.hint(`Watching ${topic}. Ctrl-C ends.`);
    await done;
  },
};

function lineOf(topic: string, payload: Buffer, json: boolean): string {
  const message = payload.toString("utf8");
  const time = new Date().toISOString();
  if (json) return JSON.stringify({ time, topic, message });
  return `${time}  ${topic}  ${printable(message)}`;
}

function countOf(text: string | undefined, { mistake }: ToolContext): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw mistake(`--count must be a whole number, not ${JSON.stringify(text)}.`);
}
