import { Authenticator } from "@aws-amplify/ui-react-native";
import { type ReactNode, useMemo } from "react";
import type { AppConfig } from "../../lib/config/app-config";
import { configureAmplify, resetPasswordThen } from "./amplify";
import { AuthFrame } from "./auth-frame";
import { ConfirmResetPassword } from "./screens/confirm-reset-password";
import { ConfirmSignIn } from "./screens/confirm-sign-in";
import { ConfirmVerifyUser } from "./screens/confirm-verify-user";
import { ForceNewPassword } from "./screens/force-new-password";
import { ForgotPassword } from "./screens/forgot-password";
import { SetupTotp } from "./screens/setup-totp";
import { SignIn } from "./screens/sign-in";
import { VerifyUser } from "./screens/verify-user";
import { SessionProvider } from "./session";
import { SignInNoticeProvider, useSignInNotice } from "./sign-in-notice";
import { StartGate } from "./start-gate";
import { useFollowing } from "./use-following";

const SCREENS = {
  SignIn,
  ForceNewPassword,
  SetupTotp,
  ConfirmSignIn,
  ForgotPassword,
  ConfirmResetPassword,
  VerifyUser,
  ConfirmVerifyUser,
};

interface AuthGateProps {
  readonly config: AppConfig;
  readonly children: ReactNode;
}

/** Shows `children` to people who are signed in, and to others the way to become one. */
export function AuthGate({ config, children }: AuthGateProps) {
  useMemo(() => configureAmplify(config), [config]);
  return (
    <SignInNoticeProvider>
      <StartGate>
        <Authenticator.Provider>
          <Guard>{children}</Guard>
        </Authenticator.Provider>
      </StartGate>
    </SignInNoticeProvider>
  );
}

function Entrance({ children }: { readonly children?: ReactNode }) {
  useFollowing();
  return <AuthFrame>{children}</AuthFrame>;
}

function Guard({ children }: { readonly children: ReactNode }) {
  const { show } = useSignInNotice();
  const services = useMemo(
    () => ({ handleForgotPasswordSubmit: resetPasswordThen(() => show("passwordChanged")) }),
    [show],
  );
  return (
    <Authenticator components={SCREENS} Container={Entrance} services={services}>
      <SessionProvider>{children}</SessionProvider>
    </Authenticator>
  );
}
