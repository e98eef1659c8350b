import type { ConsoleForm, ConsoleView } from "../wire/console-area.ts";
import { BodyTooLargeError, type HttpRequest } from "../wire/http.ts";
import { MalformedFormError, readForm } from "./form.ts";
import { malformedFormView, tooLargeView } from "./plain.tsx";

/** The form of a request, or what is told of one that is too large or cannot be read. */
export async function givenForm(request: HttpRequest): Promise<ConsoleForm | ConsoleView> {
  try {
    return await readForm(request);
  } catch (error) {
    if (error instanceof BodyTooLargeError) return tooLargeView();
    if (error instanceof MalformedFormError) return malformedFormView();
    throw error;
  }
}
