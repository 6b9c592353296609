// SPDX-License-Identifier: MPL-2.0
import type { ProblemCode, ProblemDetails } from '../wire/wire';

/** A code of the server, or what stands for an answer that has none. */
export type Code = ProblemCode | 'unreachable' | `http_${number}`;

/** An error response of the server (RFC 9457); `code` is stable and decides what the screen says. */
export class Problem extends Error {
  readonly status: number;
  readonly code: Code;
  /** The other members of the body. */
  readonly details: Readonly<Partial<ProblemDetails>>;

  constructor(status: number, details: Partial<Omit<ProblemDetails, 'code'>> & { code?: Code }) {
    const { code, ...rest } = details;
    super(rest.detail ?? rest.title ?? `HTTP ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.code = code ?? `http_${status}`;
    this.details = rest;
  }
}

/** No answer: whether the action happened is unknown until it is sent again with the same key. */
export function unreachable(cause: unknown): Problem {
  return new Problem(0, { code: 'unreachable', title: 'No answer from the server', detail: String(cause) });
}

export const problemOf = (cause: unknown): Problem => (cause instanceof Problem ? cause : unreachable(cause));

/** Whether the failure may pass by itself: no answer, or the server asks to wait. */
export const isPassing = ({ status }: Problem): boolean => status === 0 || status === 503;
