import { arnPage } from "../arn-paths.ts";
import { printable } from "./printable.ts";

/** A thing by its ARN: its name with a link to its page, or the ARN itself. */
export const ArnLink = ({ arn }: { readonly arn: string }) => {
  const page = arnPage(arn);
  return page === undefined ? (
    <code class="outside">{printable(arn)}</code>
  ) : (
    <a class="outside" href={page.path}>
      {printable(page.name)}
    </a>
  );
};
