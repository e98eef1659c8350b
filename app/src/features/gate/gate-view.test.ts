import {
  type GateEvent,
  type GateView,
  gateReducer,
  isBusy,
  isMoving,
  NOTHING_HEARD,
  shownState,
} from "./gate-view";

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second)).toISOString();
const report = (
  state: GateView["report"]["state"],
  second: number | null,
  connection: GateView["report"]["connection"] = "unknown",
): GateEvent => ({
  type: "reportReceived",
  report: { state, reportedAt: second === null ? null : at(second), connection, connectionSince: null },
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

describe("HOME-11 a gate that fell silent", () => {
  const OVERDUE: GateEvent = { type: "answerOverdue" };
  const REFUSED: GateEvent = { type: "commandRefused", problem: "unreachable" };
  const silent = (...events: GateEvent[]) =>
    shownState(viewAfter(report("closed", 1), GIVEN, TAKEN, OVERDUE, ...events));

  test.each<[string, GateEvent[]]>([
    ["a command that is refused", [GIVEN, REFUSED]],
    ["a command that is taken", [GIVEN, TAKEN]],
    ["the report of before, once more", [report("closed", 1)]],
    ["an API that cannot be reached", [{ type: "reportFailed" }]],
    ["an API that is back with the report of before", [{ type: "reportFailed" }, report("closed", 1)]],
  ])("%s does not bring the state of before back", (_name, events) => {
    expect(silent(...events)).toBe("noAnswer");
  });

  test("a report that is newer does, whatever it says", () => {
    expect(silent(report("closed", 30))).toBe("closed");
    expect(silent(GIVEN, REFUSED, report("open", 30))).toBe("open");
  });

  test("a gate that lost its connection is offline, whatever it reported and owes", () => {
    expect(shownState(viewAfter(report("open", 1, "offline")))).toBe("offline");
    expect(silent(report("closed", 1, "offline"))).toBe("offline");
    expect(isMoving(viewAfter(report("opening", 1, "offline")))).toBe(false);
  });

  test("a gate that is back is as it reports; who owes an answer owes it still", () => {
    expect(shownState(viewAfter(report("open", 1, "offline"), report("open", 1, "online")))).toBe("open");
    expect(silent(report("closed", 1, "offline"), report("closed", 1, "online"))).toBe("noAnswer");
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
