import { createHash } from "node:crypto";
import type { SnsContext } from "../shared/context.ts";
import type { Subscription } from "../shared/subscription.ts";

const TOKEN_BYTES = 144;
const THREE_DAYS_MS = 3 * 86_400_000;
const TOKEN = /^[0-9a-f]{288}$/;

export const isToken = (text: string): boolean => TOKEN.test(text);

/** SNS-4: what confirms a subscription is told to its endpoint alone; nothing but a hash of it is kept. */
export function newToken({ clock, randomness }: SnsContext) {
  const token = randomness.bytes(TOKEN_BYTES).toString("hex");
  return { token, tokenHash: hashOf(token), tokenExpiresAt: clock.now() + THREE_DAYS_MS };
}

/** Whether the token confirms the subscription. @param now epoch milliseconds */
export function isTokenOf({ tokenHash, tokenExpiresAt }: Subscription, token: string, now: number): boolean {
  return tokenHash === hashOf(token) && now < tokenExpiresAt;
}

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
