import { AwsError } from "../../../../core/errors.ts";
import type { Logger } from "../../../../core/logger.ts";
import type { Trace } from "../../../../core/ports/trace.ts";
import type { Why } from "../../../../core/why.ts";
import type { PasswordRecovery } from "../../domain/sign-in/parts/sign-in.ts";
import { simulatedWhy } from "../../domain/sign-in/simulated-delivery.ts";
import type { CausingRequest } from "../../domain/triggers/causing-request.ts";
import { traceUnsent } from "../domain-request/trace.ts";
import { html } from "../http/responses.ts";
import { proceed, type SignInTools } from "./advance.ts";
import { frameOf, type InteractivePage, loadPages, type PageCall, pageAddress } from "./page-call.ts";

type Tools = Pick<SignInTools, "progress"> & {
  readonly recovery: PasswordRecovery;
  readonly logger: Logger;
  readonly trace?: Trace;
  readonly causingRequest: Pick<CausingRequest, "during">;
};

/** /forgotPassword: asks for a code by mail. */
export function createForgotPasswordPage(tools: Tools): InteractivePage {
  const show: InteractivePage["show"] = async (call, problem) => {
    const pages = await loadPages();
    const document = pages.forgotPasswordPage(frameOf(call.domainRequest, call.clientContext.client.name), {
      action: pageAddress(call, "/forgotPassword"),
      xsrfToken: call.domainRequest.xsrfToken,
      username: problem?.username ?? call.authorization.loginHint ?? "",
      usesEmail: call.clientContext.pool.usernameAttributes.join() === "email",
      signIn: pageAddress(call, "/login"),
      error: problem?.text,
    });
    return html(problem?.status ?? 200, document);
  };
  const submit: InteractivePage["submit"] = (call, form) => {
    const username = (form.get("username") ?? "").trim();
    if (username === "") return show(call, { text: "Enter your user name." });
    // OAU-73: the answer does not wait for the mail, so neither its text nor its time tells
    // whether a user of that name exists.
    void askForCode(tools, call, username);
    return proceed(tools, call, {
      path: "/confirmForgotPassword",
      progress: { step: "reset-password", username, required: false },
    });
  };
  return { show, submit };
}

/** Never fails: what was not sent, and why, is told to the trace alone. */
async function askForCode(tools: Tools, call: PageCall, username: string): Promise<void> {
  const { domainRequest, clientContext } = call;
  const { requestId } = domainRequest.request;
  try {
    const { simulatedFor } = await tools.causingRequest.during(requestId, () =>
      tools.recovery.request(clientContext, username),
    );
    if (simulatedFor === undefined) return;
    traceUnsent(tools.trace, domainRequest, simulatedWhy(username, simulatedFor));
  } catch (error) {
    tools.logger.info({ code: nameOf(error) }, "A password reset was asked for and not sent.");
    traceUnsent(tools.trace, domainRequest, whyOf(error) ?? simulatedWhy(username, nameOf(error)));
  }
}

function whyOf(error: unknown): Why | undefined {
  return error instanceof AwsError && error.why !== undefined ? { ...error.why, concealed: true } : undefined;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "unknown";
}
