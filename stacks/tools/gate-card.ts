/**
 * The gate on the start page of the console: portcullis.json names this file as `card`. Like the other
 * tools it is a client of the cloud, and nothing that is deployed.
 */
interface Cloud {
  call<Output>(service: string, operation: string, input: object): Promise<Output>;
  readonly trace: {
    newest(filter: {
      operation: string;
      verdicts: readonly ["allow"];
      limit: number;
    }): readonly { readonly who: string; readonly at: number }[];
  };
}

const CONTROL = "POST /gates/control";

interface Retained {
  readonly payload: string;
  readonly lastModifiedTime: number;
}

export async function card(cloud: Cloud) {
  const report = await retained(cloud, "gateState");
  const connection = await retained(cloud, "gateConnection");
  const state = textIn(report, "state") ?? "unknown";
  const [last] = cloud.trace.newest({ operation: CONTROL, verdicts: ["allow"], limit: 1 });
  return {
    title: "The gate",
    route: CONTROL,
    picture: { svg: drawing(state === "open"), alt: `The gate is ${state}` },
    facts: [
      [
        "State",
        report === undefined ? "unknown: nothing was reported" : `${state}, reported ${timeOf(report)}`,
      ],
      ["Connection", connection === undefined ? "unknown" : connectionText(connection)],
      ["Last asked", last === undefined ? "nobody since the start" : `${last.who}, ${time(last.at)}`],
    ],
    ...(report === undefined ? { note: "A gate for the desk: npx portcullis gate simulate" } : {}),
  };
}

/** Undefined where nothing is retained on the topic. */
async function retained(cloud: Cloud, topic: string): Promise<Retained | undefined> {
  try {
    return await cloud.call<Retained>("iot-data", "GetRetainedMessage", { topic });
  } catch (error) {
    if ((error as { code?: string }).code === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

function textIn(message: Retained | undefined, member: string): string | undefined {
  const value = bodyOf(message)?.[member];
  return typeof value === "string" ? value : undefined;
}

function bodyOf(message: Retained | undefined): Readonly<Record<string, unknown>> | undefined {
  if (message === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(message.payload, "base64").toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function connectionText(message: Retained): string {
  const connected = bodyOf(message)?.["connected"];
  return connected === true ? "online" : connected === false ? `lost ${timeOf(message)}` : "unknown";
}

function timeOf({ lastModifiedTime }: Retained): string {
  return time(lastModifiedTime);
}

function time(at: number): string {
  return new Date(at).toLocaleTimeString("en-GB", { hour12: false });
}

/** A wall with an arch; the portcullis in it is up or down. */
function drawing(isOpen: boolean): string {
  const bars = isOpen
    ? "M125 58v24M142 47v35M160 43v39M178 47v35M195 58v24"
    : "M125 58v74M142 47v85M160 43v89M178 47v85M195 58v74";
  const cross = isOpen ? "M112 76h96" : "M112 76h96M110 98h100M110 120h100";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 132">
<style>.sky{fill:#dfe9e2}.wall{fill:#cfc6b6}.shade{fill:#b3a896}.iron{stroke:#24363f}.orb{fill:#f6b94c}
@media (prefers-color-scheme:dark){.sky{fill:#1b2733}.wall{fill:#3a474d}.shade{fill:#2a363c}.iron{stroke:#0b1215}.orb{fill:#f4e3b2}}</style>
<path class="sky" d="M0 0h320v132H0z"/><path class="wall" d="M0 26h26v-12h28v12h32v-12h28v12h92v-12h28v12h32v-12h28v12h26v106H0z"/>
<path class="shade" d="M98 132V92a62 62 0 0 1 124 0v40z"/><path class="sky" d="M110 132V92a50 50 0 0 1 100 0v40z"/>
<circle class="orb" cx="178" cy="92" r="13"/><g class="iron" fill="none" stroke-width="4.5"><path d="${bars}"/><path stroke-width="3.5" d="${cross}"/></g></svg>`;
}
