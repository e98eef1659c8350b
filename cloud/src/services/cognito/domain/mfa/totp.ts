import { createHmac, timingSafeEqual } from "node:crypto";

const STEP_MS = 30_000;
const DIGITS = 6;
/** A clock may be one step off, and a code may be typed as it changes. */
const WINDOW = [0, -1, 1];

/** The time step T of RFC 6238 §4.2. @param now epoch milliseconds */
export function timeStep(now: number): number {
  return Math.floor(now / STEP_MS);
}

/** The code of one time step: HMAC-SHA-1, six digits (RFC 6238, RFC 4226 §5.3). */
export function totpCode(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", secret).update(counter).digest();
  const offset = (mac[mac.length - 1] ?? 0) & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, "0");
}

/** The step whose code this is, within one step of now; undefined when it is no code of now. */
export function matchingStep(secret: Buffer, code: string, now: number): number | undefined {
  if (!/^[0-9]{6}$/.test(code)) return undefined;
  const given = Buffer.from(code);
  const current = timeStep(now);
  let found: number | undefined;
  for (const offset of WINDOW) {
    const matches = timingSafeEqual(given, Buffer.from(totpCode(secret, current + offset)));
    if (matches && found === undefined) found = current + offset;
  }
  return found;
}

const FARTHEST_STEPS = 20;

/** How many steps off a wrong code is, up to ten minutes; for the trace. All are looked at, whatever fits. */
export function clockOffset(secret: Buffer, code: string, now: number): number | undefined {
  const current = timeStep(now);
  let found: number | undefined;
  for (let offset = -FARTHEST_STEPS; offset <= FARTHEST_STEPS; offset += 1) {
    if (totpCode(secret, current + offset) === code) found ??= offset;
  }
  return found;
}
