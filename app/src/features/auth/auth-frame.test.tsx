import { fireEvent, screen } from "@testing-library/react-native";
import { Text } from "react-native";
import { renderOnPhone } from "../../testing/render";

const mockMachine = {
  route: "signIn" as string | null,
  error: undefined as string | undefined,
  toSignIn: jest.fn(),
};
jest.mock("@aws-amplify/ui-react-native", () => ({ useAuthenticator: () => mockMachine }));

jest.mock("../gate/gate-drawing", () => ({ GateDrawing: () => null }));

import { AuthFrame } from "./auth-frame";

function renderAt(route: string | null, error?: string) {
  Object.assign(mockMachine, { route, error });
  renderOnPhone(
    <AuthFrame>
      <Text>the slot</Text>
    </AuthFrame>,
  );
}

const OWN_SCREENS = [
  "signIn",
  "forceNewPassword",
  "setupTotp",
  "confirmSignIn",
  "forgotPassword",
  "confirmResetPassword",
  "verifyUser",
  "confirmVerifyUser",
];

describe("AuthFrame", () => {
  test.each(OWN_SCREENS)("%s shows the screen in its slot", (route) => {
    renderAt(route);
    expect(screen.getByText("the slot")).toBeTruthy();
  });

  test.each([
    "signUp",
    "confirmSignUp",
    "selectMfaType",
    "setupEmail",
    "signInSelectAuthFactor",
    "passkeyPrompt",
  ])("%s, which our pool never asks for, is refused by name and leads back", (route) => {
    renderAt(route);
    expect(screen.queryByText("the slot")).toBeNull();
    expect(screen.getByRole("alert")).toHaveTextContent(
      new RegExp(`\\(${route}\\). This app does not offer that`),
    );
    fireEvent.press(screen.getByRole("button", { name: "Back to sign-in" }));
    expect(mockMachine.toSignIn).toHaveBeenCalledTimes(1);
  });

  test("a step between two screens that failed says so and leads back", () => {
    renderAt(null, "Attempt limit exceeded, please try after some time.");
    expect(screen.getByRole("alert")).toHaveTextContent(/Too many attempts/);
    fireEvent.press(screen.getByRole("button", { name: "Back to sign-in" }));
    expect(mockMachine.toSignIn).toHaveBeenCalledTimes(1);
  });

  test.each([null, "transition"])("%s, at work between two screens, says so and no failure", (route) => {
    renderAt(route);
    expect(screen.getByText("One moment …")).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
  });
});
