/** A pattern that cannot be read; nothing of it is shown. */
export class PatternError extends Error {}

/** `%…%` is a regular expression, which this cloud does not run. */
export class RegexAsked extends Error {}
