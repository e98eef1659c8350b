import { type Arn, parseArn } from "../core/arns.ts";
import { arnPage } from "../web/arn-paths.ts";
import { Head } from "../web/parts/parts.tsx";
import { CONSOLE_PATH } from "../web/paths.ts";
import type { ConsoleAnswer, ConsoleContext, Markup } from "../wire/console-area.ts";

/** Whether something is at an address of the console. */
export type IsThere = (address: string) => Promise<boolean>;

/** The page of what has the ARN, or a sentence that says why there is none. */
export async function findArn(
  console: Pick<ConsoleContext, "account" | "region">,
  text: string,
  isThere: IsThere,
): Promise<ConsoleAnswer> {
  const arn = parseArn(text);
  if (arn === undefined) {
    const form = (
      <code>
        arn:aws:sqs:{console.region}:{console.account}:NAME
      </code>
    );
    return nothing(text, <>It is no ARN: one has six parts, such as {form}.</>);
  }
  const elsewhere = elsewhereOf(arn, console);
  if (elsewhere !== undefined) return nothing(text, elsewhere);
  const page = arnPage(text);
  if (page === undefined) return nothing(text, `Of ${arn.service} nothing with such an ARN has a page here.`);
  for (const address of [page.path, page.otherPath]) {
    if (address !== undefined && (await isThere(address))) return { redirect: address };
  }
  return nothing(
    text,
    <>
      This cloud has no {page.noun} called <b class="outside">{page.name}</b>.
    </>,
  );
}

/** Parts that an ARN leaves empty say nothing. */
function elsewhereOf(
  { partition, accountId, region }: Arn,
  here: Pick<ConsoleContext, "account" | "region">,
): string | undefined {
  if (partition !== "aws") return `It is of the partition ${partition}, and this cloud is of aws.`;
  if (accountId !== "" && accountId !== here.account)
    return `It is of the account ${accountId}, and this cloud is ${here.account}.`;
  if (region !== "" && region !== here.region)
    return `It is of the region ${region}, and this cloud is in ${here.region}.`;
  return undefined;
}

function nothing(arn: string, why: Markup): ConsoleAnswer {
  const shown = arn.slice(0, LONGEST);
  return {
    view: {
      title: "Not found",
      status: 404,
      body: (
        <>
          <Head title="Not found" lead={<code class="outside">{shown}</code>} />
          <p>
            {why}{" "}
            <a href={`${CONSOLE_PATH}trace?${new URLSearchParams({ q: shown })}`}>Requests that name it</a>
          </p>
        </>
      ),
    },
  };
}

/** The longest ARN of AWS. */
const LONGEST = 2_048;
