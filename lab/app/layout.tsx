import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Toaster } from "sonner";
import "@xyflow/react/dist/style.css";
import "./lab.css";

export const metadata: Metadata = { title: "Canvas, the Hopscope lab" };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        {children}
        <Toaster position="bottom-left" />
      </body>
    </html>
  );
}
