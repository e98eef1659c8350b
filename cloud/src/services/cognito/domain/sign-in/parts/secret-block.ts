import type { Clock } from "../../../../../core/clock.ts";
import type { Randomness } from "../../../../../core/randomness.ts";
import { createSealer } from "../../../../../store/sealing.ts";

/** What the server must remember between the two steps of SRP, kept by the client, sealed. */
export interface SrpChallenge {
  readonly id: string;
  readonly userPoolId: string;
  readonly clientId: string;
  /** Of the user, or of the simulation of one. */
  readonly sub: string;
  readonly username: string;
  /** Epoch ms. */
  readonly expiresAt: number;
  readonly b: Buffer;
  readonly clientPublic: Buffer;
  readonly serverPublic: Buffer;
  /** The custom sign-in that asked for the password; undefined in USER_SRP_AUTH. */
  readonly custom: string | undefined;
}

/** Turns challenges into `SECRET_BLOCK` bytes and back. */
export interface SecretBlocks {
  seal(challenge: Omit<SrpChallenge, "id" | "expiresAt">, lifetimeMs: number): Buffer;
  /** Undefined for what is not ours, changed or expired. */
  open(block: Buffer): SrpChallenge | undefined;
}

type Wire = Record<"i" | "p" | "c" | "s" | "u" | "b" | "A" | "B", string> & {
  readonly e: number;
  readonly k?: string;
};

const CONTEXT = "secret-block";
const MAX_BYTES = 4_096;

export function createSecretBlocks(masterKey: Buffer, clock: Clock, randomness: Randomness): SecretBlocks {
  const sealer = createSealer(masterKey, "cognito/secret-block");
  return {
    seal: (challenge, lifetimeMs) => {
      const wire: Wire = {
        i: randomness.bytes(16).toString("base64url"),
        p: challenge.userPoolId,
        c: challenge.clientId,
        s: challenge.sub,
        u: challenge.username,
        b: challenge.b.toString("base64"),
        A: challenge.clientPublic.toString("base64"),
        B: challenge.serverPublic.toString("base64"),
        e: clock.now() + lifetimeMs,
        ...(challenge.custom === undefined ? {} : { k: challenge.custom }),
      };
      return sealer.seal(Buffer.from(JSON.stringify(wire)), CONTEXT);
    },
    open: (block) => {
      const plain = block.length > MAX_BYTES ? undefined : sealer.open(block, CONTEXT);
      if (plain === undefined) return undefined;
      const wire = JSON.parse(plain.toString("utf8")) as Wire;
      return clock.now() >= wire.e ? undefined : decode(wire);
    },
  };
}

function decode(wire: Wire): SrpChallenge {
  return {
    id: wire.i,
    userPoolId: wire.p,
    clientId: wire.c,
    sub: wire.s,
    username: wire.u,
    expiresAt: wire.e,
    b: Buffer.from(wire.b, "base64"),
    clientPublic: Buffer.from(wire.A, "base64"),
    serverPublic: Buffer.from(wire.B, "base64"),
    custom: wire.k,
  };
}
