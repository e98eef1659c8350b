/** A genuine token of somebody whom the audit made and removed. */
export interface KeptToken {
  /** Id of the API that took it. */
  readonly api: string;
  /** `GET /orders` */
  readonly route: string;
  readonly token: string;
}

/**
 * AUDIT-15: what one run keeps for a later one, which sends it after its end. Nothing else of a run is kept,
 * and nothing that still works after its end.
 */
export interface KeptTokens {
  of(api: string, route: string): string | undefined;
  /** In place of the one for the same route. */
  keep(token: KeptToken): void;
  forget(api: string, route: string): void;
}

/** APIs and routes come and go; those of the oldest make room. */
const LIMIT = 200;

/** @param save is told of all of them after every change */
export function createKeptTokens(
  known: readonly KeptToken[],
  save: (tokens: readonly KeptToken[]) => void,
): KeptTokens {
  let tokens = known;
  const without = (api: string, route: string) =>
    tokens.filter((one) => one.api !== api || one.route !== route);
  const set = (next: readonly KeptToken[]): void => {
    tokens = next;
    save(tokens);
  };
  return {
    of: (api, route) => tokens.find((one) => one.api === api && one.route === route)?.token,
    keep: (token) => set([...without(token.api, token.route), token].slice(-LIMIT)),
    forget: (api, route) => set(without(api, route)),
  };
}
