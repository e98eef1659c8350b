import { AwsError, UserError } from "../../../core/errors.ts";
import type { ConsoleAnswer, ConsoleContext, ConsoleForm, Notice } from "../../../wire/console-area.ts";
import type { PersonTokens, SignInQuestion } from "../../../wire/console-ports.ts";
import { routeAddress } from "./addresses.ts";
import { type Attempt, attemptOf, keepTried, keptReply } from "./attempt.ts";
import { personOf, readCandidates } from "./candidates.ts";
import type { ApiView, RouteView } from "./read.ts";
import { AttemptError, type ComposedRequest, composeRequest, curlOf, spoiled } from "./request.ts";

/** Whose credentials go with the request. */
interface Caller {
  readonly who: string;
  readonly authorization?: readonly [header: string, value: string];
  /** Signed with the console's key instead. */
  readonly isSigned?: boolean;
}

/** What has to be asked before anything can be sent. */
interface Asking {
  readonly asks: keyof ReturnType<typeof answersOf>;
  readonly notice: Notice;
}

/** Sends what the form asks for; the answer is on the page that the redirect leads to. */
export async function tryRoute(
  console: ConsoleContext,
  api: ApiView,
  route: RouteView,
  form: ConsoleForm,
): Promise<ConsoleAnswer> {
  const attempt = attemptOf(form, route);
  const address = routeAddress(api.id, route);
  console.session.set(draftKey(api.id, route), attempt);
  try {
    const caller = await callerOf(console, route, { attempt, form });
    if ("asks" in caller) return { redirect: `${address}?asks=${caller.asks}`, notice: caller.notice };
    const request = composeRequest(api.id, route, attempt, caller.authorization);
    const reply = await send(console, request, caller);
    const requestId = String(reply.headers["x-amzn-requestid"] ?? "");
    keepTried(console.session, {
      attempt,
      requestId,
      who: caller.who,
      reply: keptReply(reply),
      bodyBytes: Buffer.byteLength(request.body),
      curl: curlOf(console.base, request, caller.authorization?.[1]),
    });
    return { redirect: `${address}?tried=${encodeURIComponent(requestId)}#outcome` };
  } catch (error) {
    if (!(error instanceof AttemptError)) throw error;
    return { redirect: address, notice: { verdict: "no", text: error.message } };
  }
}

export function draftKey(apiId: string, { resourceId, method }: RouteView): string {
  return `draft ${apiId} ${resourceId} ${method}`;
}

function send(console: ConsoleContext, request: ComposedRequest, { isSigned }: Caller) {
  return isSigned === true
    ? console.send({ service: "execute-api", ...request })
    : console.sendUnsigned(request);
}

interface Asked {
  readonly attempt: Attempt;
  readonly form: ConsoleForm;
}

async function callerOf(console: ConsoleContext, route: RouteView, asked: Asked): Promise<Caller | Asking> {
  const { attempt, form } = asked;
  const header = route.authorizer?.header ?? "Authorization";
  if (attempt.as === "nobody") return { who: "nobody" };
  if (attempt.as === "administrator") return { who: "the administrator", isSigned: true };
  if (attempt.as === "own") {
    const token = form.text("own").trim();
    if (token === "" || !/^[\x20-\x7e]+$/.test(token)) throw new AttemptError("Paste a token to send.");
    return { who: "a token of your own", authorization: [header, token] };
  }
  const username = attempt.as === "other" ? attempt.other : attempt.as.replace(/^person:/, "");
  const candidates = await readCandidates(console, route);
  const person = personOf(candidates, username, attempt.clientId);
  if (person === undefined) throw new AttemptError("Choose whom to try as.");
  const who = person.email ?? username;
  const outcome = await signedIn(() => console.signIns.signIn(person, answersOf(form)), who);
  if ("asks" in outcome) return outcome;
  const token = spoiled(attempt.token === "id" ? outcome.id : outcome.access, attempt.spoil);
  const isCognito = route.authorizer === undefined || route.authorizer.type === "COGNITO_USER_POOLS";
  return { who, authorization: [header, isCognito ? `Bearer ${token}` : token] };
}

function answersOf(form: ConsoleForm) {
  return {
    ...given("password", form.text("password")),
    ...given("newPassword", form.text("newPassword")),
    ...given("code", form.text("code").trim()),
  };
}

function given<Name extends string>(name: Name, text: string): { [Key in Name]?: string } {
  return (text === "" ? {} : { [name]: text }) as { [Key in Name]?: string };
}

const QUESTIONS: Readonly<Record<SignInQuestion["asks"], (who: string) => string>> = {
  password: (who) => `Give the password of ${who}, and send again. It is asked once.`,
  newPassword: (who) => `${who} came in with a first password and has to choose their own.`,
  code: (who) => `${who} has a second factor. Give its code, and send again.`,
};

async function signedIn(
  signIn: () => Promise<PersonTokens | SignInQuestion>,
  who: string,
): Promise<PersonTokens | Asking> {
  try {
    const outcome = await signIn();
    if (!("asks" in outcome)) return outcome;
    const { asks, secret } = outcome;
    const enrol = secret === undefined ? "" : ` Add this secret to an authenticator app first: ${secret}`;
    return { asks, notice: { verdict: "if", text: `${QUESTIONS[asks](who)}${enrol}` } };
  } catch (error) {
    if (!(error instanceof AwsError || error instanceof UserError)) throw error;
    const text = `${who} was not let in, and nothing was sent: ${error.message}`;
    return { asks: "password", notice: { verdict: "no", text } };
  }
}
