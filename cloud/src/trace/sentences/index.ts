import { NO_PEOPLE, type People } from "../../core/ports/people.ts";
import type { TraceEvent } from "../../core/ports/trace.ts";
import type { Reason } from "../../core/reasons.ts";
import { askingThisCloud } from "../../core/shown-commands.ts";
import { API_PHRASES } from "./api.ts";
import { FUNCTION_PHRASES, TRIGGER_PHRASES } from "./functions.ts";
import { OAUTH_PHRASES } from "./oauth.ts";
import { BROKER_PHRASES, MAIL_PHRASES, OWN_PHRASES, STACK_PHRASES, STORAGE_PHRASES } from "./others.ts";
import { POLICY_PHRASES } from "./policies.ts";
import { CODE_PHRASES, SIGN_IN_PHRASES, TOKEN_PHRASES } from "./sign-in.ts";
import { SIGNATURE_PHRASES } from "./signatures.ts";
import { EventView, type Phrase, type Phraser } from "./view.ts";
import { cutTo, LONGEST_SENTENCE, resourceName, withShortNames } from "./words.ts";

/** The sentence of every reason; the compiler misses a reason without one. */
export const PHRASES: Readonly<Record<Reason, Phraser>> = {
  ...SIGNATURE_PHRASES,
  ...POLICY_PHRASES,
  ...API_PHRASES,
  ...FUNCTION_PHRASES,
  ...TRIGGER_PHRASES,
  ...SIGN_IN_PHRASES,
  ...CODE_PHRASES,
  ...TOKEN_PHRASES,
  ...OAUTH_PHRASES,
  ...BROKER_PHRASES,
  ...STORAGE_PHRASES,
  ...MAIL_PHRASES,
  ...STACK_PHRASES,
  ...OWN_PHRASES,
};

/** An event in words. */
export interface Explanation extends Phrase {
  /** Who asked for what. */
  readonly asked: string;
  /** `asked; decided; would.` in at most 160 characters [TRACE-4]. */
  readonly sentence: string;
}

/** Turns an event into words for people; made only when a person looks. */
export function explain(event: TraceEvent, people: People = NO_PEOPLE): Explanation {
  const view = new EventView(event, people);
  const phrase = event.why === undefined ? plainPhrase(event) : PHRASES[event.why.reason](view);
  const would = view.would ?? phrase.would;
  const asked = askedOf(view);
  const lost = event.step === "dead-letter" ? "; the message is lost" : "";
  const { brief, ...told } = phrase;
  return {
    ...told,
    ...(told.next === undefined ? {} : { next: askingThisCloud(told.next) }),
    decided: `${phrase.decided}${lost}`,
    ...(would === undefined ? {} : { would }),
    asked,
    sentence: sentenceOf(asked, `${brief ?? phrase.decided}${lost}`, {
      would,
      isQuestion: view.has("asked", "action"),
    }),
  };
}

function askedOf(view: EventView): string {
  const action = view.text("asked", "action");
  const resource = resourceName(view.text("asked", "resource"));
  if (action === "") return `${view.who} asked for ${view.operation}`;
  const sealed = view.has("had", "sealed") ? ` for ${resourceName(view.text("had", "sealed"))}` : "";
  return `${view.who} asked for ${action}${resource === "" ? "" : ` on ${resource}`}${sealed}`;
}

/** What the caller got, where no rule said more. */
function plainPhrase({ verdict, wire, step }: TraceEvent): Phrase {
  if (wire === undefined) return { decided: `${step}: ${verdict}` };
  if (verdict === "allow") return { decided: `answered with ${wire.status}` };
  const message = wire.message.replace(/\.$/, "");
  return { decided: message === "" ? wire.code : `${wire.code}: ${message}` };
}

interface Rest {
  readonly would: string | undefined;
  /** Who asked for which action says what would help: to allow it. */
  readonly isQuestion: boolean;
}

/** Whole; else with short names; else without the part that the others imply; else cut. */
function sentenceOf(asked: string, decided: string, { would, isQuestion }: Rest): string {
  const help = would === undefined ? [] : [would];
  const whole = joined([asked, decided, ...help]);
  const main = joined(isQuestion ? [asked, decided] : [decided, ...help]);
  const fitting = [whole, withShortNames(whole), main].find(({ length }) => length <= LONGEST_SENTENCE);
  return fitting ?? cutTo(withShortNames(main), LONGEST_SENTENCE);
}

function joined(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== "").join("; ")}.`;
}
