// SPDX-License-Identifier: MPL-2.0
import type { Api } from '../../lib/api';
import type {
  Inquiry,
  BookingEndRequest,
  AbsenceRequest,
  CallPreviewAnswer,
  CallRequest,
  CompletionRequest,
  DeskQueue,
  LeavingRequest,
  Preview,
  PreviewAnswer,
  Ticket,
  NextDayRequest,
  TransferRequest,
} from '../../wire/wire';
import type { DeskActions } from './actions';

/** The clerk's steps as requests below the office. */
export function requests(api: Api, desk: string): DeskActions {
  const at = `/desks/${encodeURIComponent(desk)}`;
  const step = (ticket: string, name: string, body: unknown, key: string): Promise<unknown> =>
    api.post(`/tickets/${encodeURIComponent(ticket)}/${name}`, body, { key });
  const seen = ({ preview }: PreviewAnswer): Preview => preview;
  return {
    open: (key) => api.put(`${at}/staffing`, undefined, { key }),
    leave: (key, reason) =>
      api.delete(`${at}/staffing`, { key }, reason ? ({ reason } satisfies LeavingRequest) : undefined),
    previewLeaving: () => api.delete<PreviewAnswer>(`${at}/staffing?preview=true`).then(seen),
    previewPause: (end) =>
      api.post<PreviewAnswer>(`${at}/absences?preview=true`, { end } satisfies AbsenceRequest).then(seen),
    pause: (end, reason, key) =>
      api.post(`${at}/absences`, { end, ...(reason && { reason, force: true }) } satisfies AbsenceRequest, {
        key,
      }),
    comeBack: (absence, key) => api.delete(`${at}/absences/${encodeURIComponent(absence)}`, { key }),
    endBooking: (start, outcome, key) =>
      api.post(`${at}/booking-end`, { start, outcome } satisfies BookingEndRequest, { key }),
    callNext: (key) => api.post(`${at}/calls`, undefined, { key }),
    find: (number) => api.get<DeskQueue>(`${at}/queue?number=${number}`).then(({ tickets }) => tickets),
    previewCall: (ticket, reason) =>
      api
        .post<CallPreviewAnswer>(`/tickets/${encodeURIComponent(ticket)}/call?preview=true`, {
          desk,
          ...(reason && { reason }),
        } satisfies CallRequest)
        .then(({ preview }) => preview),
    callChosen: (ticket, reason, key) =>
      step(ticket, 'call', { desk, ...(reason && { reason }) } satisfies CallRequest, key),
    arrive: (ticket, key) => step(ticket, 'arrival', undefined, key),
    complete: (ticket, outcome, flags, key, companionMinutes) =>
      step(
        ticket,
        'completion',
        {
          outcome,
          flags,
          desk,
          ...(companionMinutes === undefined ? {} : { companion_minutes: companionMinutes }),
        } satisfies CompletionRequest,
        key,
      ),
    recall: (ticket, key) => step(ticket, 'recall', undefined, key),
    park: (ticket, key) => step(ticket, 'parking', undefined, key),
    transfer: (ticket, to, key) => step(ticket, 'transfer', to satisfies TransferRequest, key),
    absent: (ticket, key) => step(ticket, 'absence', undefined, key),
    depart: (ticket, key) => step(ticket, 'departure', undefined, key),
    bringBack: (ticket, key) => step(ticket, 'return', undefined, key),
    takeNextDay: (ticket, start, key) => step(ticket, 'next-day', { start } satisfies NextDayRequest, key),
    giveNumber: (order, key) => api.post<Ticket>('/tickets', order, { key }),
    countInquiry: (key) => api.post<Inquiry>(`${at}/inquiries`, undefined, { key }),
    takeBackInquiry: (key) => api.delete<Inquiry>(`${at}/inquiries`, { key }),
    undo: (key) => api.post(`${at}/undo`, undefined, { key }),
    answerHelp: (key) => api.delete('/help', { key }),
  };
}
