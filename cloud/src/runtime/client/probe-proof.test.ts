import { describe, expect, test } from "vitest";
import { probeProof, provenProbe } from "./probe-proof.ts";

const SECRETS = ["of the administrator", "of the console"];
const proof = probeProof("audit", "of the console");

describe("TRACE-8 a probe is proved by a key of the cloud", () => {
  test.each([
    ["the proof", proof, "audit"],
    ["another tool's", probeProof("access", "of the administrator"), "access"],
    ["a proof under another key", probeProof("audit", "of somebody"), undefined],
    ["the proof of one tool for another", proof.replace("audit", "access"), undefined],
    ["a claim", "audit", undefined],
    ["a proof and more", `${proof}0`, undefined],
    ["two", `${proof}, ${proof}`, undefined],
    ["nothing", "", undefined],
  ])("%s", (_title, value, expected) => {
    expect(provenProbe(value, SECRETS)).toBe(expected);
  });

  test("without keys nothing is proved", () => {
    expect(provenProbe(proof, [])).toBeUndefined();
  });

  test("the key is not in it", () => {
    expect(proof).toMatch(/^audit [0-9a-f]{64}$/);
  });
});
