import { describe, expect, test } from "vitest";
import { applyAccepted, type Baseline, baselineText, parseBaseline } from "./accepted.ts";
import type { CheckResult, Finding } from "./model.ts";
import { createPlaces } from "./template/places.ts";
import { readSourceMap } from "./template/source-map.ts";

const FINDING = {
  check: "CFG-27",
  fingerprint: "f1",
  route: "",
  resource: { stack: "app", logicalId: "Alarm", physicalId: "", type: "" },
} as Finding;
const RESULTS = [{ check: { id: "CFG-27" }, findings: [FINDING] }] as unknown as CheckResult[];
const entry = { fingerprint: "f1", check: "CFG-27", resource: "app/Alarm", reason: "known" };
const apply = (accepted: Baseline["accepted"], template = "Resources: {}") =>
  applyAccepted(RESULTS, {
    baseline: { accepted },
    places: createPlaces(new Map([["app", readSourceMap("t.yaml", template)]])),
    today: "2026-11-29",
  });

describe("accepted findings", () => {
  test("AUDIT-3 are marked and stay", () => {
    const { results, unmatched } = apply([entry]);
    expect(results[0]?.findings[0]?.accepted).toEqual({ by: "baseline", reason: "known" });
    expect(unmatched).toEqual([]);
  });

  test("AUDIT-3 count again after their day", () => {
    expect(apply([{ ...entry, until: "2026-11-28" }]).results[0]?.findings[0]?.accepted).toBeUndefined();
    expect(apply([{ ...entry, until: "2026-11-29" }]).results[0]?.findings[0]?.accepted).toBeDefined();
  });

  test("AUDIT-3 an entry that fits nothing is told, unless its check did not run", () => {
    const others = [
      { ...entry, fingerprint: "f2" },
      { ...entry, fingerprint: "f3", check: "TOK-01" },
    ];
    expect(apply(others).unmatched).toEqual(["CFG-27 app/Alarm"]);
  });

  test("AUDIT-3 the template may accept, with a reason", () => {
    const accept = (text: string): string => `Resources:
  Alarm:
    Metadata: { Portcullis: { Accept: [{ id: CFG-27${text} }] } }
`;
    expect(apply([], accept(", reason: nobody is on call")).results[0]?.findings[0]?.accepted).toEqual({
      by: "template",
      reason: "nobody is on call",
    });
    expect(apply([], accept("")).results[0]?.findings[0]?.accepted).toBeUndefined();
  });

  test.each([
    ["{", "is not valid JSON"],
    ["[]", 'must hold { "accepted"'],
    ['{"accepted":[{"fingerprint":"f","check":"C","resource":"r"}]}', 'entry 1 must have "reason"'],
    ['{"accepted":[{"fingerprint":"f","check":"C","resource":"r","reason":" "}]}', 'must have "reason"'],
    [JSON.stringify({ accepted: [{ ...entry, until: "soon" }] }), '"until" must be a day'],
  ])("refuses %s", (text, words) => {
    expect(() => parseBaseline(text, "b.json")).toThrow(words);
  });

  test("what is written is read again, and nothing is written twice", () => {
    const once = baselineText({ accepted: [] }, [FINDING], "seen");
    const read = parseBaseline(once, "b.json");
    expect(read.accepted).toEqual([{ ...entry, reason: "seen" }]);
    expect(baselineText(read, [FINDING], "again")).toBe(once);
  });
});
