import { randomUUID } from "node:crypto";
import { printable } from "../../../web/parts/printable.ts";
import { runNow } from "../../../web/run-now.ts";
import { settled } from "../../../web/settled.ts";
import type {
  ConsoleAnswer,
  ConsoleContext,
  ConsoleForm,
  ConsoleRequest,
  Notice,
} from "../../../wire/console-area.ts";
import { busIn, RULES_PATH, type RuleAddress, rulePath } from "./addresses.ts";
import type { EventDraft } from "./example.ts";
import { readRule } from "./read.ts";

/** What was typed last, of a session. */
export function draftOf({ session }: ConsoleContext, { bus, name }: RuleAddress): EventDraft | undefined {
  return session.get<EventDraft>(`events-draft ${bus} ${name}`);
}

function addressIn(form: ConsoleForm): RuleAddress {
  return { bus: busIn(form.text("bus")), name: form.text("name") };
}

/** What was typed, which the page shows again. */
function keptDraft({ session }: ConsoleContext, form: ConsoleForm, { bus, name }: RuleAddress): EventDraft {
  const draft = {
    source: form.text("source"),
    detailType: form.text("detail-type"),
    detail: form.text("detail"),
  };
  session.set(`events-draft ${bus} ${name}`, draft);
  return draft;
}

/** Puts an event on the bus of a rule, and tells whether it is one for that rule. */
export function put(console: ConsoleContext, { form }: ConsoleRequest): Promise<ConsoleAnswer> {
  const address = addressIn(form);
  const draft = keptDraft(console, form, address);
  return settled(rulePath(address), async () => {
    const { EventPattern, State } = await readRule(console, address);
    const { Entries } = await console.call<{
      Entries: readonly [{ EventId?: string; ErrorCode?: string; ErrorMessage?: string }];
    }>("events", "PutEvents", {
      Entries: [
        {
          Source: draft.source,
          DetailType: draft.detailType,
          Detail: draft.detail,
          EventBusName: address.bus,
        },
      ],
    });
    const [{ EventId, ErrorCode, ErrorMessage }] = Entries;
    if (EventId === undefined) {
      return { verdict: "no", text: printable(`Nothing was put: ${ErrorCode ?? ""}: ${ErrorMessage ?? ""}`) };
    }
    const isFor = EventPattern !== undefined && (await matches(console, EventPattern, { draft, EventId }));
    return {
      verdict: isFor && State !== "DISABLED" ? "yes" : "if",
      text: `Put as ${EventId}. ${wordsOf(isFor, State)}`,
    };
  });
}

function wordsOf(isFor: boolean, state: string): string {
  if (!isFor) return "It does not match this rule.";
  return state === "DISABLED" ? "It matches this rule, which is off." : "It matches this rule.";
}

interface PutEvent {
  readonly draft: EventDraft;
  readonly EventId: string;
}

async function matches(
  console: ConsoleContext,
  EventPattern: string,
  { draft, EventId }: PutEvent,
): Promise<boolean> {
  const event = {
    version: "0",
    id: EventId,
    "detail-type": draft.detailType,
    source: draft.source,
    account: console.account,
    time: new Date(console.now()).toISOString().replace(/\.\d+Z$/, "Z"),
    region: console.region,
    resources: [],
  };
  const detail = parsed(draft.detail);
  const { Result } = await console.call<{ Result: boolean }>("events", "TestEventPattern", {
    EventPattern,
    // What is no JSON is refused as an event.
    Event: detail === undefined ? draft.detail : JSON.stringify({ ...event, detail }),
  });
  return Result;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Tells whether an event is one for the rule; it is put nowhere. */
export function test(console: ConsoleContext, { form }: ConsoleRequest): Promise<ConsoleAnswer> {
  const address = addressIn(form);
  const draft = keptDraft(console, form, address);
  return settled(rulePath(address), async () => {
    const { EventPattern = "{}", State } = await readRule(console, address);
    const isFor = await matches(console, EventPattern, { draft, EventId: randomUUID() });
    return {
      verdict: isFor && State !== "DISABLED" ? "yes" : "if",
      text: `Nothing was put. ${wordsOf(isFor, State)}`,
    };
  });
}

export function run(console: ConsoleContext, request: ConsoleRequest): Promise<ConsoleAnswer> {
  return runNow(console, request, RULES_PATH);
}

export function enable(console: ConsoleContext, request: ConsoleRequest): Promise<ConsoleAnswer> {
  return switchTo(console, request, { operation: "EnableRule", word: "on", back: "disable" });
}

export function disable(console: ConsoleContext, request: ConsoleRequest): Promise<ConsoleAnswer> {
  return switchTo(console, request, { operation: "DisableRule", word: "off", back: "enable" });
}

interface Switch {
  readonly operation: string;
  readonly word: string;
  /** The page that takes it back. */
  readonly back: string;
}

function switchTo(
  console: ConsoleContext,
  { form }: ConsoleRequest,
  { operation, word, back }: Switch,
): Promise<ConsoleAnswer> {
  const { bus, name } = addressIn(form);
  return settled(rulePath({ bus, name }), async (): Promise<Notice> => {
    await console.call("events", operation, { Name: name, EventBusName: bus });
    return {
      verdict: "yes",
      text: `${printable(name)} is ${word}.`,
      undo: { action: `${RULES_PATH}/${back}`, fields: { bus, name } },
    };
  });
}
