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

/** What the API says of the gate, and what it does with commands. */
let gate: Report | ApiProblem;
let commands: ApiCall[];
let refusal: ApiProblem | undefined;

beforeEach(() => {
  jest.useFakeTimers();
  gate = { state: "closed", reportedAt: "2026-01-01T12:00:00.000Z" };
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
    gate = { state: "opening", reportedAt: "2026-01-01T12:00:05.000Z" };
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
    expect(screen.getByText(new RegExp(`lacks the scope Admins-${CONFIG.userPoolClientId}`))).toBeTruthy();
    await press("I have been added: check again");
    expect(mockSession.renew).toHaveBeenCalledTimes(1);
    expect(commands).toEqual([]);
  });

  test.each([[{ state: "ajar", reportedAt: null }], [{ state: "open", reportedAt: "soon" }], [null], [[]]])(
    "a report of unknown form (%j) is no report",
    async (body) => {
      gate = body as unknown as Report;
      await shown();
      expect(state()).toHaveTextContent("State unknown");
    },
  );
});
