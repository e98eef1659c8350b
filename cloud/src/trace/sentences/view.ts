import type { People } from "../../core/ports/people.ts";
import type { TraceEvent } from "../../core/ports/trace.ts";
import type { Facts, FactValue } from "../../core/why.ts";
import { resourceName, shortName } from "./words.ts";

/** What the sentence of one reason is made from. */
export interface Phrase {
  /** What decided, by name: `the token lacks openid (has profile)`. */
  readonly decided: string;
  /** The same where the resource was named before, as in a sentence: `the queue's policy` is short. */
  readonly brief?: string;
  /** The smallest change that lets it pass. */
  readonly would?: string;
  /** The next command. */
  readonly next?: string;
}

export type Phraser = (view: EventView) => Phrase;

type Part = "asked" | "had" | "by" | "near";

/** Reads the facts of an event; what is not there reads as an empty text or list. */
export class EventView {
  readonly event: TraceEvent;
  readonly people: People;

  constructor(event: TraceEvent, people: People) {
    this.event = event;
    this.people = people;
  }

  /** Who came; where a service or a role acted from inside, that one. */
  get who(): string {
    const [actor, purpose] = [this.text("had", "actor"), this.text("had", "for")];
    if (actor.startsWith("arn:")) return callerName(actor);
    if (actor !== "") return purpose === "" ? actor : `${actor} for ${resourceName(purpose)}`;
    const name = callerName(this.event.who);
    return this.people.displayName(name) ?? name;
  }

  get operation(): string {
    return this.event.operation ?? "the call";
  }

  get would(): string | undefined {
    return this.event.why?.would;
  }

  has(part: Part, name: string): boolean {
    return this.#value(part, name) !== undefined;
  }

  text(part: Part, name: string): string {
    const value = this.#value(part, name);
    if (value === undefined) return "";
    return typeof value === "object" ? value.join(", ") : String(value);
  }

  number(part: Part, name: string): number {
    const value = this.#value(part, name);
    return typeof value === "number" ? value : 0;
  }

  flag(part: Part, name: string): boolean {
    return this.#value(part, name) === true;
  }

  list(part: Part, name: string): readonly string[] {
    const value = this.#value(part, name);
    if (typeof value === "object") return value;
    return value === undefined || value === "" ? [] : [String(value)];
  }

  #value(part: Part, name: string): FactValue {
    const facts: Facts | undefined = this.event.why?.[part];
    return facts !== undefined && Object.hasOwn(facts, name) ? facts[name] : undefined;
  }
}

/** `nobody`, `role X`, the name of a user as it is. */
function callerName(who: string | undefined): string {
  if (who === undefined || who === "" || who === "anonymous") return "nobody";
  if (!who.startsWith("arn:")) return who;
  const resource = who.split(":").slice(5).join(":");
  const [kind = "", name = ""] = resource.split("/");
  if (kind === "assumed-role" || kind === "role")
    return `role ${resource.startsWith("role/") ? resource.slice(resource.lastIndexOf("/") + 1) : name}`;
  return kind === "user" ? name : shortName(resource);
}
