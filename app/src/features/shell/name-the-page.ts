/** Only browsers show the name of a page outside of it. */
export function nameThePage(_title: string): void {}
