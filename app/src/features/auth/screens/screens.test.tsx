import { fireEvent, screen } from "@testing-library/react-native";
import type { ComponentProps, ComponentType } from "react";
import { Linking } from "react-native";
import { renderOnPhone } from "../../../testing/render";

jest.mock("@aws-amplify/ui-react-native", () => ({ useAuthenticator: () => ({ toSignIn: mockToSignIn }) }));
jest.mock("../amplify", () => ({ watchAuth: () => () => undefined }));
const mockToSignIn = jest.fn();

import { SignInNoticeProvider } from "../sign-in-notice";
import { ConfirmResetPassword } from "./confirm-reset-password";
import { ConfirmSignIn } from "./confirm-sign-in";
import { ConfirmVerifyUser } from "./confirm-verify-user";
import { ForceNewPassword } from "./force-new-password";
import { ForgotPassword } from "./forgot-password";
import { SetupTotp } from "./setup-totp";
import { SignIn } from "./sign-in";
import { VerifyUser } from "./verify-user";

/** Renders the screen of a slot with what the Authenticator would hand over. */
// biome-ignore lint/suspicious/noExplicitAny: each slot has properties of its own.
function renderSlot<Slot extends ComponentType<any>>(Slot: Slot, props: Partial<ComponentProps<Slot>> = {}) {
  const handleSubmit = jest.fn();
  const all = { isPending: false, fields: [], handleSubmit, ...props } as ComponentProps<Slot>;
  renderOnPhone(
    <SignInNoticeProvider>
      <Slot {...all} />
    </SignInNoticeProvider>,
  );
  return { handleSubmit };
}

const type = (label: string, text: string) => fireEvent.changeText(screen.getByLabelText(label), text);
const press = (name: string) => fireEvent.press(screen.getByRole("button", { name }));

describe("SignIn", () => {
  test("hands over the trimmed address and the password as it is", () => {
    const { handleSubmit } = renderSlot(SignIn);
    type("E-mail", " person@example.com ");
    type("Password", " secret ");
    press("Sign in");
    expect(handleSubmit).toHaveBeenCalledWith({ username: "person@example.com", password: " secret " });
  });

  test("names what is missing and hands over nothing", () => {
    const { handleSubmit } = renderSlot(SignIn);
    press("Sign in");
    expect(screen.getByText("Enter your e-mail address.")).toBeTruthy();
    expect(screen.getByText("Enter your password.")).toBeTruthy();
    expect(handleSubmit).not.toHaveBeenCalled();
  });

  test("the password is hidden until somebody asks to see it", () => {
    renderSlot(SignIn);
    expect(screen.getByLabelText("Password").props["secureTextEntry"]).toBe(true);
    press("Show password");
    expect(screen.getByLabelText("Password").props["secureTextEntry"]).toBe(false);
  });

  test("takes no second press while at work", () => {
    const { handleSubmit } = renderSlot(SignIn, { isPending: true });
    expect(screen.getByRole("button", { name: "Sign in", busy: true, disabled: true })).toBeTruthy();
    press("Sign in");
    expect(handleSubmit).not.toHaveBeenCalled();
  });

  test("says what went wrong in words for people, as an alert", () => {
    renderSlot(SignIn, { error: "Incorrect username or password." });
    expect(screen.getByRole("alert")).toHaveTextContent(/do not belong together/);
  });
});

describe("ForceNewPassword", () => {
  test("takes a password that is long enough and given twice", () => {
    const { handleSubmit } = renderSlot(ForceNewPassword);
    type("New password", "long enough");
    type("Repeat new password", "long enough");
    press("Save and go on");
    expect(handleSubmit).toHaveBeenCalledWith({ password: "long enough" });
  });

  test.each([
    ["short", "short", "Use at least 8 characters."],
    ["long enough", "long enouhg", "The two passwords differ."],
    ["", "", "Use at least 8 characters."],
  ])("refuses %j and %j", (first, second, text) => {
    const { handleSubmit } = renderSlot(ForceNewPassword);
    type("New password", first);
    type("Repeat new password", second);
    press("Save and go on");
    expect(screen.getByText(text)).toBeTruthy();
    expect(handleSubmit).not.toHaveBeenCalled();
  });
});

describe("SetupTotp", () => {
  const SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";

  test("shows the secret as a code to scan and as text to copy", () => {
    renderSlot(SetupTotp, { totpSecretCode: SECRET, username: "person@example.com", toSignIn: jest.fn() });
    expect(screen.getByRole("img", { name: /QR code/ })).toBeTruthy();
    expect(screen.getByTestId("totp-key")).toHaveTextContent("JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP");
    expect(screen.getByRole("button", { name: "Copy key" })).toBeTruthy();
  });

  test("on a phone a button opens the authenticator app with what the code says", async () => {
    const open = jest.spyOn(Linking, "openURL").mockResolvedValueOnce(undefined);
    renderSlot(SetupTotp, { totpSecretCode: SECRET, username: "person@example.com", toSignIn: jest.fn() });
    fireEvent.press(screen.getByRole("link", { name: "Open my authenticator" }));
    expect(open).toHaveBeenCalledWith(
      `otpauth://totp/Portcullis:person%40example.com?secret=${SECRET}&issuer=Portcullis`,
    );
    open.mockRejectedValueOnce(new Error("No app"));
    fireEvent.press(screen.getByRole("link", { name: "Open my authenticator" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(/No app on this phone takes it/);
  });

  test("takes six figures, with or without the blank that apps show", () => {
    const { handleSubmit } = renderSlot(SetupTotp, { totpSecretCode: SECRET, toSignIn: jest.fn() });
    type("Code the app shows", "123 456");
    press("Confirm");
    expect(handleSubmit).toHaveBeenCalledWith({ confirmation_code: "123456" });
  });
});

describe("ConfirmSignIn", () => {
  test.each(["", "12345", "abcdef"])("%j is no code", (text) => {
    const { handleSubmit } = renderSlot(ConfirmSignIn, { challengeName: "SOFTWARE_TOKEN_MFA" });
    type("Code", text);
    press("Sign in");
    expect(screen.getByText("Enter the six figures.")).toBeTruthy();
    expect(handleSubmit).not.toHaveBeenCalled();
  });

  test("a code that was handed over is gone: it counts once", () => {
    const { handleSubmit } = renderSlot(ConfirmSignIn, { challengeName: "SOFTWARE_TOKEN_MFA" });
    type("Code", "123456");
    press("Sign in");
    expect(handleSubmit).toHaveBeenCalledWith({ confirmation_code: "123456" });
    expect(screen.getByLabelText("Code").props["value"]).toBe("");
  });
});

describe("ForgotPassword", () => {
  test("hands over the address", () => {
    const { handleSubmit } = renderSlot(ForgotPassword);
    type("E-mail", "person@example.com");
    press("Send code");
    expect(handleSubmit).toHaveBeenCalledWith({ username: "person@example.com" });
  });
});

describe("ConfirmResetPassword", () => {
  test("hands over code and password, sends another code, leads back", () => {
    const resendCode = jest.fn();
    const { handleSubmit } = renderSlot(ConfirmResetPassword, { resendCode });
    type("Code from the e-mail", "123456");
    type("New password", "long enough");
    type("Repeat new password", "long enough");
    press("Save password");
    expect(handleSubmit).toHaveBeenCalledWith({ confirmation_code: "123456", password: "long enough" });
    press("Send another code");
    expect(resendCode).toHaveBeenCalledTimes(1);
    press("Back to sign-in");
    expect(mockToSignIn).toHaveBeenCalledTimes(1);
  });
});

describe("VerifyUser", () => {
  const fields = [
    { name: "email", type: "radio", label: "a" },
    { name: "phone_number", type: "radio", label: "b" },
  ] as ComponentProps<typeof VerifyUser>["fields"];

  test("sends a code to the chosen address, or none", () => {
    const skipVerification = jest.fn();
    const { handleSubmit } = renderSlot(VerifyUser, { fields, skipVerification });
    fireEvent.press(screen.getByRole("radio", { name: "Phone" }));
    press("Send code");
    expect(handleSubmit).toHaveBeenCalledWith({ unverifiedAttr: "phone_number" });
    press("Not now");
    expect(skipVerification).toHaveBeenCalledTimes(1);
  });
});

describe("ConfirmVerifyUser", () => {
  test("hands over six figures, and sends no second time while at work", () => {
    const { handleSubmit } = renderSlot(ConfirmVerifyUser, { skipVerification: jest.fn() });
    type("Code", "123456");
    press("Verify");
    expect(handleSubmit).toHaveBeenCalledWith({ confirmation_code: "123456" });
    press("Verify");
    expect(handleSubmit).toHaveBeenCalledTimes(1);
  });

  test.each(["", "12345", "abcdef"])("%j is no code and is not sent", (text) => {
    const { handleSubmit } = renderSlot(ConfirmVerifyUser, { skipVerification: jest.fn() });
    type("Code", text);
    press("Verify");
    expect(screen.getByText("Enter the six figures.")).toBeTruthy();
    expect(handleSubmit).not.toHaveBeenCalled();
  });

  test.each([
    ["Invalid verification code provided, please try again.", /not the one we sent/],
    ["Invalid code provided, please request a code again.", /no longer valid/],
    ["Attempt limit exceeded, please try after some time.", /Too many attempts/],
  ])("%j is put into words", (error, words) => {
    renderSlot(ConfirmVerifyUser, { error, skipVerification: jest.fn() });
    expect(screen.getByRole("alert")).toHaveTextContent(words);
  });

  test("can be put off", () => {
    const skipVerification = jest.fn();
    const { handleSubmit } = renderSlot(ConfirmVerifyUser, { skipVerification });
    press("Not now");
    expect(skipVerification).toHaveBeenCalledTimes(1);
    expect(handleSubmit).not.toHaveBeenCalled();
  });
});
