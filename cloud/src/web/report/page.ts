import { html } from "./escape.ts";
import { REPORT_STYLE } from "./style.ts";

export interface ReportPage {
  readonly title: string;
  readonly heading: string;
  readonly lead: string;
  /** Markup, one string a part. */
  readonly parts: readonly string[];
}

/** One page without a script or a request to anywhere: it may be mailed, and kept. */
export function reportPage({ title, heading, lead, parts }: ReportPage): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${html(title)}</title>
<link rel="icon" href="data:,">
<style>${REPORT_STYLE}</style>
</head>
<body>
<main>
<h1>${html(heading)}</h1>
<p class="lead">${html(lead)}</p>
${parts.join("\n")}
</main>
</body>
</html>
`;
}

/** @param body markup */
export function card(title: string, body: string): string {
  return `<section class="card"><h2>${html(title)}</h2>${body}</section>`;
}

/** @param rows markup of whole rows */
export function table(head: readonly string[], rows: readonly string[]): string {
  return `<div class="scroll"><table><thead><tr>${head.map((title) => `<th scope="col">${html(title)}</th>`).join("")}</tr></thead><tbody>${rows.join("")}</tbody></table></div>`;
}
