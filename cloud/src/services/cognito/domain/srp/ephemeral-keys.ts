import type { Randomness } from "../../../../core/randomness.ts";
import type { SrpArithmetic } from "./arithmetic.ts";

/** The server's secret of one SRP exchange and what it makes of it. */
export interface EphemeralKey {
  readonly b: Buffer;
  /** `g^b mod N`, 384 bytes. */
  readonly power: Buffer;
}

/** Hands out each key once. */
export interface EphemeralKeys {
  take(): Promise<EphemeralKey>;
}

interface Taker {
  readonly resolve: (key: EphemeralKey) => void;
  readonly reject: (reason: unknown) => void;
}

const PRIVATE_BYTES = 32;
const LARGEST_STOCK = 16;

/**
 * Keys do not depend on who signs in, so under load they are made several at a time, ahead: one change
 * of thread for all of them. The first sign-in makes just its own.
 */
export function createEphemeralKeys(
  arithmetic: Pick<SrpArithmetic, "powers">,
  randomness: Randomness,
): EphemeralKeys {
  const stock: EphemeralKey[] = [];
  const takers: Taker[] = [];
  let ahead = 0;
  let making = false;

  const make = async (count: number): Promise<EphemeralKey[]> => {
    const secrets = Array.from({ length: count }, () => randomness.bytes(PRIVATE_BYTES));
    const powers = await arithmetic.powers(secrets);
    return powers.map((power, index) => ({ b: secrets[index] ?? Buffer.alloc(0), power }));
  };
  const handOut = (): void => {
    while (takers.length > 0 && stock.length > 0) {
      const key = stock.pop();
      if (key !== undefined) takers.shift()?.resolve(key);
    }
  };
  const refill = async (): Promise<void> => {
    if (making) return;
    making = true;
    try {
      stock.push(...(await make(Math.min(LARGEST_STOCK, takers.length + ahead))));
      ahead = Math.min(LARGEST_STOCK, ahead * 2 + 1);
      handOut();
    } catch (error) {
      for (const taker of takers.splice(0)) taker.reject(error);
    } finally {
      making = false;
    }
    if (takers.length > 0) void refill();
  };

  return {
    take: () => {
      const key = takers.length === 0 ? stock.pop() : undefined;
      if (key !== undefined) {
        if (stock.length < ahead / 2) void refill();
        return Promise.resolve(key);
      }
      return new Promise((resolve, reject) => {
        takers.push({ resolve, reject });
        void refill();
      });
    },
  };
}
