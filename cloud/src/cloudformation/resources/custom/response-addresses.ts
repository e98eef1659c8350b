import type { Randomness } from "../../../core/randomness.ts";
import type { PutText } from "../shared/put.ts";

export interface ResponseAddress {
  /** Where the function puts its response. */
  readonly url: string;
  close(): void;
}

/** Addresses that wait for responses of functions; they live as long as somebody waits. */
export interface ResponseAddresses {
  /** @param onPut called once, with the first text that is put there */
  open(onPut: (text: PutText) => void): ResponseAddress;
  /** False when nobody waits at that address: it was never made, it was used, or its time is over. */
  put(token: string, text: PutText): boolean;
}

/** 256 bits: who was not given an address does not find it. */
const TOKEN_BYTES = 32;

/** CFN-RESPONSE-URL: an address is unguessable and takes one response. */
export function createResponseAddresses(randomness: Randomness, base: string): ResponseAddresses {
  const waiting = new Map<string, (text: PutText) => void>();
  return {
    open: (onPut) => {
      const token = randomness.bytes(TOKEN_BYTES).toString("base64url");
      waiting.set(token, onPut);
      return { url: `${base}/${token}`, close: () => waiting.delete(token) };
    },
    put: (token, text) => {
      const onPut = waiting.get(token);
      if (onPut === undefined) return false;
      waiting.delete(token);
      onPut(text);
      return true;
    },
  };
}
