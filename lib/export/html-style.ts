/** The stylesheet of the HTML report, and the hash by which its policy lets it in; a test holds one against the other. */
export const STYLE = `
:root{color-scheme:light dark;--bg:light-dark(#fff,#1f1f1f);--sunk:light-dark(#f7f8f9,#252627);--line:light-dark(#dfe2e5,#38393b);--ink:light-dark(#1f2023,#e4e5e7);--soft:light-dark(#50555c,#b8bcc2);--seen:light-dark(#3f70b5,#82abe4);--late:light-dark(#8f5200,#f4bf63);--fail:light-dark(#c5221f,#ff8a80);--add:light-dark(#e6effc,#23344d);--del:light-dark(#f1f2f3,#2c2d2f)}
*{box-sizing:border-box}
body{margin:0 auto;padding:16px;max-width:1080px;background:var(--bg);color:var(--ink);font:13px/1.45 -apple-system,"Segoe UI",Ubuntu,Roboto,Arial,sans-serif;overflow-wrap:anywhere}
h1{font-size:17px;margin:0 0 2px}h2{font-size:15px;margin:0 0 6px}h3{font-size:13px;margin:12px 0 4px}
p{margin:4px 0}.soft{color:var(--soft)}
article{border:1px solid var(--line);border-radius:6px;padding:12px 14px;margin:14px 0}
code,pre,.id,.at{font-family:Menlo,Consolas,"Roboto Mono","Liberation Mono",monospace;font-size:12px}
.strip{letter-spacing:1px;white-space:nowrap}
pre{margin:4px 0;padding:6px 8px;background:var(--sunk);border:1px solid var(--line);border-radius:4px;white-space:pre-wrap}
pre span{display:block}.add{background:var(--add)}.del{background:var(--del)}
ol{list-style:none;margin:0;padding:0}
.rung{display:grid;grid-template-columns:18px 34px minmax(96px,170px) minmax(76px,150px) 70px minmax(0,1fr);gap:0 8px;padding:3px 0;border-top:1px solid var(--line);align-items:baseline}
.at{text-align:right}
.rung[data-status=observed] .mark,.rung[data-status=inferred] .mark{color:var(--seen)}
.rung[data-status=late] .mark,.rung[data-status=waiting] .mark{color:var(--late)}
.rung[data-status=failed],.rung[data-status=missing]{color:var(--fail);font-weight:600}
.rung[data-status=blocked],.rung[data-status=not-yet],.rung[data-status=unknown]{color:var(--soft)}
.bad{color:var(--fail)}
.wide{overflow-x:auto}table{border-collapse:collapse;table-layout:fixed;width:100%;min-width:540px}th,td{text-align:left;vertical-align:top;font-weight:400;padding:4px 8px 4px 0;border-top:1px solid var(--line)}thead th{border-top:0;font-weight:600}thead .soft{font-weight:400}th:nth-child(2){width:84px}ul{margin:6px 0;padding-left:18px}
td[data-status=observed] .mark{color:var(--seen)}td[data-status=late]>details>summary{color:var(--late)}td[data-status=missing]>details>summary{color:var(--fail);font-weight:600}
details{margin:0;font-weight:400;color:var(--ink)}summary{cursor:pointer;color:var(--soft)}
@media(max-width:640px){.rung{grid-template-columns:18px 34px minmax(0,1fr) 70px}.word{display:none}.proofs{grid-column:3/-1}table{min-width:400px}tr>:nth-child(2){display:none}}
@media print{article{break-inside:avoid-page}}
`;
export const STYLE_HASH = "2sIRzo4XJobZpB5daSh69XXxLflW+ivF4Lhdb1QBF2k=";
