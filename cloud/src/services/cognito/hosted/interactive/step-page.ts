import { AwsError } from "../../../../core/errors.ts";
import type { SignInStep } from "../../domain/sign-in/parts/sign-in.ts";
import { html } from "../http/responses.ts";
import type { Frame } from "../pages/views.ts";
import type { Progress } from "../progress/sign-in-progress.ts";
import { advance, backToSignIn, type SignInTools } from "./advance.ts";
import { frameOf, type InteractivePage, loadPages, type PageCall, pageAddress } from "./page-call.ts";
import { isSessionFailure, publicText } from "./texts.ts";

type Pages = Awaited<ReturnType<typeof loadPages>>;
type At<Step extends Progress["step"]> = Extract<Progress, { step: Step }>;

/** What every form of a step has. */
interface StepForm {
  readonly action: string;
  readonly xsrfToken: string;
  readonly error: string | undefined;
}

interface StepPage<Step extends Progress["step"]> {
  /** The step a browser must have come to; others start again. */
  readonly step: Step;
  readonly path: string;
  render(pages: Pages, frame: Frame, shown: ShownStep<Step>): string;
  answer(call: PageCall, progress: At<Step>, form: URLSearchParams): Promise<SignInStep>;
}

interface ShownStep<Step extends Progress["step"]> {
  readonly call: PageCall;
  readonly progress: At<Step>;
  readonly form: StepForm;
}

/** A page that answers one challenge: it goes on, says what was wrong, or starts again. */
export function createStepPage<Step extends Progress["step"]>(
  tools: SignInTools,
  page: StepPage<Step>,
): InteractivePage {
  const progressOf = ({ domainRequest, clientContext }: PageCall): At<Step> | undefined => {
    const progress = tools.progress.read(domainRequest, clientContext.client);
    return progress !== undefined && isAt(progress, page.step) ? progress : undefined;
  };
  const startAgain = (call: PageCall) => backToSignIn(tools, call, { notice: "start-again" });
  const show: InteractivePage["show"] = async (call, problem) => {
    const progress = progressOf(call);
    if (progress === undefined) return startAgain(call);
    const form: StepForm = {
      action: pageAddress(call, page.path),
      xsrfToken: call.domainRequest.xsrfToken,
      error: problem?.text,
    };
    const frame = frameOf(call.domainRequest, call.clientContext.client.name);
    return html(problem?.status ?? 200, page.render(await loadPages(), frame, { call, progress, form }));
  };
  const submit: InteractivePage["submit"] = async (call, form) => {
    const progress = progressOf(call);
    if (progress === undefined) return startAgain(call);
    try {
      return await advance(tools, call, await page.answer(call, progress, form));
    } catch (error) {
      if (error instanceof AwsError) call.domainRequest.note(error.why);
      if (isSessionFailure(error)) return startAgain(call);
      if (error instanceof AwsError) return show(call, { text: publicText(error) });
      throw error;
    }
  };
  return { show, submit };
}

function isAt<Step extends Progress["step"]>(progress: Progress, step: Step): progress is At<Step> {
  return progress.step === step;
}
