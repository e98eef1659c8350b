export type ResponseHeaders = Record<string, string | string[]>;

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const BAD_VALUE = /[\x00-\x08\x0a-\x1f\x7f]/;

export function isHeaderName(name: string): boolean {
  return NAME.test(name);
}

/** APIGW-12: true when a value can be sent without splitting the response. */
export function isHeaderValue(value: string): boolean {
  return !BAD_VALUE.test(value);
}

/** Header values travel as Latin-1; text beyond it is sent as its UTF-8 bytes. */
export function wireValue(value: string): string {
  for (let index = 0; index < value.length; index += 1) {
    if (value.charCodeAt(index) > 0xff) return Buffer.from(value, "utf8").toString("latin1");
  }
  return value;
}
