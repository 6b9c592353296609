// SPDX-License-Identifier: MPL-2.0
import { createContext } from 'svelte';
import type { Period } from './period';

/** A figure of the report, whose events can be shown. */
export interface EvidenceRequest {
  figure: string;
  label: string;
  /** One part of a figure that has several, such as an outcome. */
  part?: string | undefined;
  /** Where it is not the report's own. */
  period?: Period | undefined;
}

/** Opens the events of a figure; the report's parts call it. */
export const [showEvidence, setShowEvidence] = createContext<(request: EvidenceRequest) => void>();
