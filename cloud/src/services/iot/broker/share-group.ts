import type { Qos } from "./message.ts";
import type { Session } from "./session.ts";

/** Sessions that share one subscription: each message goes to one of them. */
export class ShareGroup {
  readonly #members = new Map<Session, Qos>();

  get isEmpty(): boolean {
    return this.#members.size === 0;
  }

  add(session: Session, qos: Qos): void {
    this.#members.set(session, qos);
  }

  remove(session: Session): void {
    this.#members.delete(session);
  }

  /**
   * Whose turn it is. Connected sessions come first; when there is none, a persistent one keeps
   * the message until it is back.
   * @param mayTake false for sessions whose policies keep the message back
   */
  next(mayTake: (session: Session) => boolean): { readonly session: Session; readonly qos: Qos } | undefined {
    const members = [...this.#members].filter(([session]) => mayTake(session));
    const chosen = members.find(([session]) => session.link !== undefined) ?? members[0];
    if (chosen === undefined) return undefined;
    const [session, qos] = chosen;
    // Behind all others: the next message is somebody else's.
    this.#members.delete(session);
    this.#members.set(session, qos);
    return { session, qos };
  }
}
