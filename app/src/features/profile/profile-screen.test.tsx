import { act, fireEvent, screen } from "@testing-library/react-native";
import { ApiProblem } from "../../lib/api/api-problem";
import { renderOnPhone } from "../../testing/render";
import { ADMIN_CLAIMS } from "../../testing/tokens";
import { type Person, personOf, SELF_SERVICE_SCOPE } from "../auth/claims";

const mockAuth = {
  isTotpOn: jest.fn(),
  beginTotp: jest.fn(),
  confirmTotp: jest.fn(),
  turnOffTotp: jest.fn(),
  signOutHere: jest.fn(),
  endAllSessions: jest.fn(),
};
const mockSession: { person: Person; scopes: string[] } = { person: personOf({}), scopes: [] };
const mockShow = jest.fn();
const mockApi = { call: jest.fn(), isOffered: jest.fn() };
jest.mock("expo-router", () => ({ useRouter: () => ({ navigate: jest.fn() }) }));
jest.mock("../auth/amplify", () => ({
  isTotpOn: () => mockAuth.isTotpOn(),
  beginTotp: () => mockAuth.beginTotp(),
  confirmTotp: (code: string) => mockAuth.confirmTotp(code),
  turnOffTotp: () => mockAuth.turnOffTotp(),
  signOutHere: () => mockAuth.signOutHere(),
  endAllSessions: () => mockAuth.endAllSessions(),
}));
jest.mock("../auth/session", () => ({ useSession: () => mockSession }));
jest.mock("../auth/sign-in-notice", () => ({ useSignInNotice: () => ({ show: mockShow }) }));
jest.mock("../auth/api-provider", () => ({ useApi: () => ({ api: mockApi }) }));
jest.mock("./picture", () => ({ usePicture: () => ({ picture: undefined, show: jest.fn() }) }));
jest.mock("../../lib/picture/choose-picture", () => ({ choosePicture: jest.fn() }));

import { ProfileScreen } from "./profile-screen";

beforeEach(() => {
  mockSession.person = personOf(ADMIN_CLAIMS);
  mockSession.scopes = [SELF_SERVICE_SCOPE];
  mockAuth.isTotpOn.mockResolvedValue(false);
  for (const work of [mockAuth.confirmTotp, mockAuth.turnOffTotp, mockAuth.signOutHere]) {
    work.mockResolvedValue(undefined);
  }
  mockApi.call.mockRejectedValue(new ApiProblem("notOffered"));
});

async function shown(): Promise<void> {
  renderOnPhone(<ProfileScreen />);
  await act(async () => undefined);
}

async function press(name: string): Promise<void> {
  fireEvent.press(screen.getByRole("button", { name }));
  await act(async () => undefined);
}

describe("ProfileScreen", () => {
  test("shows name, addresses with their marks, and groups", async () => {
    await shown();
    for (const text of [
      "Administrator",
      "admin@example.com",
      "Verified",
      "+441632960000",
      "Not verified",
      "Admins",
    ]) {
      expect(screen.getByText(text)).toBeTruthy();
    }
    expect(screen.getByRole("heading", { name: "Ada Admin" })).toBeTruthy();
  });

  test("what the token does not say is not given, and carries no mark", async () => {
    mockSession.person = personOf({ email: "user@example.com", email_verified: true });
    await shown();
    expect(screen.getAllByText("Not given")).toHaveLength(2);
    expect(screen.getByText("None")).toBeTruthy();
    expect(screen.queryByText("Not verified")).toBeNull();
  });
});

describe("two-step sign-in", () => {
  test("is set up with the code that the authenticator app shows; a wrong one is refused", async () => {
    mockAuth.beginTotp.mockResolvedValue("JBSWY3DPEHPK3PXP");
    mockAuth.confirmTotp.mockRejectedValueOnce(new Error("Code mismatch"));
    await shown();
    await press("Set up an authenticator app");
    expect(screen.getByTestId("totp-key")).toHaveTextContent("JBSW Y3DP EHPK 3PXP");
    for (const code of ["000000", "123456"]) {
      fireEvent.changeText(screen.getByLabelText("Code the app shows"), code);
      await press("Confirm");
      if (code === "000000") expect(screen.getByRole("alert")).toHaveTextContent(/newest code/);
    }
    expect(mockAuth.confirmTotp.mock.calls).toEqual([["000000"], ["123456"]]);
    expect(screen.getByText(/^On:/)).toBeTruthy();
  });

  test("is removed after a question, and not when the answer is no", async () => {
    mockAuth.isTotpOn.mockResolvedValue(true);
    await shown();
    await press("Remove the second step");
    await press("Keep it");
    expect(mockAuth.turnOffTotp).not.toHaveBeenCalled();
    expect(screen.getByText(/^On:/)).toBeTruthy();
    await press("Remove the second step");
    await press("Yes, remove");
    expect(mockAuth.turnOffTotp).toHaveBeenCalledTimes(1);
    expect(screen.getByText(/^Off:/)).toBeTruthy();
    expect(screen.getByRole("status")).toHaveTextContent(/is removed/);
  });

  test("the question before the removal promises no gate: not everybody may open it", async () => {
    mockAuth.isTotpOn.mockResolvedValue(true);
    await shown();
    await press("Remove the second step");
    expect(screen.getByText(/your password alone opens your account/)).not.toHaveTextContent(/gate/);
  });

  test("a removal that the pool refuses leaves it on and says so", async () => {
    mockAuth.isTotpOn.mockResolvedValue(true);
    mockAuth.turnOffTotp.mockRejectedValueOnce(new Error("A network error has occurred."));
    await shown();
    await press("Remove the second step");
    await press("Yes, remove");
    expect(screen.getByText(/^On:/)).toBeTruthy();
    expect(screen.getByRole("alert")).toHaveTextContent(/cannot be reached/);
  });

  test("moves to a new phone: on all the while, also for whoever changes their mind", async () => {
    mockAuth.isTotpOn.mockResolvedValue(true);
    mockAuth.beginTotp.mockResolvedValue("JBSWY3DPEHPK3PXP");
    await shown();
    await press("I have a new phone");
    await press("Not now");
    expect(screen.getByText(/^On:/)).toBeTruthy();
    await press("I have a new phone");
    expect(screen.getByText(/app of your new phone/)).toBeTruthy();
    fireEvent.changeText(screen.getByLabelText("Code the app shows"), "123456");
    await press("Confirm");
    expect(mockAuth.confirmTotp).toHaveBeenCalledWith("123456");
    expect(mockAuth.turnOffTotp).not.toHaveBeenCalled();
    expect(screen.getByText(/^On:/)).toBeTruthy();
    expect(screen.getByRole("status")).toHaveTextContent(/new phone is set up/);
  });

  test("a service that cannot be reached is asked again on demand", async () => {
    mockAuth.isTotpOn.mockRejectedValueOnce(new Error("A network error has occurred."));
    await shown();
    expect(screen.getByRole("alert")).toHaveTextContent(/cannot be reached/);
    await press("Try again");
    expect(screen.getByText(/^Off:/)).toBeTruthy();
  });
});

describe("HOME-6 two-step sign-in of a token without the scope of self-service", () => {
  beforeEach(() => {
    mockSession.scopes = ["openid"];
  });

  test.each([
    [["SOFTWARE_TOKEN_MFA"], /^On:/],
    [[], /^Off:/],
  ])("is what the API says (%j), to be changed elsewhere; the pool is not asked", async (mfa, words) => {
    mockApi.call.mockResolvedValue({ mfa });
    await shown();
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.getByText(/^It cannot be/)).toBeTruthy();
    expect(screen.queryByRole("button", { name: /Set up|new phone|Remove the/ })).toBeNull();
    expect(mockApi.call).toHaveBeenCalledWith({ method: "GET", path: "/account" });
    expect(mockAuth.isTotpOn).not.toHaveBeenCalled();
  });

  test.each([null, "", "SOFTWARE_TOKEN_MFA", [], {}, { mfa: null }, { mfa: "on" }, { mfa: { length: 0 } }])(
    "an answer of another form (%j) is said not to be known, never off",
    async (body) => {
      mockApi.call.mockResolvedValue(body);
      await shown();
      expect(screen.getByText("The sign-in service did not say.")).toBeTruthy();
      expect(screen.queryByText(/^Off:/)).toBeNull();
    },
  );

  test("an API that has no such endpoint hides it, also where a browser calls it unreachable", async () => {
    mockApi.call.mockRejectedValue(new ApiProblem("unreachable"));
    mockApi.isOffered.mockResolvedValue(false);
    await shown();
    expect(mockApi.isOffered).toHaveBeenCalledWith({ method: "GET", path: "/account" });
    expect(screen.getByText(/does not tell/)).toBeTruthy();
  });

  test("an API that cannot be reached is asked again on demand", async () => {
    mockApi.call.mockRejectedValueOnce(new ApiProblem("unreachable"));
    mockApi.isOffered.mockResolvedValue(true);
    await shown();
    expect(screen.getByRole("alert")).toHaveTextContent(/The API cannot be reached/);
    mockApi.call.mockResolvedValue({ mfa: ["SOFTWARE_TOKEN_MFA"] });
    await press("Try again");
    expect(screen.getByText(/^On:/)).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });
});

describe("leaving", () => {
  test("here", async () => {
    await shown();
    await press("Sign out here");
    expect(mockShow).toHaveBeenCalledWith("signedOut");
  });

  test("on all devices at the pool, where the API has no such route; a failure is said and changes nothing", async () => {
    mockAuth.endAllSessions.mockRejectedValueOnce(new Error("A network error has occurred."));
    await shown();
    await press("Sign out on all devices");
    expect(screen.getByRole("alert")).toHaveTextContent(/cannot be reached/);
    expect(mockAuth.signOutHere).not.toHaveBeenCalled();
    mockAuth.endAllSessions.mockResolvedValue(undefined);
    await press("Sign out on all devices");
    expect(mockShow).toHaveBeenCalledWith("signedOutEverywhere");
  });

  test.each([[SELF_SERVICE_SCOPE], ["openid"]])(
    "on all devices through the API (token with %s): then here too",
    async (scope) => {
      mockSession.scopes = [scope];
      mockApi.call.mockResolvedValue({ mfa: [] });
      await shown();
      mockApi.call.mockRejectedValueOnce(new ApiProblem("failed", "The sessions could not be ended."));
      await press("Sign out on all devices");
      expect(screen.getByRole("alert")).toHaveTextContent(/did not answer the API/);
      expect(mockAuth.signOutHere).not.toHaveBeenCalled();
      mockApi.call.mockResolvedValue({ signedOut: true });
      await press("Sign out on all devices");
      expect(mockApi.call).toHaveBeenLastCalledWith({ method: "POST", path: "/account/sign-out" });
      expect(mockAuth.signOutHere).toHaveBeenCalledTimes(1);
      expect(mockAuth.endAllSessions).not.toHaveBeenCalled();
      expect(mockShow).toHaveBeenCalledWith("signedOutEverywhere");
    },
  );

  test("on all devices is locked where neither the token nor the API may", async () => {
    mockSession.scopes = ["openid"];
    mockApi.call.mockRejectedValue(new ApiProblem("notOffered"));
    await shown();
    expect(screen.getByRole("button", { name: "Sign out on all devices", disabled: true })).toBeTruthy();
  });
});
