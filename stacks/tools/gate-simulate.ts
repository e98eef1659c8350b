import { subscribe } from "./broker.ts";
import { createSimulatedGate } from "./simulated-gate.ts";
import { type ToolCommand, type ToolContext, textOption } from "./tool.ts";

const COMMAND_TOPIC = "controlGate";
const STATE_TOPIC = "gateState";
const CONNECTION_TOPIC = "gateConnection";
const LOST = JSON.stringify({ connected: false });
const DEFAULT_SECONDS = 5;
const MAXIMUM_SECONDS = 3_600;

export const gateSimulate: ToolCommand = {
  name: "gate simulate",
  summary: "Be the gate until Ctrl-C: hear commands, move, report the state.",
  options: [
    { flags: "--seconds <number>", description: `how long a way takes (default: ${DEFAULT_SECONDS})` },
    { flags: "--fail", description: "hear commands and never answer" },
  ],
  examples: [
    "npx portcullis gate simulate",
    "npx portcullis gate simulate --seconds 20",
    "npx portcullis gate simulate --fail",
  ],
  run: async (_args, options, context) => {
    const seconds = secondsOf(textOption(options, "seconds"), context);
    const client = await context.connect().mqtt("gate-simulate", { topic: CONNECTION_TOPIC, payload: LOST });
    const publish = async (topic: string, payload: string): Promise<void> => {
      try {
        await client.publishAsync(topic, payload, { qos: 1, retain: true });
      } catch (error) {
        context.hint(`${topic} could not be told: ${String(error)}`);
      }
    };
    const gate = createSimulatedGate({
      seconds,
      fail: options["fail"] === true,
      say: context.print,
      report: (state) => void publish(STATE_TOPIC, JSON.stringify({ state })),
      after: (delay, run) => {
        const timer = setTimeout(run, delay * 1_000);
        return () => clearTimeout(timer);
      },
    });
    client.on("message", (_topic, payload) => gate.hear(payload.toString("utf8")));
    await subscribe(client, COMMAND_TOPIC, context);
    context.hint(`Listening to ${COMMAND_TOPIC}, reporting on ${STATE_TOPIC}. Ctrl-C ends.`);
    const comeUp = (): void => {
      void publish(CONNECTION_TOPIC, JSON.stringify({ connected: true }));
      gate.start();
    };
    comeUp();
    client.on("connect", comeUp);
    await new Promise<void>((resolve) => process.once("SIGINT", resolve));
    gate.stop();
    // The broker publishes a will for who is lost, not for who says goodbye.
    await publish(CONNECTION_TOPIC, LOST);
    await client.endAsync();
  },
};

function secondsOf(text: string | undefined, { mistake }: ToolContext): number {
  if (text === undefined) return DEFAULT_SECONDS;
  const seconds = Number(text);
  if (/^\d{1,4}(?:\.\d{1,3})?$/.test(text) && seconds <= MAXIMUM_SECONDS) return seconds;
  throw mistake(`--seconds must be a number up to ${MAXIMUM_SECONDS}, not ${JSON.stringify(text)}.`);
}
