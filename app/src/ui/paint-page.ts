/** Outside the browser there is no page behind the app. */
export function paintPage(_scheme: "light" | "dark", _ground: string): void {}
