import type { HttpResponse } from "../../../../wire/http.ts";
import type { Challenge, ChallengeName, SignIn, SignInStep } from "../../domain/sign-in/parts/sign-in.ts";
import type { Grant } from "../authorize/grant.ts";
import type { Notice, Progress, ProgressCookies } from "../progress/sign-in-progress.ts";
import type { BrowserSessions } from "../session/browser-session.ts";
import { goTo, type PageCall } from "./page-call.ts";

export interface SignInTools {
  readonly signIn: SignIn;
  readonly sessions: BrowserSessions;
  readonly progress: ProgressCookies;
  readonly grant: Grant;
}

type OnChallenge = (tools: SignInTools, call: PageCall, challenge: Challenge) => Promise<HttpResponse>;

/** The page that asks for what a challenge wants. */
const ON_CHALLENGE: ReadonlyMap<ChallengeName, OnChallenge> = new Map([
  ["NEW_PASSWORD_REQUIRED", askForNewPassword],
  ["MFA_SETUP", startEnrolment],
  ["SOFTWARE_TOKEN_MFA", askForCode],
  ["SELECT_MFA_TYPE", selectAuthenticatorApp],
]);

/** Goes on after a step of the sign-in: to the next page, or back to the app when all is proved. */
export async function advance(tools: SignInTools, call: PageCall, step: SignInStep): Promise<HttpResponse> {
  if (step.kind === "authenticated") {
    const { site } = call.domainRequest;
    const cookies = [
      ...tools.sessions.start(site, step.user, step.authenticatedAt),
      tools.progress.clear(site),
    ];
    return tools.grant(site, call.authorization, step, cookies);
  }
  const onChallenge = ON_CHALLENGE.get(step.name);
  if (onChallenge === undefined) throw new Error(`No page answers ${step.name}`);
  return onChallenge(tools, call, step);
}

/** Keeps `progress` in the browser and shows the page that goes on with it. */
export function proceed(
  tools: Pick<SignInTools, "progress">,
  call: PageCall,
  next: {
    readonly path: string;
    readonly progress: Progress;
  },
): HttpResponse {
  const cookie = tools.progress.keep(call.domainRequest.site, call.clientContext.client, next.progress);
  return goTo(call, next.path, [cookie]);
}

/** Back to the sign-in page, which says `notice` once. */
export function backToSignIn(
  tools: Pick<SignInTools, "progress">,
  call: PageCall,
  { notice, username = "" }: { readonly notice: Notice; readonly username?: string },
): HttpResponse {
  return proceed(tools, call, { path: "/login", progress: { step: "notice", notice, username } });
}

async function askForNewPassword(tools: SignInTools, call: PageCall, challenge: Challenge) {
  return proceed(tools, call, {
    path: "/changePassword",
    progress: {
      step: "new-password",
      username: usernameOf(challenge),
      session: sessionOf(challenge),
      requiredAttributes: requiredAttributes(challenge),
    },
  });
}

async function startEnrolment(tools: SignInTools, call: PageCall, challenge: Challenge) {
  const { secretCode, session } = await tools.signIn.associateSoftwareToken(sessionOf(challenge));
  return proceed(tools, call, {
    path: "/mfa/setup",
    progress: { step: "mfa-setup", username: usernameOf(challenge), session, secretCode },
  });
}

async function askForCode(tools: SignInTools, call: PageCall, challenge: Challenge) {
  return proceed(tools, call, {
    path: "/mfa",
    progress: { step: "mfa-code", username: usernameOf(challenge), session: sessionOf(challenge) },
  });
}

/** There is one second factor here, so nobody is asked to choose. */
async function selectAuthenticatorApp(tools: SignInTools, call: PageCall, challenge: Challenge) {
  const next = await tools.signIn.answerSelectMfaType(call.clientContext, sessionOf(challenge), {
    username: usernameOf(challenge),
    choice: "SOFTWARE_TOKEN_MFA",
  });
  return advance(tools, call, next);
}

function sessionOf(challenge: Challenge): string {
  if (challenge.session === undefined) throw new Error(`${challenge.name} came without a session`);
  return challenge.session;
}

/** The name the challenge is bound to: the stored user name, whatever was typed. */
function usernameOf({ parameters }: Challenge): string {
  return parameters["USER_ID_FOR_SRP"] ?? parameters["USERNAME"] ?? "";
}

const ATTRIBUTE_PREFIX = "userAttributes.";

function requiredAttributes({ parameters }: Challenge): string[] {
  const names = JSON.parse(parameters["requiredAttributes"] ?? "[]") as string[];
  return names.map((name) =>
    name.startsWith(ATTRIBUTE_PREFIX) ? name.slice(ATTRIBUTE_PREFIX.length) : name,
  );
}
