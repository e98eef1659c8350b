import type { KeyValueStore } from "./chunked-store";

/** Amplify's own choice, localStorage: a browser has no store that scripts of the page cannot read. */
export function createTokenStorage(): KeyValueStore | undefined {
  return undefined;
}
