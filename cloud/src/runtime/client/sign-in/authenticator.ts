import type { Clock } from "../../../core/clock.ts";
import { UserError } from "../../../core/errors.ts";
import { timeStep, totpCode } from "../../../services/cognito/domain/mfa/totp.ts";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** An authenticator app. A pool takes no code twice, so the next code is of the following step. */
export class Authenticator {
  readonly #secret: Buffer;
  readonly #clock: Clock;
  #lastStep = 0;

  /** @param secret Base32 */
  constructor(secret: string, clock: Clock) {
    this.#secret = decodeBase32(secret);
    this.#clock = clock;
  }

  next(): string {
    const now = timeStep(this.#clock.now());
    const step = Math.max(now, this.#lastStep + 1);
    if (step > now + 1) {
      throw new UserError(
        "Every code of this time was given already: let 30 seconds pass, cloud.clock.advance(30).",
      );
    }
    this.#lastStep = step;
    return totpCode(this.#secret, step);
  }
}

function decodeBase32(text: string): Buffer {
  const bytes: number[] = [];
  let buffered = 0;
  let bits = 0;
  for (const character of text.replace(/[\s=]/g, "").toUpperCase()) {
    const value = ALPHABET.indexOf(character);
    if (value === -1) throw new UserError("The secret of an authenticator app is not Base32.");
    buffered = ((buffered & 0xff) << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((buffered >>> bits) & 0xff);
    }
  }
  return Buffer.from(bytes);
}
