/** The four parts of a credential scope after the access key id. */
export interface CredentialScope {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** A signature as it came, split but not yet verified. */
export interface SignatureForm {
  readonly form: "header" | "query";
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  /** The scope's last part, `aws4_request` in anything that verifies. */
  readonly terminator: string;
  /** Lower-case names, sorted. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** ISO basic date of the request, e.g. `20260903T080509Z`. */
  readonly date: string;
  /** Epoch milliseconds of `date`. */
  readonly time: number;
  readonly sessionToken: string | undefined;
  /** Value of X-Amz-Expires as sent; presigned requests only. */
  readonly expires: string | undefined;
}

const ISO_BASIC = /^\d{8}T\d{6}Z$/;

/** The date that was read last: calls of one second carry the same. */
let last: { readonly text: string; readonly time: number } = { text: "", time: Number.NaN };

/** Epoch milliseconds of `20260903T080509Z`, or undefined when the text is no such date. */
export function parseIsoBasic(text: string): number | undefined {
  if (text === last.text && text !== "") return last.time;
  const time = readIsoBasic(text);
  if (time !== undefined) last = { text, time };
  return time;
}

function readIsoBasic(text: string): number | undefined {
  if (!ISO_BASIC.test(text)) return undefined;
  const part = (start: number, end: number): number => Number(text.slice(start, end));
  const month = part(4, 6);
  const day = part(6, 8);
  const hour = part(9, 11);
  const minute = part(11, 13);
  const second = part(13, 15);
  if (month < 1 || month > 12 || hour > 23 || minute > 59 || second > 59) return undefined;
  const time = Date.UTC(part(0, 4), month - 1, day, hour, minute, second);
  // A day that the month does not have has become another one.
  return new Date(time).getUTCDate() === day ? time : undefined;
}

/** `20260903T080509Z` */
export function isoBasic(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

/** The date a header-signed request carries: X-Amz-Date, else Date (ISO basic or RFC 7231). */
export function requestDate(
  headers: Readonly<Record<string, string | undefined>>,
): { readonly date: string; readonly time: number } | undefined {
  const text = headers["x-amz-date"] ?? headers["date"];
  if (text === undefined) return undefined;
  const basic = parseIsoBasic(text);
  if (basic !== undefined) return { date: text, time: basic };
  if (headers["x-amz-date"] !== undefined) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : { date: isoBasic(time), time };
}

/** `<key id>/<date>/<region>/<service>/<terminator>`; undefined with more or fewer parts. */
export function parseCredential(
  text: string,
): Pick<SignatureForm, "accessKeyId" | "scope" | "terminator"> | undefined {
  const parts = text.split("/");
  if (parts.length !== 5) return undefined;
  const [accessKeyId = "", date = "", region = "", service = "", terminator = ""] = parts;
  if (accessKeyId === "") return undefined;
  return { accessKeyId, scope: { date, region, service }, terminator };
}

export function parseSignedHeaders(text: string): string[] {
  return text.toLowerCase().split(";").sort();
}
