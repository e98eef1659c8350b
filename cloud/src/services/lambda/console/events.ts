import type { Invoker } from "../../../web/words/invokers.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";

/** An event that somebody saved for a function. */
export interface SavedEvent {
  readonly name: string;
  readonly text: string;
}

const MOST_EVENTS = 50;
export const LONGEST_EVENT_NAME = 100;

export function savedEvents(console: ConsoleContext, functionName: string): readonly SavedEvent[] {
  return console.saved.get<readonly SavedEvent[]>(keyOf(functionName)) ?? [];
}

/** Takes the place of one with the same name. */
export function saveEvent(console: ConsoleContext, functionName: string, event: SavedEvent): void {
  const others = savedEvents(console, functionName).filter(({ name }) => name !== event.name);
  console.saved.set(keyOf(functionName), [...others, event].slice(-MOST_EVENTS));
}

export function removeEvent(console: ConsoleContext, functionName: string, name: string): void {
  const left = savedEvents(console, functionName).filter((event) => event.name !== name);
  console.saved.set(keyOf(functionName), left.length === 0 ? undefined : left);
}

function keyOf(functionName: string): string {
  return `events of ${functionName}`;
}

/** An event to begin with: what a call of its first route looks like, else an empty one. */
export function starterEvent(invokers: readonly Invoker[]): string {
  const route = invokers.find((invoker) => invoker.route !== undefined)?.route;
  if (route === undefined) return "{}";
  const method = route.method === "*" ? "GET" : route.method;
  const hasBody = method !== "GET" && method !== "DELETE";
  return JSON.stringify(
    {
      resource: route.path,
      path: route.path,
      httpMethod: method,
      headers: hasBody ? { "content-type": "application/json" } : {},
      queryStringParameters: null,
      pathParameters: null,
      requestContext: {
        httpMethod: method,
        resourcePath: route.path,
        authorizer: { claims: { sub: "00000000-0000-4000-8000-000000000000" } },
      },
      body: hasBody ? "{}" : null,
      isBase64Encoded: false,
    },
    undefined,
    2,
  );
}
