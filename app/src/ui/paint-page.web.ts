/** What shows behind and around the app: overscroll, scroll bars, the browser's own frame. */
export function paintPage(scheme: "light" | "dark", ground: string): void {
  document.documentElement.style.colorScheme = scheme;
  document.documentElement.style.backgroundColor = ground;
  document.body.style.backgroundColor = ground;
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", ground);
}
