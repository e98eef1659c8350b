import { CONSOLE_PATH } from "../paths.ts";

/** Who made a thing. */
export const StackLink = ({ stack }: { readonly stack: string | undefined }) =>
  stack === undefined ? (
    <>no stack</>
  ) : (
    <a href={`${CONSOLE_PATH}stacks/${encodeURIComponent(stack)}`}>{stack}</a>
  );
