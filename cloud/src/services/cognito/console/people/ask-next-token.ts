import { AwsError } from "../../../../core/errors.ts";
import { personAddress } from "../addresses.ts";
import type { DescribedGroup } from "../directory.ts";
import { type AskedToken, composeNextToken, type NextTokenQuestion, WAYS } from "./next-token.ts";
import type { PersonCall } from "./person-call.ts";

/** Runs the trigger for a question and keeps the answer in the session. @returns where it is shown */
export async function askNextToken({ console, calls, form, who, user }: PersonCall): Promise<string> {
  const { UserPoolId } = who;
  const [pool, client, groups] = await Promise.all([
    calls.pool(UserPoolId),
    calls.client(UserPoolId, form.text("client")),
    calls.groupsOf(UserPoolId, who.Username),
  ]);
  const way = WAYS.find((each) => each.way === form.text("way"))?.way ?? "api";
  const question: NextTokenQuestion = { pool, client, user, groups, way };
  const tried = form.text("group") === "" ? undefined : await calls.group(UserPoolId, form.text("group"));
  const tokens = await composedOrRefused(console, question);
  const withTried =
    tried === undefined || "code" in tokens
      ? undefined
      : await composedOrRefused(console, { ...question, groups: byPrecedence([...groups, tried]) });
  const asked: AskedToken = {
    at: console.now(),
    clientId: client.ClientId,
    way,
    tried: tried?.GroupName,
    tokens,
    withTried: withTried === undefined || "code" in withTried ? undefined : withTried,
  };
  console.session.set(askedKey(UserPoolId, who.Username), asked);
  return `${personAddress(UserPoolId, who.Username)}#next-token`;
}

/** A function that fails is an answer, too: it is what a sign-in would meet. */
async function composedOrRefused(
  console: PersonCall["console"],
  question: NextTokenQuestion,
): Promise<AskedToken["tokens"]> {
  try {
    return await composeNextToken(console, question);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { code: error.code, message: error.message };
  }
}

/** As AdminListGroupsForUser orders them. */
function byPrecedence(groups: readonly DescribedGroup[]): DescribedGroup[] {
  const rank = ({ Precedence }: DescribedGroup): number => Precedence ?? Number.POSITIVE_INFINITY;
  const order = (a: DescribedGroup, b: DescribedGroup): number =>
    rank(a) === rank(b) ? a.GroupName.localeCompare(b.GroupName) : rank(a) - rank(b);
  return [...groups].sort(order);
}

/** Where the answer of the last question is kept, in the browser's session. */
export function askedKey(pool: string, username: string): string {
  return `next-token/${pool}/${username}`;
}
