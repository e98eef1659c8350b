import { UserError } from "../../core/errors.ts";
import { readCredentials } from "../../runtime/state/credentials-file.ts";
import { type Command, JSON_OPTION, STATE_OPTION, textOption } from "../command.ts";
import { connect } from "../connection.ts";

const SHOWN_BYTES = 2_000;

export const gateWatch: Command = {
  name: "gate watch",
  summary: "Print what arrives on the gate's topic until Ctrl-C.",
  args: [],
  options: [
    { flags: "--topic <filter>", description: "topic filter (default: controlGate)" },
    { flags: "--count <number>", description: "stop after so many messages" },
    STATE_OPTION,
    JSON_OPTION,
  ],
  examples: ["portcullis gate watch", "portcullis gate watch --count 1 --json"],
  run: async (_args, options, context) => {
    const connection = connect(options, context);
    const topic = textOption(options, "topic") ?? "controlGate";
    const count = countOf(textOption(options, "count"));
    const key = readCredentials(connection.stateDir);
    const { connectAsync } = (await import("mqtt")).default;
    const client = await connectAsync(`mqtt://127.0.0.1:${connection.running.mqttPort}`, {
      clientId: `gate-watch-${process.pid}`,
      reconnectPeriod: 1_000,
      ...(key === undefined ? {} : { username: key.accessKeyId, password: key.secretAccessKey }),
    });
    const [grant] = await client.subscribeAsync(topic, { qos: 1 });
    if (grant === undefined || grant.qos > 2) {
      await client.endAsync();
      throw new UserError(`The broker refuses to subscribe to ${topic}.`);
    }
    context.hint(`Watching ${topic}. Ctrl-C ends.`);
    await new Promise<void>((resolve) => {
      let seen = 0;
      const stop = (): void => {
        client.end(true, {}, () => resolve());
      };
      client.on("message", (name, payload) => {
        context.print(lineOf(name, payload, options["json"] === true));
        seen += 1;
        if (seen === count) stop();
      });
      process.once("SIGINT", stop);
    });
  },
};

function lineOf(topic: string, payload: Buffer, json: boolean): string {
  const message = payload.toString("utf8");
  const time = new Date().toISOString();
  if (json) return JSON.stringify({ time, topic, message });
  return `${time}  ${topic}  ${message.slice(0, SHOWN_BYTES).replace(/[^\x20-\x7e\u00a0-\uffff]/g, "·")}`;
}

function countOf(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UserError(`--count must be a whole number, not ${JSON.stringify(text)}.`);
}
