"use client";

import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import { useState } from "react";
import { connect, type Connection } from "../lib/supabase.ts";
import type { Clients } from "./use-realtime-subscription.ts";

/** One client a page; the one without a session only if somebody asks for it. */
export function useClients(connection: Connection): Clients {
  const [clients] = useState(() => {
    let anon: SupabaseClient | undefined;
    return {
      user: connect(connection),
      get anon() {
        return (anon ??= createClient(connection.url, connection.anonKey));
      },
    };
  });
  return clients;
}
