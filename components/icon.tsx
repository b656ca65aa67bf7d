import type { ReactNode } from "react";

const drawings = {
  record: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <circle cx="8" cy="8" r="2.5" fill="currentColor" stroke="none" />
    </>
  ),
  eye: (
    <>
      <path d="M1.8 8C4.4 3.9 11.6 3.9 14.2 8c-2.6 4.1-9.8 4.1-12.4 0Z" />
      <circle cx="8" cy="8" r="1.8" />
    </>
  ),
  down: <path d="m4 6.5 4 4 4-4" />,
  clear: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="m4.1 11.9 7.8-7.8" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4" />
      <path d="m10 10 3.5 3.5" />
    </>
  ),
  help: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M6.4 6.6c0-2 3.2-2 3.2 0 0 1.1-1.6 1.2-1.6 2.4" />
      <path d="M8 11.1v.1" />
    </>
  ),
  eyeoff: (
    <>
      <path d="M1.8 8C4.4 3.9 11.6 3.9 14.2 8c-2.6 4.1-9.8 4.1-12.4 0Z" />
      <path d="m3.5 13 9-10" />
    </>
  ),
  copy: (
    <>
      <rect x="5.5" y="5.5" width="8" height="8" rx="1" />
      <path d="M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2" />
    </>
  ),
  browser: (
    <>
      <rect x="2" y="3" width="12" height="10" rx="1" />
      <path d="M2 6h12" />
    </>
  ),
  server: (
    <>
      <rect x="2.5" y="2.5" width="11" height="4.5" rx="1" />
      <rect x="2.5" y="9" width="11" height="4.5" rx="1" />
      <path d="M5 4.75h.1M5 11.25h.1" />
    </>
  ),
  database: (
    <>
      <ellipse cx="8" cy="4" rx="5" ry="1.9" />
      <path d="M3 4v8c0 2.5 10 2.5 10 0V4M3 8c0 2.5 10 2.5 10 0" />
    </>
  ),
  wire: <path d="M2 5h11M10.5 2.5 13 5l-2.5 2.5M14 11H3M5.5 8.5 3 11l2.5 2.5" />,
  left: <path d="M9.5 4 5.5 8l4 4" />,
  right: <path d="m6.5 4 4 4-4 4" />,
  close: <path d="m4.5 4.5 7 7M11.5 4.5l-7 7" />,
  reload: <path d="M13 8a5 5 0 1 1-1.6-3.7M13 2.5v3h-3" />,
  file: (
    <>
      <path d="M4 2.5h5l3 3v8H4Z" />
      <path d="M9 2.5v3h3" />
    </>
  ),
  check: <path d="m3.5 8.5 3 3 6-7" />,
  gear: (
    <>
      <circle cx="8" cy="8" r="2" />
      <path d="M8 2.2v1.6M8 12.2v1.6M2.2 8h1.6M12.2 8h1.6M3.9 3.9 5 5M11 11l1.1 1.1M12.1 3.9 11 5M5 11l-1.1 1.1" />
    </>
  ),
  probe: (
    <>
      <path d="M8 2v4M8 10v4M2 8h4M10 8h4" />
      <circle cx="8" cy="8" r="4.2" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 7.4v3.4M8 5.1v.1" />
    </>
  ),
  lock: (
    <>
      <rect x="3.5" y="7" width="9" height="6.5" rx="1" />
      <path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />
    </>
  ),
  logo: <path d="M4.5 2v12M11.5 2v12M4.5 4.5h7M4.5 11.5h7M4.5 8h1.6M9.9 8h1.6" />,
  list: <path d="M3 4.5h10M3 8h10M3 11.5h10" />,
  save: <path d="M8 2.5v7M5 6.8 8 9.8l3-3M3 13h10" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof drawings;

/** An icon of one weight, 16 px, or 14 px inside text. It never speaks: the control around it has the words. */
export function Icon({ name, small }: { name: IconName; small?: boolean }) {
  return (
    <svg
      className={small ? "icon s" : "icon"}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.25"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {drawings[name]}
    </svg>
  );
}
