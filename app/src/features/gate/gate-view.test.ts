import { type GateEvent, type GateView, gateReducer, isBusy, NOTHING_HEARD, shownState } from "./gate-view";

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();
const report = (state: GateView["report"]["state"], second: number | null): GateEvent => ({
  type: "reportReceived",
  report: { state, reportedAt: second === null ? null : at(second) },
});
const GIVEN: GateEvent = { type: "commandGiven", command: "open" };
const TAKEN: GateEvent = { type: "commandTaken" };
const viewAfter = (...events: GateEvent[]) => events.reduce(gateReducer, NOTHING_HEARD);

describe("HOME-3 gateReducer", () => {
  test("nothing is known at first", () => {
    expect(shownState(NOTHING_HEARD)).toBe("unknown");
  });

  test("a report is shown", () => {
    expect(shownState(viewAfter(report("closed", 1)))).toBe("closed");
  });

  test("a command that was taken is sent, and the gate is still as it was", () => {
    const view = viewAfter(report("closed", 1), GIVEN, TAKEN);
    expect([view.order?.phase, shownState(view)]).toEqual(["sent", "closed"]);
  });

  test("a later report of the wanted kind is the answer", () => {
    const view = viewAfter(report("closed", 1), GIVEN, TAKEN, report("opening", 2));
    expect([view.order?.phase, shownState(view)]).toEqual(["answered", "opening"]);
  });

  test.each([
    ["the report of before", report("open", 1)],
    ["a report without a date", report("open", null)],
    ["a report of something else", report("closed", 2)],
  ])("%s is no answer", (_name, event) => {
    const view = viewAfter(report("open", 1), GIVEN, TAKEN, event);
    expect(view.order?.phase).toBe("sent");
  });

  test("a report that arrives before the command was taken answers nothing", () => {
    expect(viewAfter(GIVEN, report("opening", 2)).order?.phase).toBe("sending");
  });

  test("no report in time is no answer; a late one is", () => {
    const silent = viewAfter(report("closed", 1), GIVEN, TAKEN, { type: "answerOverdue" });
    expect(shownState(silent)).toBe("noAnswer");
    expect(shownState(gateReducer(silent, report("open", 30)))).toBe("open");
  });

  test("an answer that came is not overdue", () => {
    const view = viewAfter(GIVEN, TAKEN, report("opening", 2), { type: "answerOverdue" });
    expect(view.order?.phase).toBe("answered");
  });

  test("a refusal keeps its reason", () => {
    const view = viewAfter(GIVEN, { type: "commandRefused", problem: "lacksScope" });
    expect(view.order).toMatchObject({ phase: "refused", problem: "lacksScope" });
    expect(gateReducer(view, TAKEN).order?.phase).toBe("refused");
  });

  test("a gate that reports nothing stays unknown whatever is sent", () => {
    const view = viewAfter({ type: "reportsNotOffered" }, GIVEN, TAKEN);
    expect([view.order?.phase, shownState(view)]).toEqual(["sent", "unknown"]);
  });

  test("while the API cannot be reached the old report is not passed off as the state", () => {
    const view = viewAfter(report("open", 1), { type: "reportFailed" });
    expect([shownState(view), view.report.state]).toEqual(["unknown", "open"]);
  });
});

describe("isBusy", () => {
  test("nothing can be given while a command is on its way", () => {
    const view = viewAfter(GIVEN);
    expect([isBusy(view, "open"), isBusy(view, "close")]).toEqual([true, true]);
  });

  test("while an answer is awaited the other command stays possible", () => {
    const view = viewAfter(report("closed", 1), GIVEN, TAKEN);
    expect([isBusy(view, "open"), isBusy(view, "close")]).toEqual([true, false]);
  });

  test("a gate that never answers is not waited for", () => {
    expect(isBusy(viewAfter({ type: "reportsNotOffered" }, GIVEN, TAKEN), "open")).toBe(false);
  });
});
