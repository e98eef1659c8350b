import { describe, expect, it } from "vitest";
import { NO_PEOPLE } from "../core/ports/people.ts";
import { aDenial, aLog, anEvent } from "../trace/testing/events.ts";
import { PROBE_AGENT } from "./client/cloud-client.ts";
import { printRefusals } from "./refusal-lines.ts";

function printing() {
  const { log, clock } = aLog();
  const lines: string[] = [];
  printRefusals({ log, people: NO_PEOPLE, print: (line) => lines.push(line) });
  return { log, clock, lines };
}

describe("TRACE-7 lines of the terminal", () => {
  it("one for each refused or failed call of an API, with the command that says more", () => {
    const { log, lines } = printing();

    log.record(anEvent({ request: "00000000-1" }));
    log.record(aDenial({ request: "1a2b3c4d-2", operation: "GET /id" }));
    log.record(aDenial({ request: "ffff0000-3", service: "s3" }));

    expect(lines).toEqual([
      "401 GET /id: it needs a token in Authorization; none came → npx portcullis explain 1a2b",
    ]);
  });

  it("a path cannot move the cursor", () => {
    const { log, lines } = printing();

    log.record(aDenial({ operation: "GET /\u001b[2J\r\n\u202e" }));

    expect(lines[0]).toContain("GET /\\u001b[2J\\u000d\\u000a\\u202e");
  });

  it("what portcullis access tries was meant to be refused", () => {
    const { log, lines } = printing();

    log.record(aDenial({ from: { ip: "127.0.0.1", userAgent: PROBE_AGENT } }));
    log.record(aDenial({ from: { ip: "127.0.0.1", userAgent: "curl" } }));

    expect(lines).toHaveLength(1);
  });

  it("a flood is counted", () => {
    const { log, clock, lines } = printing();

    for (let index = 0; index < 25; index += 1) log.record(aDenial());
    clock.advanceSeconds(1);
    log.record(aDenial());

    expect(lines).toHaveLength(12);
    expect(lines[10]).toBe("… and 15 more refused calls");
  });
});
