import { describe, expect, it } from "vitest";
import { NO_PEOPLE } from "../core/ports/people.ts";
import { aDenial, aLog, anEvent } from "../trace/testing/events.ts";
import { printRefusals } from "./refusal-lines.ts";

function printing() {
  const { log, clock, probes } = aLog();
  const lines: string[] = [];
  printRefusals({ log, people: NO_PEOPLE, print: (line) => lines.push(line) });
  return { log, clock, probes, lines };
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

  it("TRACE-8 what a tool of this cloud tries is one line a run, and no name of a client is such a tool", () => {
    const { log, clock, probes, lines } = printing();
    for (const request of ["p1", "p2"]) {
      probes.begin(request, "audit");
      log.record(aDenial({ request }));
      probes.end(request);
    }
    log.record(aDenial({ request: "p2" }));
    log.record(aDenial({ from: { ip: "127.0.0.1", userAgent: "portcullis-access" } }));
    expect(lines).toEqual([
      "… portcullis audit attacks: what it is refused is left out → npx portcullis explain --last 10 --all",
      expect.stringMatching(/^401 /),
      expect.stringMatching(/^401 /),
    ]);

    clock.advanceSeconds(120);
    probes.begin("p3", "access");
    log.record(aDenial({ request: "p3" }));
    expect(lines).toHaveLength(4);
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
