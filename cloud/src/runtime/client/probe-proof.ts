import { createHmac, timingSafeEqual } from "node:crypto";
import type { Probe } from "../../core/ports/probes.ts";

/** Bears the proof; lower case, as requests have their headers. */
export const PROBE_HEADER = "x-portcullis-probe";

const PROBES: readonly Probe[] = ["access", "audit", "command", "deployment"];

/**
 * Says that a call to this cloud is a probe, and proves that its caller knows a key of this cloud: the
 * key itself does not go over the wire, and the proof opens nothing.
 * @returns `audit <64 hexadecimal digits>`
 */
export function probeProof(probe: Probe, secretAccessKey: string): string {
  return `${probe} ${createHmac("sha256", secretAccessKey).update(`portcullis probe ${probe}`).digest("hex")}`;
}

/** TRACE-8: what a header claims counts with the proof only. @param secrets of the keys that prove it */
export function provenProbe(value: string, secrets: readonly string[]): Probe | undefined {
  const given = Buffer.from(value);
  return PROBES.find((probe) =>
    secrets.some((secret) => {
      const proof = Buffer.from(probeProof(probe, secret));
      return proof.length === given.length && timingSafeEqual(proof, given);
    }),
  );
}
