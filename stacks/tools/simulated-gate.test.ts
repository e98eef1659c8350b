import { describe, expect, test } from "vitest";
import { createSimulatedGate, type SimulatedGateOptions } from "./simulated-gate.ts";

/** A gate whose time passes when the test says so. */
function gateWith(options: Partial<SimulatedGateOptions> = {}) {
  const reported: string[] = [];
  const said: string[] = [];
  let pending: { seconds: number; run: () => void } | undefined;
  const gate = createSimulatedGate({
    seconds: 5,
    fail: false,
    report: (state) => reported.push(state),
    say: (line) => said.push(line),
    after: (seconds, run) => {
      pending = { seconds, run };
      return () => {
        pending = undefined;
      };
    },
    ...options,
  });
  const arrive = () => {
    const way = pending;
    pending = undefined;
    way?.run();
    return way?.seconds;
  };
  const tell = (message: string) => gate.hear(JSON.stringify({ message }));
  return { gate, reported, said, arrive, tell };
}

describe("createSimulatedGate", () => {
  test("begins closed, opens and closes, and takes its time for each", () => {
    const { gate, reported, arrive, tell } = gateWith();
    gate.start();
    tell("open");
    expect(reported).toEqual(["closed", "opening"]);
    expect(arrive()).toBe(5);
    tell("close");
    expect(arrive()).toBe(5);
    expect(reported).toEqual(["closed", "opening", "open", "closing", "closed"]);
  });

  test("turns round on its way; the way it left is called off", () => {
    const { reported, arrive, tell } = gateWith();
    tell("open");
    tell("close");
    arrive();
    expect([arrive(), reported]).toEqual([undefined, ["opening", "closing", "closed"]]);
  });

  test("a command that is being done, or is done, is answered and moves nothing", () => {
    const { reported, said, arrive, tell } = gateWith();
    tell("close");
    tell("open");
    tell("open");
    arrive();
    tell("open");
    expect(reported).toEqual(["closed", "opening", "opening", "open", "open"]);
    expect(said).toContain("Heard open; the gate is opening already.");
  });

  test("--fail: hears and does not answer", () => {
    const { reported, said, arrive, tell } = gateWith({ fail: true });
    tell("open");
    expect([arrive(), reported]).toEqual([undefined, []]);
    expect(said).toEqual(["Heard open; this gate does not answer."]);
  });

  test("stopping calls off the way", () => {
    const { gate, reported, arrive, tell } = gateWith();
    tell("open");
    gate.stop();
    expect([arrive(), reported]).toEqual([undefined, ["opening"]]);
  });

  test.each([
    "",
    "open",
    '"open"',
    "null",
    "[]",
    "{",
    '{"message":"explode"}',
    '{"message":["open"]}',
    "\u0000",
  ])("what is no command (%j) moves nothing", (payload) => {
    const { gate, reported, said } = gateWith();
    gate.hear(payload);
    expect([reported, said]).toEqual([[], ["Heard what is no command; nothing moves."]]);
  });
});
