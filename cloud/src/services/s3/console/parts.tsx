import { Time } from "../../../web/parts/parts.tsx";

/** A moment with its day: objects are older than a session. */
export const Day = ({ iso }: { readonly iso: string }) => {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return <span class="muted">unknown</span>;
  return (
    <span class="nowrap num">
      {new Date(at).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" })},{" "}
      <Time at={at} />
    </span>
  );
};

interface FirstAndNextProps {
  readonly shown: number;
  readonly noun: string;
  /** Addresses; undefined where there is none. */
  readonly first: string | undefined;
  readonly next: string | undefined;
}

/** How many are shown, and the ways to the other pages: tokens lead forward only. */
export const FirstAndNext = ({ shown, noun, first, next }: FirstAndNextProps) => (
  <p class="count-line">
    <span>{`${shown} ${noun}${shown === 1 ? "" : "s"}${first === undefined && next === undefined ? "" : " on this page"}`}</span>
    <span class="btns">
      {first === undefined ? null : <a href={first}>First page</a>}
      {next === undefined ? null : <a href={next}>Next page</a>}
    </span>
  </p>
);
