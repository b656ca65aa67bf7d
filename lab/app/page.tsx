import { redirect } from "next/navigation";
import { readSession } from "../lib/session.ts";

export default async function Home() {
  const user = await readSession();
  redirect(user ? `/projects/${user.project}` : "/login");
}
