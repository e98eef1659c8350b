interface Sent {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

/** A body that is a text is sent as it is, anything else as JSON. */
type Answer = { readonly status: number; readonly body: unknown } | Error;

/** A fetch that answers from a list, one call after the other, and notes what was asked. */
export function scriptedFetch(...answers: Answer[]) {
  const sent: Sent[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const headers = new Headers(init?.headers);
    sent.push({
      method: init?.method ?? "GET",
      url: String(input),
      authorization: headers.get("Authorization") ?? undefined,
      body: typeof init?.body === "string" ? JSON.parse(init.body) : undefined,
    });
    const answer = answers.shift();
    if (answer === undefined) throw new Error(`Nobody expected a call of ${String(input)}.`);
    if (answer instanceof Error) throw answer;
    return {
      status: answer.status,
      ok: answer.status < 300,
      text: async () => (typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body)),
    } as Response;
  };
  return { fetch, sent };
}
