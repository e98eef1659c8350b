import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseGateCommand } from "./gate-command.ts";

const parse = (body: unknown) =>
  parseGateCommand(typeof body === "string" ? body : JSON.stringify(body), "controlGate");

describe("DOOR-5 parseGateCommand", () => {
  test.each(["open", "close"])("takes %s with the topic of the gate", (message) => {
    expect(parse({ topic: "controlGate", message })).toEqual({ kind: "command", message });
  });

  test("takes a command without a topic", () => {
    expect(parse({ message: "open" })).toEqual({ kind: "command", message: "open" });
  });

  test.each([
    [{ topic: "other", message: "open" }, 'The topic must be "controlGate".'],
    [{ topic: null, message: "open" }, 'The topic must be "controlGate".'],
    [{ topic: "controlGate", message: "explode" }, 'The message must be "open" or "close".'],
    [{ topic: "controlGate" }, 'The message must be "open" or "close".'],
    [{ message: ["open"] }, 'The message must be "open" or "close".'],
    [{ message: "open", qos: 0 }, 'Unknown member "qos".'],
    ["", "The body must be JSON."],
    ["{", "The body must be JSON."],
    ["[]", 'The body must be an object such as {"message": "open"}.'],
    ["null", 'The body must be an object such as {"message": "open"}.'],
    [`"${"x".repeat(2_000)}"`, "The body is too long."],
  ])("refuses %j and says why", (body, reason) => {
    expect(parse(body)).toEqual({ kind: "refused", reason });
  });

  test("whatever the body, only open and close come out", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        const command = parse(body);
        return command.kind === "refused" || command.message === "open" || command.message === "close";
      }),
    );
  });
});
