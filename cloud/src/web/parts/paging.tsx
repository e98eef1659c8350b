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

/** `path?a=1&b=2` of what has a value. */
export function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "",
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

interface FindByNameProps {
  /** Member of the address that the text becomes, e.g. `prefix`. */
  readonly field: string;
  /** Address of the list. */
  readonly action: string;
  /** What is found, e.g. `buckets`. */
  readonly what: string;
  /** e.g. `Beginning of a name` */
  readonly label: string;
  readonly value: string;
  /** What else the address has. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** A list by what names begin with: that is what most services offer. */
export const FindByPrefix = (props: Omit<FindByNameProps, "field">) => (
  <FindByName field="prefix" {...props} />
);

/** The search field of a list. */
export const FindByName = ({ field, action, what, label, value, fields = {} }: FindByNameProps) => (
  <search aria-label={`Find ${what}`}>
    <form class="filters" action={action}>
      {Object.entries(fields).map(([name, given]) => (
        <input type="hidden" name={name} value={given} />
      ))}
      <label class="vh" for={field}>
        {label}
      </label>
      <input class="grow" id={field} name={field} type="search" value={value} placeholder={label} />
      <button type="submit" class="btn">
        Find
      </button>
    </form>
  </search>
);
