// SPDX-License-Identifier: MPL-2.0
import { localized, plainText, readyMade, type ShownText } from '../../lib/officeWords';
import { day, locale, reasonText, t, time } from '../../lib/words.svelte';
import type { TextLine, TicketTexts, TicketView } from '../../wire/wire';

type Kind = TicketTexts['kind'];

/** The ticket page's texts for the gallery; ticket/README.md says the same as a table, for the server. */

export function kindOf({ state, standby, kept_for, ending, earliest }: TicketView): Kind {
  if (ending === 'moved_to_next_day' && kept_for && earliest) return 'kept';
  if (state !== 'waiting') return state;
  if (kept_for) return 'kept';
  return standby ? 'standby' : 'waiting';
}

function windowOf(kind: Kind, view: TicketView): string {
  const { earliest, latest } = view;
  const times = { earliest: earliest ? time(earliest) : '', latest: latest ? time(latest) : '' };
  if (kind === 'waiting' && !(earliest && latest)) return t('ticket-window-standby');
  const { window } = view;
  if (kind === 'waiting' && window) {
    const expected = { earliest: time(window.earliest), latest: time(window.latest) };
    if (window.from === 'rules') return t('ticket-window-waiting', expected);
    return t('ticket-window-expected', { ...expected, promised: times.latest });
  }
  if (kind === 'kept') return t('ticket-window-kept', { ...times, day: day(view.kept_for ?? '') });
  if (kind === 'absent' && !view.absent_until) return t('ticket-window-absent-over');
  const absent = view.latest ? 'ticket-window-absent' : 'ticket-window-absent-queue';
  if (kind === 'absent') return t(absent, { until: time(view.absent_until ?? '') });
  if (kind === 'left' && view.next_day) return t('ticket-window-closed');
  if (kind === 'left') return t('ticket-window-left', { ending: view.ending ?? 'left_before_call' });
  return t(`ticket-window-${kind}`, kind === 'waiting' ? times : {});
}

function placeOf(kind: Kind, { area_text: area, earliest, window, now }: TicketView): string {
  if (kind !== 'waiting' && kind !== 'standby') return '';
  const place = area
    ? t('ticket-place-area', { area: plainText(localized(area)) })
    : t('ticket-place-anywhere');
  const begins = earliest && window && window.earliest < earliest ? window.earliest : earliest;
  if (kind !== 'waiting' || !begins || Date.parse(begins) <= Date.parse(now)) return place;
  return `${place} ${t('ticket-out-until', { time: time(begins) })}`;
}

/** The notice of the day, and what it is written in. */
function dayNoticeOf({ day_notice }: TicketView): Pick<TicketTexts, 'day_notice' | 'day_notice_language'> {
  const shown = day_notice && localized(day_notice);
  return { day_notice: shown?.text ?? '', day_notice_language: shown?.language ?? locale.language };
}

/** The place offered on the next open day: its words, the button, and when it begins. */
function offerOf({
  next_day,
  standby_until,
}: TicketView): Pick<TicketTexts, 'offer' | 'offer_meaning' | 'take' | 'offered'> {
  if (!next_day) return { offer: '', offer_meaning: '', take: '', offered: '' };
  const { date, earliest, latest } = next_day;
  return {
    offer: t('ticket-next-day', { day: day(date), earliest: time(earliest), latest: time(latest) }),
    offer_meaning: standby_until ? t('ticket-next-day-meaning') : '',
    take: t('ticket-next-day-take'),
    offered: earliest,
  };
}

/** What to bring; a key that no list has is left out. */
const lineOf = (line: TextLine): ShownText[] => {
  const shown = typeof line === 'string' ? readyMade('ticket-bring', line) : localized(line);
  return shown ? [shown] : [];
};

export function textsOf(view: TicketView): TicketTexts {
  const kind = kindOf(view);
  const number = String(view.number);
  const desk = view.desk_name ?? '';
  const ahead = kind === 'waiting' || kind === 'standby' || kind === 'kept';
  const bring = ahead || kind === 'called' ? view.bring.flatMap(lineOf) : [];
  const updated = { time: time(view.now) };
  return {
    title: kind === 'called' ? t('ticket-headline-called', { desk }) : t('ticket-title', { number }),
    headline: t(`ticket-headline-${kind}`, kind === 'called' || kind === 'serving' ? { desk } : {}),
    number: kind === 'called' ? t('ticket-title', { number }) : number,
    window: windowOf(kind, view),
    sure: kind === 'waiting' && view.window?.from === 'foresight' ? t('ticket-window-sure') : '',
    place: placeOf(kind, view),
    why: ahead ? view.reasons.slice(0, 2).map((reason) => reasonText(reason)) : [],
    ...dayNoticeOf(view),
    ends: view.standby_until ? t('ticket-standby-ends', { time: time(view.standby_until) }) : '',
    ...offerOf(view),
    bring_title: bring.length > 0 ? t('ticket-bring-title') : '',
    bring: bring.map(plainText),
    bring_languages: bring.map(({ language }) => language),
    updated: t('ticket-updated', updated),
    stale: t('ticket-stale', updated),
    direction: locale.direction,
    language: locale.language,
    kind,
  };
}
