/** What the server answers when it says no (RFC 9457); `code` is stable and decides what the screen says. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** Every other member: reasons, offers, a retry time. */
  readonly rest: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Record<string, unknown>) {
    const { code, title, detail, status: _status, ...rest } = body;
    super(text(detail) || text(title) || `HTTP ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.code = text(code) || `http_${status}`;
    this.title = text(title);
    this.detail = text(detail);
    this.rest = rest;
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** No answer at all: whether the step was taken is unknown until it is asked again with the same key. */
export function unreachable(cause: unknown): Problem {
  return new Problem(0, { code: 'unreachable', title: 'No answer from the server', detail: String(cause) });
}
