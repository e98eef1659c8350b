import type { Randomness } from "../../core/randomness.ts";
import type { TokenSet } from "./redeem.ts";

/** How a sign-in that a terminal asked for ended. */
export type Outcome =
  | { readonly status: "signed-in"; readonly tokens: TokenSet }
  | { readonly status: "failed"; readonly reason: string };

interface Ticket {
  readonly id: string;
  readonly clientId: string;
  outcome: Outcome | undefined;
  readonly listeners: Set<() => void>;
}

/**
 * What connects a terminal with the browser in which a person signs in: `id` goes into the address,
 * `key` fetches the tokens and stays in the terminal.
 */
export interface Tickets {
  open(clientId: string): { readonly id: string; readonly key: string };
  /** Whether a ticket waits for a sign-in at this app client. */
  isOpen(id: string, clientId: string): boolean;
  settle(id: string, outcome: Outcome): void;
  /** The outcome, handed out once; undefined when there is no such ticket. */
  wait(key: string, seconds: number): Promise<Outcome | "pending" | undefined>;
}

const MOST = 50;

export function createTickets({ randomness }: { readonly randomness: Randomness }): Tickets {
  const byKey = new Map<string, Ticket>();
  const find = (id: string) => [...byKey.values()].find((ticket) => ticket.id === id);
  return {
    open: (clientId) => {
      const oldest = byKey.size >= MOST ? byKey.keys().next().value : undefined;
      if (oldest !== undefined) byKey.delete(oldest);
      const id = randomness.bytes(12).toString("base64url");
      const key = randomness.bytes(32).toString("base64url");
      byKey.set(key, { id, clientId, outcome: undefined, listeners: new Set() });
      return { id, key };
    },
    isOpen: (id, clientId) => {
      const ticket = find(id);
      return ticket?.clientId === clientId && ticket.outcome === undefined;
    },
    settle: (id, outcome) => {
      const ticket = find(id);
      if (ticket === undefined || ticket.outcome !== undefined) return;
      ticket.outcome = outcome;
      for (const listener of ticket.listeners) listener();
    },
    wait: async (key, seconds) => {
      const ticket = byKey.get(key);
      if (ticket === undefined) return undefined;
      if (ticket.outcome === undefined) await ended(ticket, seconds);
      if (ticket.outcome === undefined) return "pending";
      return byKey.delete(key) ? ticket.outcome : undefined;
    },
  };
}

function ended({ listeners }: Ticket, seconds: number): Promise<void> {
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      listeners.delete(finish);
      resolve();
    };
    listeners.add(finish);
    // A cloud that is closed does not wait for those who wait for a sign-in.
    const timer = setTimeout(finish, seconds * 1000).unref();
  });
}
