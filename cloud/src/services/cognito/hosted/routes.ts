import { createGrant } from "./authorize/grant.ts";
import { createAuthorizationCodeStore } from "./codes/sqlite-store.ts";
import type { HostedAuthDependencies } from "./domain-request/dependencies.ts";
import type { Endpoint } from "./domain-request/domain-request.ts";
import { createAuthorizeEndpoint } from "./endpoints/authorize.ts";
import { errorPage, signedOutPage } from "./endpoints/error-page.ts";
import { createLogoutEndpoint } from "./endpoints/logout.ts";
import { createRevokeEndpoint } from "./endpoints/revoke.ts";
import { createTokenEndpoint } from "./endpoints/token.ts";
import { createUserInfoEndpoint } from "./endpoints/user-info.ts";
import { PREFLIGHT } from "./http/headers.ts";
import { createConfirmForgotPasswordPage } from "./interactive/confirm-forgot-password.ts";
import { createForgotPasswordPage } from "./interactive/forgot-password.ts";
import { createLoginPage } from "./interactive/login.ts";
import { createMfaCodePage } from "./interactive/mfa-code.ts";
import { createMfaSetupPage } from "./interactive/mfa-setup.ts";
import { createNewPasswordPage } from "./interactive/new-password.ts";
import type { InteractivePage } from "./interactive/page-call.ts";
import { pageEndpoints } from "./interactive/page-endpoints.ts";
import { createSignUpPage } from "./interactive/sign-up.ts";
import { createProgressCookies } from "./progress/sign-in-progress.ts";
import { createBrowserSessions } from "./session/browser-session.ts";

export type Routes = ReadonlyMap<string, ReadonlyMap<string, Endpoint>>;

const preflight: Endpoint = () => PREFLIGHT;
/** Browsers ask every host for one, and complain of a 404. */
const noIcon: Endpoint = () => ({ status: 204, headers: { "Cache-Control": "public, max-age=86400" } });

/** Every path of a domain, and the methods it takes; any other method is answered 405. */
export function createRoutes(deps: HostedAuthDependencies): Routes {
  const codes = createAuthorizationCodeStore(deps);
  const sessions = createBrowserSessions(deps);
  const progress = createProgressCookies(deps);
  const tools = { ...deps, codes, sessions, progress, grant: createGrant({ tokens: deps.tokens, codes }) };
  const userInfo = createUserInfoEndpoint(deps);
  const page = (interactive: InteractivePage) =>
    new Map<string, Endpoint>(Object.entries(pageEndpoints(deps, interactive)));
  const confirmForgotPassword = page(createConfirmForgotPasswordPage(tools));
  return new Map<string, ReadonlyMap<string, Endpoint>>([
    ["/oauth2/authorize", new Map([["GET", createAuthorizeEndpoint(tools)]])],
    [
      "/oauth2/token",
      new Map([
        ["POST", createTokenEndpoint(tools)],
        ["OPTIONS", preflight],
      ]),
    ],
    [
      "/oauth2/userInfo",
      new Map([
        ["GET", userInfo],
        ["POST", userInfo],
        ["OPTIONS", preflight],
      ]),
    ],
    [
      "/oauth2/revoke",
      new Map([
        ["POST", createRevokeEndpoint(deps)],
        ["OPTIONS", preflight],
      ]),
    ],
    ["/logout", new Map([["GET", createLogoutEndpoint(tools)]])],
    ["/favicon.ico", new Map([["GET", noIcon]])],
    ["/error", new Map([["GET", errorPage]])],
    ["/signedOut", new Map([["GET", signedOutPage]])],
    ["/login", page(createLoginPage(tools))],
    ["/signup", page(createSignUpPage())],
    ["/changePassword", page(createNewPasswordPage(tools))],
    ["/mfa", page(createMfaCodePage(tools))],
    ["/mfa/setup", page(createMfaSetupPage(tools))],
    ["/forgotPassword", page(createForgotPasswordPage(tools))],
    ["/confirmForgotPassword", confirmForgotPassword],
    ["/resetPassword", confirmForgotPassword],
  ]);
}
