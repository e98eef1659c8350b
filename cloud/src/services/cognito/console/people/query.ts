/** Which people a list shows, as it stands in the address. */
export interface PeopleQuery {
  /** Attribute that the text is compared with. */
  readonly by: SearchedAttribute;
  readonly text: string;
  /** Only those in this state; empty for all. */
  readonly state: string;
  /** Only members of this group; empty for all. */
  readonly group: string;
  /** Token of the page, as the API handed it out. */
  readonly after: string | undefined;
  /** How many came before this page. */
  readonly from: number;
}

type SearchedAttribute = (typeof SEARCHES)[number]["attribute"];

/** ListUsers compares one attribute, its beginning or the whole. */
export const SEARCHES = [
  { attribute: "email", label: "E-mail begins with", comparison: "^=" },
  { attribute: "name", label: "Name begins with", comparison: "^=" },
  { attribute: "family_name", label: "Family name begins with", comparison: "^=" },
  { attribute: "phone_number", label: "Phone begins with", comparison: "^=" },
  { attribute: "sub", label: "sub begins with", comparison: "^=" },
  { attribute: "username", label: "User name begins with", comparison: "^=" },
] as const;

/** States that ListUsers filters by. */
export const STATES = [
  { state: "", label: "All", filter: undefined },
  { state: "invited", label: "Invited", filter: 'cognito:user_status = "FORCE_CHANGE_PASSWORD"' },
  { state: "unconfirmed", label: "Not confirmed", filter: 'cognito:user_status = "UNCONFIRMED"' },
  { state: "reset", label: "To reset", filter: 'cognito:user_status = "RESET_REQUIRED"' },
  { state: "disabled", label: "Disabled", filter: 'status = "Disabled"' },
] as const;

const EMPTY: PeopleQuery = { by: "email", text: "", state: "", group: "", after: undefined, from: 0 };

/** One of text, state and group decides: the API takes one filter. */
export function readPeopleQuery(query: URLSearchParams): PeopleQuery {
  const text = (query.get("q") ?? "").trim();
  const by = SEARCHES.find(({ attribute }) => attribute === query.get("by"))?.attribute ?? "email";
  const state = STATES.find((each) => each.state === query.get("state"))?.state ?? "";
  const from = Number(query.get("from") ?? "0");
  const after = query.get("after") ?? "";
  const page = after === "" ? {} : { after, from: Number.isSafeInteger(from) && from > 0 ? from : 0 };
  if (text !== "") return { ...EMPTY, by, text, ...page };
  if (state !== "") return { ...EMPTY, state, ...page };
  return { ...EMPTY, group: query.get("group") ?? "", ...page };
}

/** What the query is in an address; nothing for what is as usual. */
export function writePeopleQuery(query: Partial<PeopleQuery>): URLSearchParams {
  const { by = "email", text = "", state = "", group = "", after, from = 0 } = query;
  const written = new URLSearchParams();
  if (text !== "") {
    if (by !== "email") written.set("by", by);
    written.set("q", text);
  }
  if (state !== "") written.set("state", state);
  if (group !== "") written.set("group", group);
  if (after !== undefined) {
    written.set("after", after);
    written.set("from", String(from));
  }
  return written;
}

/** The filter of ListUsers; undefined for everybody. */
export function filterOf({ by, text, state }: PeopleQuery): string | undefined {
  if (text === "") return STATES.find((each) => each.state === state)?.filter;
  const comparison = SEARCHES.find(({ attribute }) => attribute === by)?.comparison ?? "^=";
  return `${by} ${comparison} "${text.replace(/["\\]/g, "\\$&")}"`;
}

/** Whether anything narrows the list. */
export function isNarrowed({ text, state, group }: PeopleQuery): boolean {
  return text !== "" || state !== "" || group !== "";
}

/** What narrows the list, in words. */
export function wordsOf({ by, text, state, group }: PeopleQuery): string {
  if (text !== "") return `${SEARCHES.find(({ attribute }) => attribute === by)?.label ?? by} “${text}”`;
  if (state !== "") return STATES.find((each) => each.state === state)?.label ?? state;
  return `in the group ${group}`;
}
