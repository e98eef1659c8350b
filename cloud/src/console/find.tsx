import { tokenFacts } from "../core/token-facts.ts";
import { Card, Facts, Head } from "../web/parts/parts.tsx";
import { CONSOLE_PATH } from "../web/paths.ts";
import type { ConsoleAnswer, ConsoleContext } from "../wire/console-area.ts";
import { findArn, type IsThere } from "./find-arn.tsx";
import { findNamed } from "./find-named.tsx";
import type { Requests } from "./trace/requests.ts";

/**
 * What the search field leads to: what has an ARN, a request, a token's claims, a person, a route, a function, or the
 * trace filtered. It is posted: what is searched for may be a token, which belongs in no address and no history.
 */
export async function find(
  console: ConsoleContext,
  { requests, isThere }: { readonly requests: Requests; readonly isThere: IsThere },
  text: string,
): Promise<ConsoleAnswer> {
  const asked = text.trim();
  if (asked === "") return { redirect: CONSOLE_PATH };
  if (asked.startsWith("arn:")) return findArn(console, asked, isThere);
  const token = tokenFacts(asked.replace(/^Bearer\s+/i, ""));
  if (token !== undefined) return { view: tokenView(token, console.now()) };
  const request = /^[0-9a-f-]{4,36}$/i.test(asked) ? requests.one(asked) : undefined;
  if (request !== undefined) return { redirect: `${CONSOLE_PATH}trace/${request.request}` };
  const named = await findNamed(console, asked);
  return named ?? { redirect: `${CONSOLE_PATH}trace?q=${encodeURIComponent(asked)}` };
}

function tokenView(facts: NonNullable<ReturnType<typeof tokenFacts>>, now: number) {
  const expires = Number(facts["exp"]) * 1000;
  const life = Number.isNaN(expires)
    ? "It says no time at which it ends."
    : expires < now
      ? `It ended at ${new Date(expires).toISOString()}.`
      : `It ends at ${new Date(expires).toISOString()}.`;
  return {
    title: "A token",
    body: (
      <>
        <Head
          title="A token"
          lead={`What it says of itself; whether that is true, a request with it shows. ${life} It is not kept.`}
        />
        <Card id="claims" title="Claims">
          <div class="body">
            <Facts
              facts={Object.entries(facts)
                .filter(([, value]) => value !== undefined)
                .map(([name, value]) => [name, <code>{[value].flat().join(" ")}</code>] as const)}
            />
          </div>
        </Card>
      </>
    ),
  };
}
