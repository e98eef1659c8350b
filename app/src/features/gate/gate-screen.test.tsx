import { act, fireEvent, screen } from "@testing-library/react-native";
import type { ApiCall } from "../../lib/api/api";
import { ApiProblem } from "../../lib/api/api-problem";
import { haptics } from "../../lib/haptics/haptics";
import { renderOnPhone } from "../../testing/render";
import { ADMIN_SCOPE, CONFIG } from "../../testing/tokens";
import type { Report } from "./gate-view";

const mockSession: { scopes: string[]; renew: jest.Mock } = { scopes: [], renew: jest.fn() };
const mockApi = { call: jest.fn(), isOffered: jest.fn() };
const mockPreferences = { confirmBeforeOpening: true };
jest.mock("../auth/session", () => ({ useSession: () => mockSession }));
jest.mock("../auth/api-provider", () => ({
  useApi: () => ({ api: mockApi, config: jest.requireActual("../../testing/tokens").CONFIG }),
}));
jest.mock("../../lib/preferences/preferences", () => ({
  usePreferences: () => ({ preferences: mockPreferences }),
}));
jest.mock("../../lib/network/use-online", () => ({ useOnline: () => true }));
jest.mock("../../lib/haptics/haptics", () => ({
  haptics: { pressed: jest.fn(), succeeded: jest.fn(), failed: jest.fn() },
}));
jest.mock("../../ui/theme", () => ({
  useTheme: () => ({ scheme: "light", colors: jest.requireActual("../../ui/tokens").light }),
}));

import { GateScreen } from "./gate-screen";

const reported = (state: Report["state"], reportedAt: string | null): Report => ({
  state,
  reportedAt,
  connection: "online",
  connectionSince: null,
});

/** What the API says of the gate, and what it does with commands. */
let gate: Report | ApiProblem;
let commands: ApiCall[];
let refusal: ApiProblem | undefined;

beforeEach(() => {
  jest.useFakeTimers();
  jest.setSystemTime(Date.parse("2026-01-01T12:00:30.000Z"));
  gate = reported("closed", "2026-01-01T12:00:00.000Z");
  commands = [];
  refusal = undefined;
  mockSession.scopes = ["openid", ADMIN_SCOPE];
  mockPreferences.confirmBeforeOpening = true;
  mockApi.isOffered.mockResolvedValue(true);
  mockApi.call.mockImplementation(async (call: ApiCall) => {
    if (call.path === "/gates/state") {
      if (gate instanceof ApiProblem) throw gate;
      return gate;
    }
    commands.push(call);
    if (refusal !== undefined) throw refusal;
    return {};
  });
});

afterEach(() => jest.useRealTimers());

async function shown(): Promise<void> {
  renderOnPhone(<GateScreen />);
  await act(() => jest.advanceTimersByTimeAsync(10));
}

async function press(name: string): Promise<void> {
  fireEvent.press(screen.getByRole("button", { name }));
  await act(() => jest.advanceTimersByTimeAsync(10));
}

const pass = (milliseconds: number) => act(() => jest.advanceTimersByTimeAsync(milliseconds));
const state = () => screen.getByTestId("gate-state");

describe("GateScreen", () => {
  test("each button sends its own message under the same topic", async () => {
    await shown();
    await press("Open gate");
    await press("Yes, open");
    await press("Close gate");
    expect(commands).toEqual(
      ["open", "close"].map((message) => ({
        method: "POST",
        path: "/gates/control",
        body: { topic: "controlGate", message },
        scope: ADMIN_SCOPE,
      })),
    );
  });

  test("opening asks first, and nothing is sent when the answer is no", async () => {
    await shown();
    await press("Open gate");
    await press("Cancel");
    expect(commands).toEqual([]);
  });

  test("opening does not ask when the person has set it so", async () => {
    mockPreferences.confirmBeforeOpening = false;
    await shown();
    await press("Open gate");
    expect(commands).toHaveLength(1);
  });

  test("a command that was taken is sent, not done", async () => {
    await shown();
    await press("Close gate");
    expect(state()).toHaveTextContent("Closed");
    expect(screen.getByTestId("gate-order")).toHaveTextContent(/was sent/);
    expect(screen.getByRole("button", { name: "Close gate", busy: true })).toBeTruthy();
    expect(haptics.succeeded).toHaveBeenCalledTimes(1);
  });

  test("the report of the gate answers it", async () => {
    await shown();
    await press("Open gate");
    await press("Yes, open");
    gate = reported("opening", "2026-01-01T12:00:35.000Z");
    await pass(2_000);
    expect(state()).toHaveTextContent("Opening");
    expect(screen.getByTestId("gate-order")).toHaveTextContent(/answered/);
  });

  test("after fifteen seconds without a report there is no answer", async () => {
    await shown();
    await press("Close gate");
    await pass(14_000);
    expect(state()).toHaveTextContent("Closed");
    await pass(2_000);
    expect(state()).toHaveTextContent("No answer from the gate");
  });

  test("HOME-11 after no answer an error does not bring the state of before back; a report does", async () => {
    await shown();
    await press("Close gate");
    await pass(16_000);
    refusal = new ApiProblem("unreachable");
    await press("Close gate");
    expect(screen.getByRole("alert")).toHaveTextContent(/cannot be reached/);
    await pass(60_000);
    expect(state()).toHaveTextContent("No answer from the gate");
    gate = reported("closed", "2026-01-01T12:01:40.000Z");
    await pass(9_000);
    expect(state()).toHaveTextContent("Closed");
  });

  test("the age of the report is shown and grows, without being announced", async () => {
    await shown();
    const age = () => screen.getByTestId("gate-age");
    expect(age()).toHaveTextContent(/^Reported less than a minute ago, at /);
    await pass(60_000);
    expect(age()).toHaveTextContent(/^Reported 1 minute ago, /);
    await pass(3 * 3_600_000);
    expect(age()).toHaveTextContent(/^Reported 3 hours ago, /);
    const announced = (testID: string) =>
      screen
        .UNSAFE_getAllByProps({ "aria-live": "polite" })
        .flatMap((region) => region.findAllByProps({ testID })).length;
    expect(announced("gate-state")).toBeGreaterThan(0);
    expect(announced("gate-age")).toBe(0);
  });

  test("HOME-11 a gate that lost its connection is offline, with what was last seen", async () => {
    gate = { ...reported("open", "2026-01-01T11:59:00.000Z"), connection: "offline" };
    await shown();
    expect(state()).toHaveTextContent("The gate is offline");
    expect(screen.getByTestId("gate-age")).toHaveTextContent(/^Last seen open 1 minute ago/);
    await press("Close gate");
    expect(screen.getByTestId("gate-order")).toHaveTextContent(/may hear it late, or never/);
  });

  test("an API that knows nothing of connections is understood", async () => {
    gate = { state: "open", reportedAt: "2026-01-01T11:59:00.000Z" } as Report;
    await shown();
    expect(state()).toHaveTextContent("Open");
  });

  test("a gate that reports nothing is said to, and success is never claimed", async () => {
    gate = new ApiProblem("notOffered");
    await shown();
    expect(screen.getByText(/does not report its state/)).toBeTruthy();
    await press("Close gate");
    await pass(60_000);
    expect(state()).toHaveTextContent("State unknown");
    expect(screen.getByTestId("gate-order")).toHaveTextContent(/Nobody confirms it/);
  });

  test("a browser that hides the answer is asked again without a token", async () => {
    gate = new ApiProblem("unreachable");
    mockApi.isOffered.mockResolvedValue(false);
    await shown();
    expect(screen.getByText(/does not report its state/)).toBeTruthy();
  });

  test("without a connection the state is unknown, and what was last seen is said", async () => {
    await shown();
    gate = new ApiProblem("unreachable");
    await pass(9_000);
    expect(state()).toHaveTextContent("State unknown");
    expect(screen.getByText(/Last seen closed/)).toBeTruthy();
  });

  test.each([
    ["lacksScope", /for administrators/],
    ["unreachable", /cannot be reached/],
    ["timeout", /may not have arrived.*took too long/],
    ["throttled", /Wait a moment/],
    ["failed", /may not have arrived.*Look at the gate/],
  ] as const)("a refusal (%s) is an alert that says what to do", async (kind, text) => {
    refusal = new ApiProblem(kind);
    await shown();
    await press("Close gate");
    expect(screen.getByRole("alert")).toHaveTextContent(text);
    expect(haptics.failed).toHaveBeenCalledTimes(1);
    expect(screen.getByRole("button", { name: "Close gate", disabled: false })).toBeTruthy();
  });

  test("without the scope both buttons are locked, the reason is given and can be checked again", async () => {
    mockSession.scopes = ["openid"];
    mockSession.renew.mockResolvedValue(undefined);
    await shown();
    expect(screen.getByRole("button", { name: "Open gate", disabled: true })).toBeTruthy();
    expect(screen.getByRole("button", { name: "Close gate", disabled: true })).toBeTruthy();
    expect(screen.getByText(/Ask an administrator of this home/)).toBeTruthy();
    const scope = new RegExp(`lacks the scope Admins-${CONFIG.userPoolClientId}`);
    expect(screen.queryByText(scope)).toBeNull();
    await press("Details");
    expect(screen.getByText(scope)).toBeTruthy();
    await press("I have been added: check again");
    expect(mockSession.renew).toHaveBeenCalledTimes(1);
    expect(commands).toEqual([]);
  });

  test.each([
    [{ state: "ajar", reportedAt: null }],
    [{ state: "open", reportedAt: "soon" }],
    [{ state: "open", reportedAt: null, connection: "fine" }],
    [null],
    [[]],
  ])("a report of unknown form (%j) is no report", async (body) => {
    gate = body as unknown as Report;
    await shown();
    expect(state()).toHaveTextContent("State unknown");
  });
});
