import { colourRules } from "../colours.ts";

/** The style of reports that are files: names and colours of the console. */
export const REPORT_STYLE = `
${colourRules(["ground", "surface", "sunken", "ink", "muted", "line", "danger", "danger-ground", "danger-line", "calm", "calm-ground", "calm-line", "care"])}
:root{--mono:ui-monospace,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:0.875rem/1.45 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
main{max-width:68rem;margin:0 auto;padding:2rem 1rem 4rem;display:grid;grid-template-columns:minmax(0,1fr);gap:1.25rem}
h1,h2,h3,p,dl,dd,pre,ul{margin:0}
h1{font:500 1.75rem/1.2 "Iowan Old Style","Palatino Linotype",Palatino,Georgia,"Liberation Serif",serif}
h2{font-size:1rem;line-height:1.3}
h3{font-size:0.875rem;line-height:1.4;flex:1 1 18rem;overflow-wrap:anywhere}
.lead,.muted{color:var(--muted)}
.small{font-size:0.8125rem}
.v{width:1rem;height:1rem;flex:none;vertical-align:-0.2em;margin-right:0.375rem}
.yes{color:var(--calm)}.no{color:var(--danger)}.fail{color:var(--care)}.skip{color:var(--muted)}
.answer,.card{border:1px solid var(--line);border-radius:0.625rem;background:var(--surface);overflow:hidden;color:var(--ink)}
.answer .top{padding:1rem 1.125rem;border-bottom:1px solid var(--line);display:grid;gap:0.25rem}
.answer h2{font-size:1.1875rem}
.answer.yes{border-color:var(--calm-line)}.answer.yes .top{background:var(--calm-ground)}.answer.yes h2{color:var(--calm)}
.answer.no{border-color:var(--danger-line)}.answer.no .top{background:var(--danger-ground)}.answer.no h2{color:var(--danger)}
.tally{display:grid;grid-template-columns:repeat(auto-fit,minmax(8rem,1fr))}
.tally div{padding:0.875rem 1rem;border-left:1px solid var(--line)}
.tally div:first-child{border-left:0}
.tally dt{font-size:0.8125rem;color:var(--muted)}
.tally dd{font-size:1.5rem;font-weight:650;font-variant-numeric:tabular-nums}
.tally small{display:block;font-size:0.75rem;font-weight:400;color:var(--muted)}
.card>h2,.card summary{padding:0.75rem 1rem;border-bottom:1px solid var(--line)}
.card summary{cursor:pointer}.card summary h2{display:inline}
article{border-top:1px solid var(--line);padding:0.875rem 1rem 1rem;display:grid;grid-template-columns:minmax(0,1fr);gap:0.625rem}
.card>h2+article{border-top:0}
article header{display:flex;flex-wrap:wrap;align-items:baseline;gap:0.25rem 0.75rem}
.sev{min-width:5.5rem;font-size:0.8125rem;font-weight:650;text-transform:capitalize}
code,pre{font-family:var(--mono);font-size:0.8125rem;overflow-wrap:anywhere}
pre{background:var(--sunken);border-radius:0.375rem;padding:0.625rem 0.875rem;white-space:pre-wrap}
.added{color:var(--calm)}.removed{color:var(--danger)}
.scroll{overflow-x:auto}.scroll+.scroll,.foot+.scroll{border-top:1px solid var(--field-line,var(--line))}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:0.5rem 1rem;border-top:1px solid var(--line);font-weight:400}
thead th{border-top:0;font-size:0.75rem;color:var(--muted)}
td:last-child{min-width:12rem}
tbody th{font-weight:650;min-width:6rem}
.num{white-space:nowrap;font-variant-numeric:tabular-nums}
ul{padding:0.75rem 1rem 0.875rem 2rem;display:grid;gap:0.25rem}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.if{color:var(--care)}.cross{color:var(--muted)}
.legend{padding:0.625rem 1rem;border-bottom:1px solid var(--line)}.legend .v:not(:first-child){margin-left:0.875rem}
.foot{padding:0.625rem 1rem;border-top:1px solid var(--line)}
.matrix thead th{min-width:4.5rem;max-width:7rem;vertical-align:bottom;overflow-wrap:anywhere}
.matrix th,.matrix td{padding:0.5rem 0.625rem}
.matrix th:first-child{padding-left:1rem}
.matrix tbody th[scope=row]{min-width:12rem;position:sticky;left:0;background:var(--surface);z-index:1}
.matrix tbody th[scope=rowgroup]{background:var(--sunken)}
.matrix td{min-width:0}.matrix th p{font-weight:400}
.matrix .cell{position:relative;text-align:center}.matrix .cell .v{margin:0}
a{color:inherit}
.card .reasons summary{padding:0.625rem 1rem}
.reasons ul{list-style:none;padding-left:1rem}
.reasons p{padding:0 1rem 0.875rem}
@media print{body{background:#fff}.card,.answer{break-inside:avoid-page}details>*{display:block}}
`;
