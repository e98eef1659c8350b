import type { FactValue, Why } from "../../core/why.ts";
import type { Story } from "../../trace/story.ts";
import { ICONS } from "../../web/parts/marks.tsx";
import { CONSOLE_PATH } from "../../web/paths.ts";

/** What a token lacked, and what it had. */
export interface Missing {
  readonly scopes: readonly string[];
  readonly present: readonly string[];
  /** The token that came; undefined where its end is not known. */
  readonly token: { readonly use: string; readonly endsAt: number } | undefined;
}

/** Undefined where it was no scope that was missing. */
export function missingOf(story: Story): Missing | undefined {
  const why = decidingWhy(story);
  if (why?.reason !== "scope-missing") return undefined;
  const { exp, token_use: use } = why.had ?? {};
  return {
    scopes: textsOf(why.asked?.["scopes"]),
    present: textsOf(why.had?.["scopes"]),
    token:
      typeof exp === "number" && typeof use === "string" && Number.isFinite(exp)
        ? { use, endsAt: exp * 1000 }
        : undefined,
  };
}

export interface WayOn {
  readonly text: string;
  readonly href: string;
  readonly icon: string;
}

/**
 * Where to go from a request that did not pass: to the person, to the route, to who may.
 *
 * @param isGone whether nobody has a user name any more; their page is gone too
 */
export function waysOn(story: Story, isGone: (username: string) => boolean): WayOn[] {
  if (story.verdict === "allow") return [];
  const why = decidingWhy(story);
  const [pool, username] = [why?.had?.["pool"], why?.had?.["username"]].map(textOf);
  const api = textOf(why?.by?.["api"]);
  const route = story.operation;
  return [
    ...(pool === undefined || username === undefined || isGone(username)
      ? []
      : [{ text: personText(story), href: pathOf("people", pool, username), icon: ICONS.people }]),
    ...(api === undefined || !route.includes(" ")
      ? []
      : [
          {
            text: "Try it again …",
            href: `${pathOf("apis", api)}?${new URLSearchParams({ route })}#try`,
            icon: ICONS.send,
          },
          {
            text: "Who may?",
            href: `${CONSOLE_PATH}access?${new URLSearchParams({ q: route })}`,
            icon: ICONS.access,
          },
        ]),
  ];
}

function personText({ who, would }: Story): string {
  const name = who.includes("@") ? who : "the person";
  return would?.startsWith("group ") === true ? `Groups of ${name} …` : `Open ${name}`;
}

function decidingWhy(story: Story): Why | undefined {
  return story.steps.findLast(({ event }) => event.why !== undefined)?.event.why;
}

function pathOf(...parts: readonly string[]): string {
  return `${CONSOLE_PATH}${parts.map(encodeURIComponent).join("/")}`;
}

function textOf(value: FactValue): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function textsOf(value: FactValue): readonly string[] {
  return Array.isArray(value) ? value : [];
}
