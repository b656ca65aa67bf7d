import Link from "next/link";
import { lab } from "../../lib/lab.ts";
import { faults, scenarios } from "../../scenarios.ts";
import { ScenarioButton } from "../../components/scenario-button.tsx";

export const dynamic = "force-dynamic";

export default function LabPage() {
  const current = lab().scenario.name;
  return (
    <main className="sheet">
      <h1>Scenarios</h1>
      <p>
        The lab runs <b>{current}</b>. Choose another, then open or reload{" "}
        <Link href="/login">the app</Link>.
      </p>
      <table>
        <thead>
          <tr>
            <th>Scenario</th>
            <th>What is broken</th>
            <th>What must be said</th>
          </tr>
        </thead>
        <tbody>
          {scenarios.map(({ name, title, faults: on, expected }) => (
            <tr key={name} data-current={name === current}>
              <td>
                <ScenarioButton name={name} current={name === current} />
              </td>
              <td>
                {title}
                <small>{on.map((fault) => faults[fault]).join("; ")}</small>
              </td>
              <td>
                {expected.kind} {expected.step ?? expected.between?.join(" to ")} {expected.rule}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}
