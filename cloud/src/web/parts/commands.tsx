import { createContext, useContext } from "hono/jsx";
import { forCloud, type StartedWith } from "../../core/shown-commands.ts";
import { Copy } from "./copy.tsx";
import { printable } from "./printable.ts";

/** How the cloud was started whose page this is: the frame says it once, and every command is for that one. */
export const StartedWithContext = createContext<StartedWith>({});

/** A command of the terminal, for this cloud, with its copy button; it may be long, and wraps. */
export const Command = ({ text }: { readonly text: string }) => {
  const command = forCloud(text, useContext(StartedWithContext));
  return (
    <span class="wrapped-command">
      <code class="outside">
        <ShellWords command={command} />
      </code>
      <Copy text={command} label="the command" />
    </span>
  );
};

/** A command within a sentence. */
export const CommandWords = ({ text }: { readonly text: string }) => (
  <code>
    <ShellWords command={forCloud(text, useContext(StartedWithContext))} />
  </code>
);

/** Fits the line of a phone; a browser would break it behind any of its hyphens, `--state` among them. */
const LONGEST_WHOLE = 24;

const ShellWords = ({ command }: { readonly command: string }) => (
  <>
    {printable(command)
      .split(/( +)/)
      .map((word) =>
        word.includes("-") && word.length <= LONGEST_WHOLE ? <span class="unbroken">{word}</span> : word,
      )}
  </>
);
